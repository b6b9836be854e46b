import Foundation
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Random calls on which PyTorch or CPython was asked; Tests/Campaign/run.py wrote them.
@Suite struct CampaignTests {
  struct Case: Sendable {
    /// Whether nothing is rounded.
    let isExact: Bool
    let code: String
    let expected: String
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/campaign.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 2).map(String.init)
      return Case(isExact: parts[0] == "exact", code: parts[1], expected: parts[2])
    }
  }()

  /// What the code is run with: the values of tensors as plain ones, and slopes.
  static let prelude = """
    def canon(x) {
      t = type(x)
      if t == "tensor" {
        [x.dtype, x.shape, x.flatten().tolist()]
      } else if t == "list" {
        [canon(i) for i in x]
      } else if t == "range" {
        list(x)
      } else if t == "map" {
        {"map": [[canon(k), canon(v)] for (k, v) in x.items()]}
      } else {
        x
      }
    }
    def graded(f, x) {
      w = Parameter(x)
      y = f(w)
      weights = arange(y.numel()).reshape(y.shape).float() * 0.5 + 1.0
      (y.float() * weights).sum().backward()
      w.grad
    }
    """

  @Test func thereAreCases() { #expect(Self.cases.count == 1500) }

  @Test(arguments: 0..<15) func valuesAreThoseOfTheOracles(_ part: Int) throws {
    let run = try Run("")
    try #require(try run.type(Self.prelude).failure == nil)
    for one in Self.cases.dropFirst(part * 100).prefix(100) {
      let outcome = try run.type("repr(canon(\(one.code)))")
      guard case .string(let text) = outcome.value else {
        Issue.record("\(one.code): \(outcome.failure?.message ?? "no text")")
        continue
      }
      #expect(
        Self.agree(text.string, one.expected, isExact: one.isExact),
        "\(one.code) gives \(text.string), not \(one.expected)")
    }
  }

  @Test(arguments: [
    ("[1, 2.0]", "[1, 2.0]", true, true), ("[1]", "[1.0]", true, false), ("1", "1", false, true),
    ("[0.0]", "[-0.0]", true, false), ("[1.0000001]", "[1.0]", true, false),
    ("[1.0000001]", "[1.0]", false, true), ("[1.1]", "[1.0]", false, false),
    ("[nan]", "[nan]", true, true), ("[inf]", "[nan]", false, false), ("'a1'", "'a1'", true, true),
    ("'b1'", "'a1'", true, false), ("[1e+20]", "[1e20]", true, true),
    ("[1]", "[1, 2]", true, false),
  ])
  func agreementIsJudgedSo(_ mine: String, _ right: String, _ isExact: Bool, _ agrees: Bool) {
    #expect(Self.agree(mine, right, isExact: isExact) == agrees)
  }

  /// Whether two texts say the same: numbers as numbers, all else character by character.
  static func agree(_ mine: String, _ right: String, isExact: Bool) -> Bool {
    let (a, b) = (pieces(mine), pieces(right))
    guard a.count == b.count else { return false }
    let scale = b.compactMap { Double($0) }.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return zip(a, b).allSatisfy { x, y in
      if x == y { return true }
      guard let mine = Double(x), let right = Double(y), isWhole(x) == isWhole(y) else {
        return false
      }
      if mine.isNaN || right.isNaN { return mine.isNaN && right.isNaN }
      if mine == right { return !isExact || mine.sign == right.sign }
      guard !isExact, right.isFinite else { return false }
      return abs(mine - right) <= max(2e-5 * right.magnitude, 2e-6 * max(1, scale))
    }
  }

  private static func isWhole(_ text: String) -> Bool {
    text.allSatisfy { $0.isNumber || $0 == "-" }
  }

  /// The numbers of a text, and what stands between them.
  private static func pieces(_ text: String) -> [String] {
    var result: [String] = []
    var end = text.startIndex
    for match in text.matches(of: /-?(?:\d+\.?\d*(?:e[+-]?\d+)?|\binf\b|\bnan\b)/) {
      result.append(String(text[end..<match.range.lowerBound]))
      result.append(String(match.0))
      end = match.range.upperBound
    }
    return result + [String(text[end...])]
  }
}
