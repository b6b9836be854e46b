import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// Live memory is bounded: whatever a script accumulates is counted.
///
/// The limit is below what the process holds, so that the first look at the gauge ends the script;
/// code that is not counted would run to its end.
@Suite struct BoundedMemoryTests {
  @Test(arguments: [
    "x = []\nfor i in range(3_000_000) { x.append([i]) }",
    "x = [[i] for i in range(3_000_000)]",
    "x = [str(i) for i in range(3_000_000)]",
    "x = {}\nfor i in range(1_000_000) { x[i] = i }",
    "x = {i: i for i in range(1_000_000)}",
    "x = \"\"\nfor i in range(3_000) { x = x + \"a\" * 10_000 }",
    "x = []\nfor i in range(3_000) { x += [0] * 10_000 }",
    "x = list(range(20_000_000))",
    "x = []\nfor i in range(100_000) { x.append(zeros(1)) }",
    "p = Parameter(zeros(1))\ny = p\nfor i in range(100_000) { y = y * p }",
    "p = Parameter(zeros(1))\ny = p\nfor i in range(100_000) { y = exp(y) }",
    "for i in range(1_000_000) { record(loss = i) }",
    "model M(a) { forward(x) { x } }\nx = []\nfor i in range(300_000) { x.append(M(i)) }",
  ])
  func isCounted(_ code: String) throws {
    var options = SessionOptions()
    options.memoryLimit = 1
    let run = try Run.all("## Step\n```lab\n\(code)\n```\n", options)
    let failure = try #require(run.failure, "nothing is counted")
    #expect(failure.message.hasPrefix("the lab needs more than"))
    #expect(failure.kind == .limit)
    #expect(failure.span != nil)
  }

  @Test func pointsAreBounded() throws {
    let run = try Run.all("```lab\nfor i in range(2_000_000) { record(loss = 1) }\n```\n")
    #expect(run.failure?.message.hasPrefix("the lab has recorded more than") == true)
  }
}
