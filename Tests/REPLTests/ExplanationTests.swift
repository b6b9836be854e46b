import Language
import TestSupport
import Testing

@testable import Language

/// What `:explain` says.
@Suite struct ExplanationTests {
  @Test(arguments: Diagnostic.Kind.allCases)
  func everyKindHasAParagraph(kind: Diagnostic.Kind) {
    #expect(Explanation.text(of: kind).count > 100)
    #expect(Explanation.of(Diagnostic(kind, "x")) == Explanation.text(of: kind))
  }

  @Test func everyCodeHasAParagraph() throws {
    #expect(Explanation.codes.map(\.key) == Explanation.codes.map(\.key).sorted())
    for (code, text) in Explanation.codes {
      #expect(text.count > 90 && text.hasSuffix("."), "\(code)")
      #expect(Explanation.of(Diagnostic(.runtime, "shape").coded(code)) == text)
    }
  }

  @Test func everyTopicIsReached() {
    for (words, text) in Explanation.topics {
      for word in words {
        #expect(Explanation.of(Diagnostic(.runtime, "this \(word) that")) == text)
      }
    }
  }

  @Test func theLastErrorIsExplained() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "# A\n\n## One\n\n```lab\nx = randn(300, 400)\nshow plot([1, 3, 2])\n```\n", to: "a.lab")
    let pty = try Pty(
      [folder.path + "/a.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"], rows: 60)
    try pty.see("a> ")
    try pty.ask(":explain", "there was no error yet")
    try pty.ask(":plot", "no figure was drawn yet")
    try pty.ask(":explain unused-value", "unused-value", "computes a value and forgets it")
    try pty.ask(":explain unused-valu", "no code is called", "did you mean `unused-value`?")
    try pty.ask("nothing_here", "unknown name")
    try pty.ask(":explain", "unknown name", "A name means something only after")
    try pty.ask("1 +* 2", "error")
    try pty.ask(":explain", "could not be read")
    try pty.ask("ones(2, 3) @ ones(4, 5)", "shape")
    try pty.ask(":explain", "list of its extents")
    try pty.ask("[1, 2][5]", "error")
    try pty.ask(":explain", "count from 0")
    try pty.ask("ones(3)[7]", "error")
    try pty.ask(":explain", "count from 0")
    try pty.ask("1 // 0", "error")
    try pty.ask(":explain", "divided by zero")
    try pty.ask("ones(2).nothing", "error")
    try pty.ask(":explain", "After a dot")
    try pty.ask("relu(1, 2, 3)", "error")
    try pty.ask(":explain", "arguments in the order")
    try pty.ask("3(4)", "error")
    try pty.ask(":explain", "Round brackets")
    try pty.ask("ones(1).sum().backward()", "error")
    try pty.ask(":explain", "walks from a loss")
    try pty.ask("", "1 One")
    #expect(try pty.ask(":plot").split(separator: "\n").count > 40)
    try pty.ask("?x", "x: tensor, float32, shape [300, 400], 468 kB", "set in step 1 One")
    try pty.ask("y = 2")
    try pty.ask("?y", "y: int", "set at the prompt", "2")
    let rows = try pty.ask(":vars").split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("x ") && $0.contains("468 kB") && $0.contains("1") })
    try pty.ask("x = 3")
    try pty.ask("?x", "x: int", "set at the prompt", "3")
  }
}
