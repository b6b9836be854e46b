import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Means and deviations over seeds.
@Suite struct SeedResultsTests {
  private func results(_ values: [Value]) -> SeedResults {
    SeedResults(values.map { VariationResult(reports: [("v", $0)], points: []) })
  }

  /// Python's `statistics.mean([1, 2, 4])` and `statistics.stdev([1, 2, 4])`.
  @Test func areThoseOfPython() throws {
    let results = results([.int(1), .int(2), .int(4)])
    #expect(abs(try #require(results.value("v")?.number) - 2.3333333333333335) < 1e-12)
    #expect(abs(try #require(results.deviation("v")) - 1.5275252316519468) < 1e-12)
    #expect(results.named.map(\.name) == ["v", "v_seeds"])
  }

  @Test func oneSeedHasNone() {
    let one = results([.int(3)])
    #expect(one.value("v")?.integer == 3 && one.deviation("v") == nil)
    #expect(one.named.map(\.name) == ["v"])
  }

  @Test func aTextIsThatOfTheFirstSeed() {
    let words = results([.text("a"), .text("b")])
    #expect(words.value("v")?.text == "a" && words.deviation("v") == nil)
    #expect(words.value("w") == nil)
  }
}
