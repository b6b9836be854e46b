import Testing

@testable import Tensors

@Suite struct ConvolutionTests {
  /// More images than one piece of work takes, so that the pieces' sums are added.
  @Test func aBatchIsTheSumOfItsImages() throws {
    var random = SplitMix64(state: 1)
    let x = try Tensor.random([21, 4, 6, 5], &random)
    let window = Window(stride: (2, 1), padding: (1, 1))
    func gradient(_ run: (Tensor, Tensor, Tensor) throws -> Tensor) throws -> [[Double]] {
      var random = SplitMix64(state: 2)
      let weight = try Tensor.random([6, 2, 3, 3], &random).asParameter()
      let bias = try Tensor.random([6], &random).asParameter()
      let images = try x.asParameter()
      try run(images, weight, bias).square().sum().backward()
      return try [images, weight, bias].map { try #require($0.gradient).doubles() }
    }
    let whole = try gradient {
      try Tensor.convolution($0, $1, $2, window, groups: 2, relu: true)
    }
    let parts = try gradient { x, weight, bias in
      try Tensor.concatenated(
        (0..<21).map {
          try Tensor.convolution(
            x.sliced(0, from: $0, to: $0 + 1), weight, bias, window, groups: 2, relu: true)
        }, 0)
    }
    for (a, b) in zip(whole, parts) { #expect(relativeError(a, b) < 1e-5) }
  }

  /// Pooling in the convolution's pass is pooling after it, whatever both windows are.
  @Test(arguments: 0..<60)
  func poolingInItsPassIsPoolingAfterIt(seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    func size(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let (height, width, groups) = (size(5...12), size(5...37), size(1...2))
    let window = Window(stride: (size(1...2), 1), padding: (size(0...1), size(0...2)))
    let halves = seed % 3 == 0
    let kernel = halves ? (rows: 2, columns: 2) : (rows: size(1...3), columns: size(1...3))
    let pool =
      halves
      ? Window(stride: kernel)
      : Window(
        stride: (size(1...3), size(1...3)),
        padding: (size(0...kernel.rows / 2), size(0...kernel.columns / 2)))
    let relu = seed % 4 != 0
    let x = try Tensor.random([size(1...10), 2 * groups, height, width], &random)
    let weight = try Tensor.random([9 * groups, 2, 3, 3], &random)
    let bias = try Tensor.random([9 * groups], &random)
    func results(_ run: (Tensor, Tensor, Tensor) throws -> Tensor) throws -> [[Double]] {
      let inputs = try [x, weight, bias].map { try $0.asParameter() }
      let y = try run(inputs[0], inputs[1], inputs[2])
      try (y * y.square()).sum().backward()
      return try [y.doubles()] + inputs.map { try #require($0.gradient).doubles() }
    }
    let ours = try results {
      try Tensor.convolution(
        $0, $1, $2, window, groups: groups, relu: relu, pool: (kernel, pool))
    }
    let theirs = try results {
      try Tensor.convolution($0, $1, $2, window, groups: groups, relu: relu)
        .maxPooled(kernel: kernel, pool)
    }
    #expect(ours[0] == theirs[0])
    for (a, b) in zip(ours, theirs) { #expect(relativeError(a, b) < 1e-6) }
  }

  /// The pooling reports errors about the convolution's result as it would on its own.
  @Test func poolingThatDoesNotFitIsRefused() throws {
    let (x, weight) = (try Tensor.ones([1, 1, 4, 4]), try Tensor.ones([1, 1, 3, 3]))
    let kernel = (rows: 3, columns: 3)
    let alone = #expect(throws: TensorError.self) {
      try Tensor.convolution(x, weight, nil).maxPooled(kernel: kernel, Window())
    }
    let together = #expect(throws: TensorError.self) {
      try Tensor.convolution(x, weight, nil, pool: (kernel, Window()))
    }
    #expect(together?.message == alone?.message)
  }

  /// The first layer's images need no gradient; the weights' is the same.
  @Test func onlyWhatIsWantedIsComputed() throws {
    var random = SplitMix64(state: 3)
    let x = try Tensor.random([3, 2, 5, 5], &random)
    let weight = try Tensor.random([4, 2, 3, 3], &random)
    func slope(_ x: Tensor, _ weight: Tensor) throws {
      try Tensor.convolution(x, weight, nil).square().sum().backward()
    }
    let (images, both) = (try x.asParameter(), try weight.asParameter())
    try slope(images, both)
    let (imagesAlone, weightAlone) = (try x.asParameter(), try weight.asParameter())
    try slope(imagesAlone, weight)
    try slope(x, weightAlone)
    #expect(imagesAlone.gradient?.doubles() == images.gradient?.doubles())
    #expect(weightAlone.gradient?.doubles() == both.gradient?.doubles())
  }
}

@Suite struct DropoutTests {
  @Test(arguments: [Float(0.1), 0.5, 0.9])
  func keepsTheMeanAndScalesWhatStays(p: Float) throws {
    let x = try Tensor.ones([400, 500]).asParameter()
    let y = try x.droppedOut(p, Generator(seed: 1))
    let values = y.doubles()
    let dropped = Double(values.filter { $0 == 0 }.count) / Double(values.count)
    // Five deviations of a share of 200,000.
    let deviation = (Double(p) * Double(1 - p) / 200_000).squareRoot()
    #expect(abs(dropped - Double(p)) < 5 * deviation)
    let scale = Double(1 / (1 - p))
    #expect(values.allSatisfy { $0 == 0 || abs($0 - scale) < 1e-5 * scale })
    try y.sum().backward()
    #expect(x.gradient?.doubles() == values)
  }

  @Test func theSameSeedDropsTheSame() throws {
    let x = try Tensor.ones([1_000])
    func drop(_ seed: Int) throws -> [Double] {
      try x.droppedOut(0.5, Generator(seed: seed)).doubles()
    }
    #expect(try drop(1) == drop(1))
    #expect(try drop(1) != drop(2))
  }

  @Test func allOrNothing() throws {
    let x = try Tensor.of([1, .infinity, -2] as [Float])
    #expect(try x.droppedOut(0, Generator(seed: 0)).doubles() == x.doubles())
    #expect(try x.droppedOut(1, Generator(seed: 0)).doubles() == [0, 0, 0])
  }
}

@Suite struct AttentionTests {
  /// Interleaved heads, as a model makes them: the same result, and no copy to merge them.
  @Test func headsMayLieInterleaved() throws {
    var random = SplitMix64(state: 4)
    let packed = try Tensor.random([2, 67, 3, 4, 5], &random)
    let parts = try (0..<3).map { try packed.selected(2, $0).transposed(1, 2) }
    let plain = try parts.map { try $0.copied() }
    let ours = try Tensor.scaledDotProductAttention(parts[0], parts[1], parts[2])
    let theirs = try Tensor.scaledDotProductAttention(plain[0], plain[1], plain[2])
    #expect(ours.doubles() == theirs.doubles())
    #expect(try ours.transposed(1, 2).isContiguous)
  }
}
