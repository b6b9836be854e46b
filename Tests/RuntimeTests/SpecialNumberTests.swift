import Testing

@testable import Tensors

/// What an operation gives at zeros, equal numbers, infinities, NaN, the tiny and the huge; made by
/// Fixtures/Operations/special.py.
struct SpecialNumbers: Decodable, Sendable, CustomTestStringConvertible {
  let code: String
  let inputs: [[Double]]
  let shapes: [[Int]]
  let values: [Double]
  let gradients: [[Double]]

  var testDescription: String { "\(code) of \(inputs[0].prefix(4))" }

  static let all: [SpecialNumbers] = OperationScript.fixtures("special.json")
}

@Suite struct SpecialNumberTests {
  @Test func thereAreFixtures() {
    #expect(SpecialNumbers.all.count == 238)
  }

  @Test(arguments: SpecialNumbers.all)
  func valuesAndGradientsAreRight(fixture: SpecialNumbers) throws {
    let inputs = try zip(fixture.inputs, fixture.shapes).map {
      try Tensor.of($0.map { Float($0) }, shape: Shape($1)).asParameter()
    }
    let output = try OperationScript.value(of: fixture.code, inputs)
    expect(output.doubles(), fixture.values, fixture, "the value")
    try output.sum().backward()
    for (number, (input, expected)) in zip(inputs, fixture.gradients).enumerated() {
      let gradient = try input.gradient ?? Tensor.zeros(input.shape)
      expect(gradient.doubles(), expected, fixture, "the gradient of input \(number)")
    }
  }

  /// Within 2e-5 of each number, or of what float32 makes 0.
  private func expect(
    _ ours: [Double], _ theirs: [Double], _ fixture: SpecialNumbers, _ what: String
  ) {
    #expect(ours.count == theirs.count)
    for (place, (mine, right)) in zip(ours, theirs).enumerated() {
      let isRight =
        right.isFinite
        ? abs(mine - right) <= max(2e-5 * abs(right), 1e-37)
        : mine == right || (mine.isNaN && right.isNaN)
      let input = fixture.inputs.map { place < $0.count ? $0[place] : .nan }
      #expect(isRight, "\(what) at \(place) (\(input)): \(mine) is not \(right)")
    }
  }
}
