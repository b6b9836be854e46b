import Kernels
import Testing

/// A window of random size over random planes, against the definition.
struct PoolingCase: CustomStringConvertible {
  let shape: lab_pooling
  let planes: Int
  let x: [Float], dy: [Float]

  /// nil if the window does not fit. Every other case has adjacent windows of 2×2.
  init?(using random: inout SplitMix, halves: Bool) {
    func size(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let (height, width) = (size(1...12), size(1...40))
    let kernel = halves ? (2, 2) : (size(1...4), size(1...4))
    let stride = halves ? (2, 2) : (size(1...3), size(1...3))
    let padding = halves ? (0, 0) : (size(0...kernel.0 / 2), size(0...kernel.1 / 2))
    let dilation = halves ? (1, 1) : (size(1...2), size(1...2))
    let rows = height + 2 * padding.0 - dilation.0 * (kernel.0 - 1) - 1
    let columns = width + 2 * padding.1 - dilation.1 * (kernel.1 - 1) - 1
    guard rows >= 0, columns >= 0 else { return nil }
    shape = lab_pooling(
      H: height, W: width, OH: rows / stride.0 + 1, OW: columns / stride.1 + 1,
      kernel_height: kernel.0, kernel_width: kernel.1, stride_height: stride.0,
      stride_width: stride.1, padding_height: padding.0, padding_width: padding.1,
      dilation_height: dilation.0, dilation_width: dilation.1)
    planes = size(0...4)
    // Few distinct numbers, so that windows contain ties.
    x = (0..<planes * height * width).map { _ in
      size(0...200) == 0 ? .nan : Float(size(-4...4))
    }
    dy = random.floats(planes * shape.OH * shape.OW)
  }

  var description: String { "\(planes) of \(shape)" }

  /// The positions in x under each window, in order.
  func windows() -> [[Int]] {
    let s = shape
    var windows: [[Int]] = []
    for plane in 0..<planes {
      for i in 0..<s.OH {
        for j in 0..<s.OW {
          var places: [Int] = []
          for k in 0..<s.kernel_height {
            for l in 0..<s.kernel_width {
              let row = i * s.stride_height + k * s.dilation_height - s.padding_height
              let column = j * s.stride_width + l * s.dilation_width - s.padding_width
              guard 0..<s.H ~= row, 0..<s.W ~= column else { continue }
              places.append((plane * s.H + row) * s.W + column)
            }
          }
          windows.append(places)
        }
      }
    }
    return windows
  }
}

@Suite struct PoolingTests {
  @Test(arguments: 0..<10)
  func theLargestAgreesWithTheDefinition(seed: UInt64) {
    var random = SplitMix(state: seed)
    for round in 0..<40 {
      guard let some = PoolingCase(using: &random, halves: round % 2 == 0) else { continue }
      var shape = some.shape
      var y = [Float](repeating: -9, count: some.dy.count)
      var places = [Int32](repeating: -1, count: some.dy.count)
      var dx = [Float](repeating: -9, count: some.x.count)
      lab_max_pool(&shape, some.planes, some.x, &y, &places)
      lab_max_pool_gradient(&shape, some.planes, some.dy, places, &dx)
      var expected = [Float](repeating: 0, count: some.dy.count)
      var slopes = [Double](repeating: 0, count: some.x.count)
      for (index, window) in some.windows().enumerated() {
        guard var best = window.first else {
          expected[index] = -.infinity
          continue
        }
        for place in window where some.x[place] > some.x[best] || some.x[place].isNaN {
          best = place
        }
        expected[index] = some.x[best]
        slopes[best] += Double(some.dy[index])
      }
      #expect(sameBits(y, expected), "\(some)")
      #expect(distance(dx, slopes) < 1e-5, "gradient of \(some)")
    }
  }

  @Test(arguments: 0..<10)
  func theMeanAgreesWithTheDefinition(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<40 {
      guard let some = PoolingCase(using: &random, halves: false),
        some.shape.dilation_height == 1, some.shape.dilation_width == 1
      else { continue }
      var shape = some.shape
      let countsPadding = Bool.random(using: &random)
      var y = [Float](repeating: -9, count: some.dy.count)
      var dx = [Float](repeating: -9, count: some.x.count)
      lab_average_pool(&shape, some.planes, countsPadding, some.x, &y)
      lab_average_pool_gradient(&shape, some.planes, countsPadding, some.dy, &dx)
      var expected = [Double](repeating: 0, count: some.dy.count)
      var slopes = [Double](repeating: 0, count: some.x.count)
      for (index, window) in some.windows().enumerated() {
        let count = countsPadding ? shape.kernel_height * shape.kernel_width : window.count
        for place in window {
          expected[index] += Double(some.x[place]) / Double(count)
          slopes[place] += Double(some.dy[index]) / Double(count)
        }
      }
      #expect(distance(y, expected) < 1e-5, "\(some)")
      #expect(distance(dx, slopes) < 1e-5, "gradient of \(some)")
    }
  }
}
