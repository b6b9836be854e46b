import Foundation
@testable import Tensors
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The losses and schedules of the language against PyTorch; made by Fixtures/losses.py.
struct LossFixture: Decodable {
  struct Loss: Decodable, CustomTestStringConvertible {
    let code: String
    let shape: [Int]
    let target: [Double]
    let targetShape: [Int]
    let isWhole: Bool
    let value: [Double]
    let gradient: [Double]

    var testDescription: String { code }
  }

  struct Schedule: Decodable, CustomTestStringConvertible {
    let code: String
    let values: [Double]

    var testDescription: String { code }
  }

  let losses: [Loss]
  let schedules: [Schedule]

  static let all: LossFixture? = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/losses.json")
    guard let data = try? Data(contentsOf: file) else { return nil }
    return try? JSONDecoder().decode(LossFixture.self, from: data)
  }()
}

@Suite struct LossFixtureTests {
  /// The generator's numbers in [-1, 1).
  private func pseudo(_ shape: [Int], _ seed: Int, scale: Double = 1) throws -> Tensor {
    var state = seed
    let numbers = (0..<shape.reduce(1, *)).map { _ -> Float in
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Float((Double(state) / 1_073_741_824 - 1) * scale)
    }
    return try Tensor.of(numbers, shape: Shape(shape))
  }

  private func expectNear(_ ours: [Double], _ theirs: [Double], _ what: String) {
    #expect(ours.count == theirs.count, "\(what)")
    let scale = theirs.map(abs).max() ?? 0
    let error = zip(ours, theirs).map { abs($0 - $1) }.max() ?? 0
    #expect(error <= 1e-5 * scale, "\(what): \(error) of \(scale)")
  }

  @Test func thereAreFixtures() {
    #expect(LossFixture.all?.losses.count == 18)
    #expect(LossFixture.all?.schedules.count == 6)
  }

  @Test(arguments: LossFixture.all?.losses ?? [])
  func lossesAndGradientsAreThoseOfPyTorch(fixture: LossFixture.Loss) throws {
    let run = try Run("")
    func set(_ name: String, _ tensor: Tensor) {
      run.session.globals.cell(name).value.pointee = .tensor(tensor)
    }
    let x = try pseudo(fixture.shape, 1, scale: 4).asParameter()
    let shape = try Shape(fixture.targetShape)
    set("x", x)
    set(
      "t",
      fixture.isWhole
        ? try Tensor.of(fixture.target.map { Int($0) }, shape: shape)
        : try Tensor.of(fixture.target.map { Float($0) }, shape: shape))
    let outcome = try run.type("loss = \(fixture.code)")
    #expect(outcome.failure == nil)
    guard case .tensor(let loss) = run.session.globals.value(of: "loss") else {
      Issue.record("\(fixture.code) is no tensor")
      return
    }
    expectNear(loss.doubles(), fixture.value, "loss")
    try (loss * pseudo(Array(loss.shape), 2)).sum().backward()
    expectNear(try #require(x.gradient).doubles(), fixture.gradient, "gradient")
  }

  @Test(arguments: LossFixture.all?.schedules ?? [])
  func schedulesAreThoseOfPyTorch(fixture: LossFixture.Schedule) throws {
    let run = try Run("")
    let count = fixture.values.count
    let outcome = try run.type("rates = [\(fixture.code) for epoch in range(\(count))]")
    #expect(outcome.failure == nil)
    guard case .list(let rates) = run.session.globals.value(of: "rates") else {
      Issue.record("\(fixture.code) is no list")
      return
    }
    for (ours, theirs) in zip(rates.items, fixture.values) {
      #expect(abs((ours.number ?? .nan) - theirs) < 1e-12)
    }
  }
}
