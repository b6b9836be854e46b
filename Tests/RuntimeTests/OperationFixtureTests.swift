import Testing

@testable import Tensors

/// What PyTorch gave for one operation; made by Fixtures/Operations/generate.py.
struct OperationFixture: Decodable, Sendable, CustomTestStringConvertible {
  let code: String
  /// Whether the values are copies, choices or comparisons of the inputs.
  let isExact: Bool
  let low: Double
  let high: Double
  let step: Double
  let kinds: String
  let shapes: [[Int]]
  let dtype: String
  let shape: [Int]
  let values: [Double]
  let gradients: [[Double]]

  var testDescription: String { "\(code) of \(shapes) as \(kinds)" }

  static let all: [OperationFixture] = OperationScript.fixtures("operations.json")

  /// The inputs that the reference had.
  func inputs() throws -> [Tensor] {
    var result: [Tensor] = []
    for (index, (shape, kind)) in zip(shapes, kinds).enumerated() {
      let numbers = pseudo(shape.reduce(1, *), 1 + index, low: low, high: high, step: step)
      let shape = try Shape(shape)
      switch kind {
      case "i":
        result.append(try Tensor.of(numbers.map { Int($0.rounded(.down)) }, shape: shape))
      case "b":
        result.append(try Tensor.of(numbers.map { Double($0) > (low + high) / 2 }, shape: shape))
      default: result.append(try Tensor.of(numbers, shape: shape))
      }
    }
    return result
  }
}

/// Numbers in [low, high) that the generator makes too; multiples of `step` where it is not 0.
private func pseudo(
  _ count: Int, _ seed: Int, low: Double = -1, high: Double = 1, step: Double = 0
) -> [Float] {
  var state = seed
  return (0..<count).map { _ in
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    let value = low + (high - low) * (Double(state) / 2_147_483_648)
    return Float(step > 0 ? (value / step).rounded(.down) * step : value)
  }
}

/// Where an input's elements lie in memory.
enum Layout: CaseIterable {
  case contiguous, transposed, stepped, reversed

  /// Memory that holds `tensor` this way, and how to look at it.
  func storing(
    _ tensor: Tensor
  ) throws -> (memory: Tensor, view: @Sendable (Tensor) throws -> Tensor) {
    let rank = tensor.rank
    switch self {
    case .contiguous: return (tensor, { $0 })
    case .transposed:
      let order = try Shape((0..<rank).reversed())
      return (try tensor.permuted(order).copied(), { try $0.permuted(order) })
    case .reversed:
      return (try tensor.flipped(Array(0..<rank)).copied(), { try $0.flipped(Array(0..<rank)) })
    case .stepped:
      let view: @Sendable (Tensor) throws -> Tensor = {
        try (0..<rank).reduce($0) { try $0.sliced($1, from: 1, by: 2) }
      }
      let wide = try Tensor.zeros(try Shape(tensor.shape.map { 2 * $0 + 1 }), tensor.dtype)
      try view(wide).assign(tensor)
      return (wide, view)
    }
  }
}

@Suite struct OperationFixtureTests {
  @Test func thereAreFixtures() {
    #expect(OperationFixture.all.count == 770)
  }

  @Test(arguments: OperationFixture.all, Layout.allCases)
  func valuesAndGradientsAreThoseOfPyTorch(fixture: OperationFixture, layout: Layout) throws {
    let stored = try fixture.inputs().map { try layout.storing($0) }
    let leaves = try stored.map {
      $0.memory.dtype == .float32 ? try $0.memory.asParameter() : $0.memory
    }
    let inputs = try zip(leaves, stored).map { try $1.view($0) }
    let output = try OperationScript.value(of: fixture.code, inputs)
    #expect(output.shape == (try Shape(fixture.shape)))
    #expect(output.dtype.description == fixture.dtype)
    if fixture.isExact {
      #expect(bits(output.doubles()) == bits(fixture.values))
    } else {
      expectNear(output.doubles(), fixture.values, fixture, "the values")
    }
    guard !fixture.gradients.isEmpty else { return }
    let weights = try Tensor.of(pseudo(output.count, 99), shape: output.shape)
    try (output * weights).sum().backward()
    let floats = zip(leaves, stored).filter { $0.0.dtype == .float32 }
    for ((leaf, store), expected) in zip(floats, fixture.gradients) {
      let gradient = try leaf.gradient ?? Tensor.zeros(leaf.shape)
      #expect(gradient.shape == leaf.shape)
      expectNear(try store.view(gradient).doubles(), expected, fixture, "a gradient")
      // Nothing reaches the memory that the view leaves out.
      let inside = try store.view(gradient).abs().sum().doubles()[0]
      let everywhere = try gradient.abs().sum().doubles()[0]
      #expect(inside == everywhere || abs(inside - everywhere) <= 1e-5 * everywhere)
    }
  }

  /// As float32, and so for whole numbers below 2²⁴; NaN is one.
  private func bits(_ numbers: [Double]) -> [UInt64] {
    numbers.map { $0.isNaN ? .max : abs($0) < 1e7 ? Double(Float($0)).bitPattern : $0.bitPattern }
  }

  /// Within 1e-5 of each number, or what rounding makes of numbers of the inputs' size; infinities
  /// and NaN at the same places.
  private func expectNear(
    _ ours: [Double], _ theirs: [Double], _ fixture: OperationFixture, _ what: String
  ) {
    #expect(ours.count == theirs.count)
    let floor = 1e-6 * max(1, abs(fixture.low), abs(fixture.high))
    for (place, (mine, right)) in zip(ours, theirs).enumerated() {
      let isNear =
        right.isFinite
        ? abs(mine - right) <= max(1e-5 * abs(right), floor)
        : mine == right || (mine.isNaN && right.isNaN)
      #expect(isNear, "\(what) at \(place): \(mine) is not \(right)")
    }
  }
}
