import Testing

@testable import Tensors

@Suite struct DistanceTests {
  static let shapes: [(Shape, Shape)] = [
    ([1, 1], [1, 1]), ([5, 3], [7, 3]), ([6, 20], [16, 20]), ([50, 7], [33, 7]),
    ([2, 13, 4], [40, 4]), ([3, 1, 8, 5], [2, 17, 5]), ([4, 0], [3, 0]), ([0, 3], [2, 3]),
  ]

  /// Against subtracting, squaring, adding and taking the root, one operation after another.
  @Test(arguments: shapes) func distancesAndGradients(a: Shape, b: Shape) throws {
    var generator = SplitMix64(state: 4)
    func inputs() throws -> [Tensor] {
      [try Tensor.scattered(a, &generator).copied(), try Tensor.scattered(b, &generator).copied()]
    }
    let values = try inputs()
    func run(
      _ operation: (Tensor, Tensor) throws -> Tensor
    ) throws -> (result: [Double], gradients: [[Double]]) {
      let parameters = try values.map { try $0.copied().asParameter() }
      let result = try operation(parameters[0], parameters[1])
      let steps = try Tensor.arange(0, result.count).reshaped(result.shape).converted(to: .float32)
      try (result * steps).sum().backward()
      return (result.doubles(), parameters.map { $0.gradient?.doubles() ?? [] })
    }
    let mine = try run { try Tensor.distances($0, $1) }
    let right = try run { try ($0.unsqueezed(-2) - $1.unsqueezed(-3)).norm(2, [-1]) }
    #expect(mine.result.count == right.result.count)
    #expect(relativeError(mine.result, right.result) < 1e-5)
    for (own, other) in zip(mine.gradients, right.gradients) {
      #expect(relativeError(own, other) < 1e-4)
    }
  }

  @Test func equalRowsAreNoDistanceApart() throws {
    let x = try Generator(seed: 1).uniform([40, 200], from: -1).asParameter()
    let distances = try Tensor.distances(x, x.detached())
    #expect((0..<40).allSatisfy { distances.values(Float.self)[$0 * 41] == 0 })
    try distances.sum().backward()
    #expect(try #require(x.gradient).doubles().allSatisfy(\.isFinite))
  }
}
