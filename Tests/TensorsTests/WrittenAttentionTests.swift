import Testing

@testable import Tensors

/// Written-out attention runs in tiles, unless something reads the steps in between.
///
/// No one may notice, except by the memory.
@Suite struct WrittenAttentionTests {
  /// Queries, keys and values [2, 3, n, d], cut out of one product as in networks.
  private func operands(
    _ source: Tensor, heads: Int = 3
  ) throws -> (q: Tensor, k: Tensor, v: Tensor) {
    let parts = try source.rearranged("b n (t h d) -> t b h n d", ["t": 3, "h": heads])
    return (try parts.selected(0, 0), try parts.selected(0, 1), try parts.selected(0, 2))
  }

  /// How a script may continue after `scores` and before the values.
  enum Between: String, CaseIterable {
    case nothing, lookAtScores, lookAtWeights, useWeightsTwice, learnFromWeights, detach, noGraph
    case weightsWithoutGraph, shareWeights
  }

  /// The output and the gradient of the source; `isPlain` rules out every shortcut.
  private func run(
    _ values: Tensor, _ between: Between, isPlain: Bool
  ) throws -> (output: [Double], gradient: [Double]?) {
    let source = try values.asParameter()
    let (q, k, v) = try operands(source * Tensor.scalar(Float(1)))
    func computed(_ tensor: Tensor) -> Tensor {
      if isPlain { _ = tensor.floats }
      return tensor
    }
    func scores() throws -> Tensor {
      computed(try Tensor.matmul(q, k.matrixTransposed(), scale: 0.7))
    }
    let output: Tensor
    switch between {
    case .nothing:
      output = try Tensor.matmul(computed(scores().softmax(-1)), v)
    case .lookAtScores:
      let scores = try scores()
      _ = scores.doubles()
      output = try Tensor.matmul(computed(scores.softmax(-1)), v)
    case .lookAtWeights:
      let weights = computed(try scores().softmax(-1))
      _ = weights.doubles()
      output = try Tensor.matmul(weights, v)
    case .useWeightsTwice:
      let weights = computed(try scores().softmax(-1))
      output = try Tensor.matmul(weights, v) + Tensor.matmul(weights, q)
    case .learnFromWeights:
      let weights = computed(try scores().softmax(-1))
      output = try Tensor.matmul(weights, v) + weights.square().sum()
    case .detach:
      let weights = computed(try scores().softmax(-1)).detached()
      output = try Tensor.matmul(weights, v)
    case .noGraph:
      let weights = try Recording.disabled { computed(try scores().softmax(-1)) }
      output = try Tensor.matmul(weights, v)
    case .weightsWithoutGraph:
      let scores = try scores()
      let weights = try Recording.disabled { computed(try scores.softmax(-1)) }
      output = try Tensor.matmul(weights, v)
    case .shareWeights:
      // Weights of one image for the values of two.
      let one = try scores().softmax(-1).sliced(0, from: 0, to: 1)
      output = try Tensor.matmul(computed(one), v)
    }
    var random = SplitMix64(state: 5)
    let slope = try Tensor.scattered(output.shape, &random)
    try (output * slope).sum().backward()
    return (output.doubles(), source.gradient?.doubles())
  }

  /// `q @ k.mT / c` and `* c`: the numbers and gradients of a product that was scaled at once.
  @Test(arguments: [true, false]) func scaledScoresAreOneProduct(divides: Bool) throws {
    var random = SplitMix64(state: 9)
    let values = try Tensor.random([2, 6, 3 * 3 * 8], &random)
    let number = try Tensor.scalar(Float(4))
    func run(_ scores: (Tensor, Tensor) throws -> Tensor) throws -> ([Double], [Double]) {
      let source = try values.asParameter()
      let (q, k, _) = try operands(source * Tensor.scalar(Float(1)))
      let result = try scores(q, k.matrixTransposed())
      #expect(result.storage.isPending)
      try (result * result).sum().backward()
      return (result.doubles(), try #require(source.gradient).doubles())
    }
    let late = try run { q, k in
      let scores = try Tensor.matmul(q, k)
      let scaled = try divides ? scores / number : number * scores
      #expect(scores.storage.isPending)
      return scaled
    }
    let atOnce = try run { try Tensor.matmul($0, $1, scale: divides ? 0.25 : 4) }
    #expect(late == atOnce)
    // Scores that have been read are ordinary numbers.
    let (q, k, _) = try operands(values)
    let seen = try Tensor.matmul(q, k.matrixTransposed())
    let expected = seen.doubles().map { $0 / 4 }
    #expect(try (seen / number).doubles() == expected)
  }

  @Test(arguments: Between.allCases, [1, 5, 64, 70]) func agreesWithItsSteps(
    between: Between, tokens: Int
  ) throws {
    var random = SplitMix64(state: UInt64(tokens))
    let values = try Tensor.scattered([2, tokens, 3 * 3 * 8], &random)
    let ours = try run(values, between, isPlain: false)
    let plain = try run(values, between, isPlain: true)
    #expect(relativeError(ours.output, plain.output) < 2e-5)
    let (gradient, expected) = (try #require(ours.gradient), try #require(plain.gradient))
    #expect(relativeError(gradient, expected) < 2e-5)
  }

  @Test func scoresAreComputedOnlyIfLookedAt() throws {
    var random = SplitMix64(state: 1)
    let (q, k, v) = try operands(Tensor.scattered([2, 9, 72], &random).copied())
    let scores = try Tensor.matmul(q, k.matrixTransposed())
    let weights = try scores.softmax(-1)
    _ = try Tensor.matmul(weights, v).doubles()
    #expect(scores.storage.isPending)
    #expect(weights.storage.isPending)
    for total in try weights.sum([-1]).doubles() { #expect(abs(total - 1) < 1e-6) }
    #expect(!scores.storage.isPending)
  }

  /// The threads that share an operation's work must not be the first to read.
  @Test func operationsOfManyThreadsFindWeightsThatNobodyLookedAt() throws {
    var random = SplitMix64(state: 4)
    let (q, k, _) = try operands(Tensor.random([4, 96, 72], &random))
    func weights() throws -> Tensor { try Tensor.matmul(q, k.matrixTransposed()).softmax(-1) }
    let seen = try weights()
    _ = seen.doubles()
    let operations: [(Tensor) throws -> Tensor] = [
      { try $0.argmax(-1) }, { try $0.argmin(-1) }, { try $0.argsort(-1) },
      { try $0.cumulativeSum(-1) }, { try $0.product([-1]) }, { try $0.maximum(over: [-1]) },
    ]
    for operation in operations {
      let expected = try operation(seen).doubles()
      for _ in 0..<20 { #expect(try operation(weights()).doubles() == expected) }
    }
  }

  @Test func manyThreadsMayLookAtOnce() async throws {
    var random = SplitMix64(state: 5)
    let (q, k, _) = try operands(Tensor.random([2, 40, 72], &random))
    let expected = try Tensor.matmul(q, k.matrixTransposed()).doubles()
    for _ in 0..<50 {
      nonisolated(unsafe) let scores = try Tensor.matmul(q, k.matrixTransposed())
      let areSame = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 { group.addTask { scores.doubles() == expected } }
        return await group.reduce(true) { $0 && $1 }
      }
      #expect(areSame)
    }
  }

  /// A parameter counts as it was when the product was written, not when it is computed.
  @Test func aParameterThatChangesLaterChangesNothing() throws {
    var random = SplitMix64(state: 2)
    let (q, k) = (
      try Tensor.scattered([2, 4, 3], &random).asParameter(),
      try Tensor.scattered([2, 3, 5], &random).asParameter()
    )
    let product = try Tensor.matmul(q, k)
    let view = try Tensor.matmul(q.matrixTransposed().matrixTransposed(), k.sliced(0, from: 0))
    let before = try Tensor.matmul(q.copied(), k.copied()).doubles()
    try q.update { $0[0] += 1 }
    #expect(product.doubles() == before)
    #expect(view.doubles() == before)
  }

  /// Gradients of neighbouring slices are slices of one tensor: nothing is copied to join them.
  @Test func gradientsOfOneProductLieTogether() throws {
    var random = SplitMix64(state: 3)
    let source = try Tensor.scattered([2, 9, 72], &random).asParameter()
    let (q, k, v) = try operands(source)
    try Tensor.scaledDotProductAttention(q, k, v).sum().backward()
    let gradient = try #require(source.gradient)
    #expect(gradient.isContiguous)
    let plain = try source.copied().asParameter()
    let (a, b, c) = try operands(plain)
    try Tensor.matmul(
      Tensor.matmul(a, b.matrixTransposed(), scale: 1 / Float(8).squareRoot())
        .softmax(-1) + Tensor.scalar(Float(0)), c
    ).sum().backward()
    #expect(relativeError(gradient.doubles(), try #require(plain.gradient).doubles()) < 2e-5)
  }

  /// Whatever its other bits: they must not be taken for an exponent.
  @Test(arguments: [0x7FC0_0000, 0x7FC0_0001, 0x7FC0_0081, 0xFFFF_FFFF] as [UInt32])
  func aNaNStaysOne(bits: UInt32) throws {
    let q = try Tensor.of([Float(bitPattern: bits), 1])
    let ones = try Tensor.ones([20, 1])
    let y = try Tensor.scaledDotProductAttention(try q.reshaped([2, 1]), ones, ones)
    let values = y.values(Float.self)
    #expect(values[0].isNaN)
    #expect(values[1] == 1)
  }
}
