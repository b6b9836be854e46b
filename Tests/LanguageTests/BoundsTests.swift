import Testing

@testable import Language

/// Whatever a text says, parsing ends, with a tree or a diagnostic, in bounded memory and stack.
@Suite struct BoundsTests {
  /// A long text, described briefly.
  struct Long: CustomTestStringConvertible {
    var head: String
    var unit: String
    var count: Int
    var tail: String

    init(_ head: String, _ unit: String, _ tail: String = "", count: Int = 20_000) {
      (self.head, self.unit, self.count, self.tail) = (head, unit, count, tail)
    }

    var text: String { head + String(repeating: unit, count: count) + tail }
    var testDescription: String { "\(head)(\(unit))*\(count)\(tail)" }
  }

  @Test(arguments: [
    Long("", "("), Long("", "["), Long("x = ", "{1:"), Long("", "x["),
    Long("", "f("), Long("", "if x { "), Long("", "def f() { "), Long("x = ", "-"),
    Long("", "not "),
    Long("", "x -> "), Long("x", "**x"), Long("", "f\"{"), Long("", "[a for b in "),
    Long("for ", "(", "x"), Long("x = ", "if x { 1 } else { "),
    Long("", "model M() { "), Long("", "no_grad { "), Long("", "(x, "),
    Long("", "(", "x) = y"), Long("", "for x in y { "), Long("def f(x: ", "["),
    Long("x = f", "\"{f"), Long("x = ", "if x { 1 + "),
  ])
  func nesting(_ long: Long) {
    var deep = long
    deep.count = 100_000
    let outcome = parsed(deep.text)
    #expect(outcome.contains("nested more than 100 levels deep"), "\(outcome.prefix(200))")
  }

  @Test(arguments: [
    Long("x", " + 1"), Long("x", ".y"), Long("x", "[0]"), Long("x", "()"), Long("x", " and x"),
    Long("x", " @ x", " < y"), Long("if x { }", " else if x { }"),
    Long("y = if x { 1 }", " else if x { 1 }"), Long("[x ", "for x in y ", "]"),
    // Each level is short, but together they are high.
    Long("x = " + String(repeating: "(", count: 90) + "a", " + a + a + a + a + a + a)", count: 90),
  ])
  func height(_ long: Long) {
    let outcome = parsed(long.text)
    #expect(
      outcome.contains("a chain of more than 500 operations or branches"),
      "\(outcome.prefix(200))")
  }

  @Test(arguments: [
    Long("x = 1", " + 1", count: 200), Long("if x { }", " else if x { }", count: 200),
    Long(String(repeating: "(", count: 90), "x", String(repeating: ")", count: 90), count: 1),
    Long("x", " < 1"), Long("x = [", "1 + 2, ", "]"), Long("", "x = 1\n"), Long("", "x; "),
    Long("", "if x { y }\n", count: 10_000), Long("f(", "x, ", ")"), Long("\"", "abc", "\""),
    Long("f\"", "{x}", "\"", count: 10_000), Long("x", "# comment\n"), Long("", "a", " = 1"),
    Long("", "if x { ", String(repeating: "}", count: 90), count: 90), Long("x = 1.", "0"),
    // As high as a tree may be; it is also freed here.
    Long(
      "x = " + String(repeating: "(", count: 45) + "a", " + a + a + a + a + a + a + a)", count: 45),
  ])
  func long(_ long: Long) throws {
    let block = try Parser.parseSnippet(SourceFile(name: "test", text: long.text))
    #expect(!block.statements.isEmpty)
  }

  @Test func manyMistakes() {
    let text = String(repeating: "##x\n", count: 1000)
    #expect(Parser.mistakes(in: SourceFile(name: "test", text: text)).count == 20)
  }
}
