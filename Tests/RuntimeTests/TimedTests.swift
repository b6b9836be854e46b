import Plotting
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// `timed`: what is called how often, and that no script gets to see a time.
@Suite struct TimedTests {
  private func times(_ code: String) throws -> MeasuredTimes {
    try #require(try run(code).outcome.value?.measuredTimes)
  }

  @Test func functionsOfSizesAreCurves() throws {
    let figure = try times(
      "timed({\"a\": (n) -> zeros(n), \"b\": (n) -> n}, x = [1, 2, 4], title = \"T\", xlabel = \"n\")"
    )
    #expect(figure.series.map(\.label) == ["a", "b"])
    #expect(figure.series.allSatisfy { $0.seconds.count == 3 && $0.seconds.allSatisfy { $0 >= 0 } })
    #expect(figure.positions == [1, 2, 4])
    #expect((figure.title, figure.xLabel) == ("T", "n"))
  }

  @Test func functionsWithoutSizesAreBars() throws {
    let figure = try times("timed({\"a\": () -> 1})")
    #expect(figure.series.map(\.seconds.count) == [1])
    #expect(figure.positions == nil)
  }

  @Test(arguments: [1, 4]) func eachCallIsRepeatedAfterOneToWarmUp(_ repeats: Int) throws {
    let (text, outcome) = try run(
      "t = timed({\"a\": (n) -> print(n)}, x = [5, 7], repeats = \(repeats))")
    #expect(outcome.failure == nil)
    let lines = [5, 7].flatMap { Array(repeating: "\($0)\n", count: repeats + 1) }
    #expect(text == lines.joined())
  }

  @Test(arguments: [
    "print(str(t))", "print(f\"{t}\")", "print([t])", "print(repr(t))",
  ]) func noScriptReadsATime(_ code: String) throws {
    let (text, outcome) = try run("t = timed({\"a\": () -> 1, \"b\": () -> 2})\n" + code)
    #expect(outcome.failure == nil)
    #expect(text.contains("times of a, b: measured, and shown on a terminal"))
  }

  @Test(arguments: [
    ("timed({\"a\": () -> 1}, repeats = 0)", "`repeats` must be 1 to 1000, not 0"),
    ("timed({\"a\": 1})", "an int cannot be called"),
    ("timed({})", "there is nothing to measure"),
    ("timed({\"a\": (n) -> n}, x = [\"b\"])", "a figure needs numbers, not a str"),
  ]) func refusals(_ code: String, _ message: String) throws {
    #expect(try run(code).outcome.failure?.message == message)
  }
}
