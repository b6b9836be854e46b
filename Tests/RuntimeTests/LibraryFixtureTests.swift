import Foundation
import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Calls that mean the same here and in PyTorch; made by Fixtures/library.py.
struct LibraryFixture: Decodable, Sendable {
  struct Case: Decodable, CustomTestStringConvertible {
    let code: String
    let shape: [Int]
    let values: [Double]
    let gradients: [String: [Double]]
    var testDescription: String { code }
  }

  let prelude: String
  let cases: [Case]

  static let all: LibraryFixture? = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/library.json")
    return (try? Data(contentsOf: file)).flatMap {
      try? JSONDecoder().decode(LibraryFixture.self, from: $0)
    }
  }()
}

@Suite struct LibraryFixtureTests {
  /// The generator's weights.
  private static let weights =
    "tensor([((k * 7) % 11 - 5) / 4 for k in range(r.numel())]).float()"

  @Test func thereAreFixtures() { #expect(LibraryFixture.all?.cases.count == 127) }

  @Test(arguments: LibraryFixture.all?.cases ?? [])
  func givesWhatPyTorchGives(_ fixture: LibraryFixture.Case) throws {
    let prelude = (LibraryFixture.all?.prelude ?? "") + "\ndef set_(p, x) { p[:] = x }"
    let split = fixture.code.range(of: "; ", options: .backwards)
    let setup = split.map { String(fixture.code[..<$0.lowerBound]) } ?? ""
    let last = split.map { String(fixture.code[$0.upperBound...]) } ?? fixture.code
    let run = try Run("")
    #expect(try run.type(prelude + "\n" + setup + "\nr = " + last).failure?.message == nil)
    let value = try #require(try run.type("r").value)
    let (numbers, shape) = try Self.numbers(value)
    #expect(shape == fixture.shape)
    Self.expectNear(numbers, fixture.values)
    guard !fixture.gradients.isEmpty else { return }
    let names = fixture.gradients.keys.sorted()
    let back = "(r.flatten() * \(Self.weights)).sum().backward()"
    #expect(try run.type(back).failure?.message == nil)
    for name in names {
      let gradient = try #require(try run.type("\(name).grad").value)
      Self.expectNear(try Self.numbers(gradient).0, fixture.gradients[name] ?? [])
    }
  }

  private static func numbers(_ value: Value) throws -> ([Double], [Int]) {
    switch value {
    case .tensor(let tensor): return (try tensor.numbers(), Array(tensor.shape))
    default: return ([try #require(value.number)], [])
    }
  }

  /// Relative to each element, with a floor for what is nearly 0.
  private static func expectNear(_ ours: [Double], _ theirs: [Double]) {
    #expect(ours.count == theirs.count)
    for (a, b) in zip(ours, theirs) {
      #expect(abs(a - b) <= 2e-5 * abs(b) + 2e-6, "\(a) is not \(b)")
    }
  }
}
