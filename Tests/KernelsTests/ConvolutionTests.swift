import Kernels
import Testing

/// A convolution of random sizes, against the definition in double precision.
struct ConvolutionCase: CustomStringConvertible {
  let shape: lab_convolution
  let images: Int
  let relu: Bool
  let x: [Float], weight: [Float], bias: [Float], dy: [Float]

  /// nil if the kernel does not fit.
  init?(using random: inout SplitMix) {
    func size(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let (channels, filters) = (size(1...9), size(1...11))
    let (height, width) = (size(1...14), size(1...20))
    let kernel = (size(1...4), size(1...4)), stride = (size(1...3), size(1...3))
    let padding = (size(0...3), size(0...3)), dilation = (size(1...3), size(1...3))
    let rows = height + 2 * padding.0 - dilation.0 * (kernel.0 - 1) - 1
    let columns = width + 2 * padding.1 - dilation.1 * (kernel.1 - 1) - 1
    guard rows >= 0, columns >= 0 else { return nil }
    let (outRows, outColumns) = (rows / stride.0 + 1, columns / stride.1 + 1)
    shape = lab_convolution(
      C: channels, H: height, W: width, F: filters, OH: outRows, OW: outColumns,
      kernel_height: kernel.0, kernel_width: kernel.1, stride_height: stride.0,
      stride_width: stride.1, padding_height: padding.0, padding_width: padding.1,
      dilation_height: dilation.0, dilation_width: dilation.1,
      x_stride: channels * height * width, y_stride: filters * outRows * outColumns)
    images = size(0...11)
    relu = Bool.random(using: &random)
    x = random.floats(images * shape.x_stride)
    weight = random.floats(filters * channels * kernel.0 * kernel.1)
    bias = random.floats(filters)
    dy = random.floats(images * shape.y_stride)
  }

  var description: String { "\(images) of \(shape)" }

  /// Calls `body` with the positions in y, x and weight of each product in the sum.
  func forEachProduct(_ body: (_ y: Int, _ x: Int, _ weight: Int) -> Void) {
    let s = shape
    for image in 0..<images {
      for f in 0..<s.F {
        for i in 0..<s.OH {
          for j in 0..<s.OW {
            let y = image * s.y_stride + (f * s.OH + i) * s.OW + j
            for c in 0..<s.C {
              for k in 0..<s.kernel_height {
                for l in 0..<s.kernel_width {
                  let row = i * s.stride_height + k * s.dilation_height - s.padding_height
                  let column = j * s.stride_width + l * s.dilation_width - s.padding_width
                  guard 0..<s.H ~= row, 0..<s.W ~= column else { continue }
                  body(
                    y, image * s.x_stride + (c * s.H + row) * s.W + column,
                    ((f * s.C + c) * s.kernel_height + k) * s.kernel_width + l)
                }
              }
            }
          }
        }
      }
    }
  }

  /// y by definition.
  func expected() -> [Double] {
    var y = [Double](repeating: 0, count: images * shape.y_stride)
    for place in y.indices { y[place] = Double(bias[place / (shape.OH * shape.OW) % shape.F]) }
    forEachProduct { y[$0] += Double(x[$1]) * Double(weight[$2]) }
    return relu ? y.map { max($0, 0) } : y
  }

  /// dx, dweight and dbias by definition, given relu's result `y`.
  func expectedGradients(_ y: [Float]) -> (dx: [Double], dweight: [Double], dbias: [Double]) {
    let slopes = zip(dy, y).map { relu && $1 <= 0 ? 0 : Double($0) }
    var dx = [Double](repeating: 0, count: x.count)
    var dweight = [Double](repeating: 0, count: weight.count)
    var dbias = [Double](repeating: 0, count: bias.count)
    for (place, slope) in slopes.enumerated() {
      dbias[place / (shape.OH * shape.OW) % shape.F] += slope
    }
    forEachProduct {
      dx[$1] += slopes[$0] * Double(weight[$2])
      dweight[$2] += slopes[$0] * Double(x[$1])
    }
    return (dx, dweight, dbias)
  }

  /// y by the kernel, some images at a time.
  func forward(atOnce: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: images * shape.y_stride)
    var packed = weight
    withUnsafePointer(to: shape) { shape in
      var scratch = [Float](repeating: .nan, count: lab_convolution_scratch(shape))
      lab_convolution_pack(shape, weight, &packed)
      y.withUnsafeMutableBufferPointer { y in
        x.withUnsafeBufferPointer { x in
          guard let y = y.baseAddress, let x = x.baseAddress else { return }
          for first in stride(from: 0, to: images, by: atOnce) {
            lab_convolution_forward(
              shape, nil, min(atOnce, images - first), x + first * shape.pointee.x_stride, packed,
              bias, relu, y + first * shape.pointee.y_stride, nil, &scratch)
          }
        }
      }
    }
    return y
  }

  /// dx, dweight and dbias by the kernel.
  func gradients(_ y: [Float]) -> (dx: [Float], dweight: [Float], dbias: [Float]) {
    var dx = [Float](repeating: .nan, count: x.count)
    var dweight = [Float](repeating: 0, count: weight.count)
    var dbias = [Float](repeating: 0, count: bias.count)
    var packed = weight
    withUnsafePointer(to: shape) { shape in
      var scratch = [Float](repeating: .nan, count: lab_convolution_scratch(shape))
      lab_convolution_pack_transposed(shape, weight, &packed)
      y.withUnsafeBufferPointer { y in
        lab_convolution_gradient(
          shape, nil, images, x, relu ? y.baseAddress : nil, nil, dy, packed, &dx, &dweight, &dbias,
          &scratch)
      }
    }
    return (dx, dweight, dbias)
  }
}

@Suite struct ConvolutionTests {
  @Test(arguments: 0..<20)
  func agreesWithTheDefinition(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<20 {
      guard let some = ConvolutionCase(using: &random) else { continue }
      let y = some.forward(atOnce: 4)
      #expect(distance(y, some.expected()) <= 5e-5, "\(some)")
      let (ours, theirs) = (some.gradients(y), some.expectedGradients(y))
      #expect(distance(ours.dx, theirs.dx) <= 5e-5, "dx of \(some)")
      #expect(distance(ours.dweight, theirs.dweight) <= 5e-4, "dweight of \(some)")
      #expect(distance(ours.dbias, theirs.dbias) <= 5e-4, "dbias of \(some)")
    }
  }

  @Test func anySplitOfImagesGivesTheSameBits() {
    var random = SplitMix(state: 5)
    for _ in 0..<40 {
      guard let some = ConvolutionCase(using: &random) else { continue }
      #expect(sameBits(some.forward(atOnce: 1), some.forward(atOnce: 100)), "\(some)")
    }
  }

  @Test func sizesBeyondAllMemoryAreSeen() {
    var shape = lab_convolution()
    (shape.C, shape.H, shape.W, shape.F, shape.OH, shape.OW) = (1, 1, 1, 1, 1, 1)
    (shape.kernel_height, shape.kernel_width) = (3, 3)
    (shape.stride_height, shape.stride_width) = (1, 1)
    (shape.dilation_height, shape.dilation_width) = (1 << 30, 1 << 30)
    #expect(lab_convolution_scratch(&shape) == Int.max)
  }
}
