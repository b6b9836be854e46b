import Synchronization
import Testing

@testable import Tensors

/// An operation on inputs that are large enough to be cut into several pieces.
struct LargeOperation: Sendable, CustomTestStringConvertible {
  let name: String
  let shapes: [Shape]
  let apply: @Sendable ([Tensor]) throws -> Tensor

  init(_ name: String, _ shapes: Shape..., apply: @escaping @Sendable ([Tensor]) throws -> Tensor) {
    self.name = name
    self.shapes = shapes
    self.apply = apply
  }

  var testDescription: String { name }

  static let all: [LargeOperation] = [
    LargeOperation("+ broadcast", [300, 1, 200], [7, 1]) { try $0[0] + $0[1] },
    LargeOperation("* of transposed", [500, 300], [300, 500]) {
      try $0[0] * $0[1].matrixTransposed()
    },
    LargeOperation("/", [200_000], [200_000]) {
      try $0[0] / ($0[1].abs() + Tensor.scalar(Float(1)))
    },
    LargeOperation("**", [90_000], [90_000]) { try Tensor.power($0[0].exp(), $0[1]) },
    LargeOperation("maximum", [90_000], [90_000]) { try Tensor.maximum($0[0], $0[1]) },
    LargeOperation("gelu", [90_000]) { try $0[0].gelu() },
    LargeOperation("exp of transposed", [400, 300]) { try $0[0].matrixTransposed().exp() },
    LargeOperation("clamp", [90_000]) { try $0[0].clamped(min: -0.5, max: 0.5) },
    LargeOperation("where", [400, 300], [300]) {
      try Tensor.where_($0[0].greater($0[1]), $0[0], $0[1])
    },
    LargeOperation("sum", [200_000]) { try $0[0].sum() },
    LargeOperation("sum of rows", [3_000, 70]) { try $0[0].sum([1]) },
    LargeOperation("sum of columns", [3_000, 70]) { try $0[0].sum([0]) },
    LargeOperation("sum of outer dimensions", [50, 70, 60]) { try $0[0].sum([0, 2]) },
    LargeOperation("mean", [50, 70, 60]) { try $0[0].mean([1]) },
    LargeOperation("variance", [50, 70, 60]) { try $0[0].variance([0]) },
    LargeOperation("max", [3_000, 70]) { try $0[0].maximum(along: 0).values },
    LargeOperation("amax", [3_000, 70]) { try $0[0].maximum(over: [1]) },
    LargeOperation("prod", [3_000, 70]) { try $0[0].product([1]) },
    LargeOperation("cumsum", [3_000, 70]) { try $0[0].cumulativeSum(0) },
    LargeOperation("norm", [3_000, 70]) { try $0[0].norm(2, [0]) },
    LargeOperation("softmax", [3_000, 70]) { try $0[0].softmax(1) },
    LargeOperation("log_softmax of columns", [3_000, 70]) { try $0[0].logSoftmax(0) },
    LargeOperation("cross_entropy", [3_000, 70]) {
      try Tensor.crossEntropy($0[0], Tensor.of((0..<3_000).map { $0 * 7 % 70 }))
    },
    LargeOperation("sort", [3_000, 70]) { try $0[0].sorted(0).values },
    LargeOperation("topk", [3_000, 70]) { try $0[0].topK(5).values },
    LargeOperation("quantile", [3_000, 70]) { try $0[0].quantile(0.3, 0) },
    LargeOperation("@", [700, 300], [300, 400]) { try Tensor.matmul($0[0], $0[1]) },
    LargeOperation("matrix @ vector", [700, 900], [900]) { try Tensor.matmul($0[0], $0[1]) },
    LargeOperation("vector @ matrix", [700], [700, 900]) { try Tensor.matmul($0[0], $0[1]) },
    LargeOperation("solve", [130, 130], [130, 200]) { try $0[0].solved(for: $0[1]) },
    LargeOperation("inv", [150, 150]) { try $0[0].inverse() },
    LargeOperation("cdist", [150, 40], [170, 40]) { try Tensor.distances($0[0], $0[1]) },
    LargeOperation("@ of stacks", [20, 70, 60], [20, 60, 50]) { try Tensor.matmul($0[0], $0[1]) },
    LargeOperation("@ of one with a stack", [49, 49], [128, 49, 16]) {
      try Tensor.matmul($0[0], $0[1])
    },
    LargeOperation("@ of a stack with one", [128, 49, 16], [16, 16]) {
      try Tensor.matmul($0[0], $0[1])
    },
    LargeOperation("linear", [512, 300], [200, 300], [200]) {
      try Tensor.linear($0[0], $0[1], $0[2])
    },
    LargeOperation("einsum", [20, 70, 4, 16], [20, 60, 4, 16]) {
      try Tensor.einsum("b n h d, b m h d -> b h n m", $0)
    },
    LargeOperation("rearrange", [64, 3, 32, 32]) {
      try $0[0].rearranged("b c (h p) (w q) -> b (h w) (p q c)", ["p": 4, "q": 4])
    },
    LargeOperation("repeat", [300, 300]) { try $0[0].repeated("a b -> b (r a)", ["r": 3]) },
    LargeOperation("cat", [300, 300], [300, 500]) { try Tensor.concatenated($0, 1) },
    LargeOperation("pad", [300, 300]) { try $0[0].padded([3, -4, 5, 6]) },
    LargeOperation("gather", [300, 300]) { try $0[0].gathered(1, $0[0].argsort(1)) },
    LargeOperation("scatter_add", [300, 300], [300, 300]) {
      let places = try Tensor.of((0..<90_000).map { $0 * $0 % 300 }, shape: [300, 300])
      return try $0[0].scattered(1, places, $0[1], adding: true)
    },
    LargeOperation("qr", [150, 130]) { try $0[0] * $0[0].qr().q },
    LargeOperation("svd", [300, 100]) { try $0[0] * $0[0].svd().u },
    LargeOperation("count", [200_000]) {
      try $0[0] * $0[0].greater(Tensor.scalar(Float(0))).sum()
    },
    LargeOperation("pick", [300, 300]) {
      try $0[0].picked(0, Tensor.of((0..<2_000).map { $0 * 13 % 300 }))
    },
    LargeOperation("pick columns", [300, 300]) {
      try $0[0].picked(1, Tensor.of((0..<2_000).map { $0 * 13 % 300 }))
    },
    LargeOperation("mask", [300, 300]) {
      try $0[0].indexed([$0[0].greater(Tensor.scalar(Float(0)))])
    },
  ]
}

@Suite(.serialized) struct ThreadTests {
  /// The bits of the result, and of every gradient.
  private static func bits(_ operation: LargeOperation) throws -> [[UInt32]] {
    let generator = Generator(seed: 3)
    let parameters = try operation.shapes.map {
      try generator.uniform($0, from: -1).asParameter()
    }
    let output = try operation.apply(parameters)
    let weights = try generator.uniform(output.shape, from: -1)
    try (output * weights).sum().backward()
    return ([output] + parameters.compactMap(\.gradient))
      .map { $0.values(Float.self).map(\.bitPattern) }
  }

  /// Work started inside a piece of work runs on one thread.
  @Test(arguments: LargeOperation.all) func oneThreadGivesTheBitsOfSeveral(
    operation: LargeOperation
  ) throws {
    let alone = Mutex<Result<[[UInt32]], any Error>?>(nil)
    WorkerPool.shared.run(2) { piece in
      if piece == 0 { alone.withLock { $0 = Result { try Self.bits(operation) } } }
    }
    let onOne = try #require(alone.withLock { $0 }).get()
    #expect(try Self.bits(operation) == onOne)
    #expect(onOne.count == operation.shapes.count + 1)
  }
}
