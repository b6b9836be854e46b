import Foundation
import TestSupport
import Testing

/// What a line at the prompt does before it is entered.
@Suite(.serialized) struct LineTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("# A\n\n## One\n\n```lab\nx = ones(2, 3)\n```\n", to: "a.lab")
  }

  private func open(_ environment: [String: String] = [:]) throws -> Pty {
    let state = ["XDG_STATE_HOME": folder.path + "/state"]
    let pty = try Pty(
      [folder.path + "/a.lab"], environment: state.merging(environment) { $1 }, rows: 60)
    try pty.see("a> ")
    return pty
  }

  @Test func aSecondTabShowsTheSignature() throws {
    let pty = try open()
    pty.type("softmax(\t\t")
    try pty.see("\nsoftmax(x, dim = -1)\n")
    try pty.see("a> softmax(")
    try pty.ask("ones(2))", "tensor([0.5000, 0.5000])")
    // A name that is complete; the first Tab adds nothing.
    pty.type("log_softmax\t\t")
    try pty.see("\nlog_softmax(x, dim = -1)\n")
    try pty.see("a> log_softmax")
    try pty.ask("(zeros(1))", "tensor([0.])")
    // A function of the student's own, and a word that was begun.
    try pty.ask("def scaled(value, factor) { value * factor }")
    pty.type("scaled(sof\t\t\t")
    try pty.see("\nscaled(value, factor)\n")
    try pty.see("softplus")
    pty.type("\u{15}")
    try pty.ask("1 + 1", "2")
  }

  @Test func aPastedTranscriptRunsWithoutItsPromptsAndAnswers() throws {
    let pty = try open()
    try pty.ask("a> 20 + 3", "23")
    // As a terminal marks what is pasted.
    pty.type("\u{1B}[200~a> y = [\n.> 1, 2]\na> len(y)\n2\u{1B}[201~\r")
    try pty.see("2\na> ")
    try pty.ask("y", "[1, 2]")
    // A name of that spelling is compared.
    try pty.ask("a = 5")
    try pty.ask("a> 3", "true")
  }

  @Test(arguments: ["C.UTF-8", "xx_YY.UTF-8"])
  func wideAndCombiningCharactersAreErasedWhole(locale: String) throws {
    let pty = try open(["LANG": locale])
    pty.enter("len(\"\u{65E5}\u{672C}\u{7F}\")")
    try pty.see("\n1\na> ")
    pty.enter("len(\"xe\u{301}\u{7F}y\")")
    try pty.see("\n2\n")
  }

  @Test func theHistoryIsSearched() throws {
    let pty = try open()
    try pty.ask("alpha = 41")
    try pty.ask("beta = 2")
    pty.type("\u{12}lph")
    try pty.see("(reverse-i-search)`")
    try pty.see("alpha = 41")
    pty.type("\r")
    // The prompt is drawn once more with the line that was found, and then on a new line.
    try pty.see("\na> ")
    try pty.ask("alpha + beta", "43")
    // The up arrow finds what begins like the line.
    pty.type("be\u{1B}[A")
    try pty.see("beta = 2")
    pty.type("\r")
    try pty.see("a> ")
  }
}
