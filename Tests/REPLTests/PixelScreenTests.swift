import Foundation
import TestSupport
import Testing

/// Terminals that show pixels, and those that do not answer, as someone at a keyboard sees them.
@Suite(.serialized) struct PixelScreenTests {
  private static let lab = """
    # Pix

    ## White {#white}

    ```lab
    show imshow(ones(8, 8), title = "white")
    ```

    """
  private static let sixel = [
    (question: "\u{1B}[16t", answer: "\u{1B}[6;20;10t"),
    (question: "\u{1B}[?1;1;0S", answer: "\u{1B}[?1;0;256S"),
    (question: "\u{1B}[c", answer: "\u{1B}[?62;4;22c"),
  ]
  private static let kitty = [
    (question: "\u{1B}[>q", answer: "\u{1B}P>|kitty(0.35.2)\u{1B}\\"),
    (
      question: "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\",
      answer: "\u{1B}_Gi=31;OK\u{1B}\\"
    ),
    (question: "\u{1B}[c", answer: "\u{1B}[?62c"),
  ]
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "pix.lab")
  }

  private func open(
    _ answers: [(question: String, answer: String)], _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws -> Pty {
    try Pty(
      [folder.path + "/pix.lab"] + arguments,
      // Nothing is kept from one to the next.
      environment: ["XDG_STATE_HOME": folder.path + "/" + UUID().uuidString]
        .merging(environment) { $1 },
      answers: answers)
  }

  private func shown(_ pty: Pty) -> String { String(decoding: pty.raw, as: UTF8.self) }

  /// Runs the step, and returns all that the terminal was sent.
  private func picture(_ pty: Pty) throws -> String {
    try pty.see("pix> ")
    try pty.ask("", "white")
    return shown(pty)
  }

  @Test func pixelsInTheProtocolThatTheTerminalNames() throws {
    #expect(try picture(open(Self.sixel)).contains("\u{1B}P0;1;0q\"1;1;240;240#0;2;100;100;100"))
    #expect(try picture(open(Self.kitty)).contains("\u{1B}_Ga=T,f=100,q=2,C=1,c=24,r=12,m=0;"))
    let plain = try picture(open(Pty.plainAnswers))
    #expect(!plain.contains("\u{1B}P") && !plain.contains("\u{1B}_Ga=T"))
  }

  @Test func onlyWhoMayShowThemIsAsked() throws {
    for (arguments, environment) in [
      (["--glyphs", "unicode"], [:]), ([], ["TERM": "dumb"]), ([], ["NO_COLOR": "1"]),
      (["--describe"], [:]),
    ] {
      let pty = try open(Self.sixel, arguments, environment: environment)
      try pty.see("pix> ")
      #expect(!shown(pty).contains("\u{1B}[c"), "\(arguments) \(environment)")
    }
    let pty = try Pty(
      ["-c", "\"$0\" run \"$1\" | cat", Program.path, folder.path + "/pix.lab"],
      program: "/bin/sh", answers: Self.sixel)
    #expect(try pty.code() == 0)
    #expect(!pty.raw.contains(0x1B))
  }

  @Test func aTerminalThatNeverAnswersIsPlain() throws {
    let pty = try open([])
    try pty.see("pix> ")
    try pty.ask("1 + 1", "2\n")
    #expect(!(try picture(try open([]))).contains("\u{1B}P"))
  }

  /// An answer that comes too late is not typed.
  @Test func aLateAnswerIsNotTyped() throws {
    let pty = try open([])
    try pty.see("pix> ")
    for part in ["20 + ", "\u{1B}[6;20;10t", "\u{1B}[?62;", "4;22c", "3\r"] { pty.type(part) }
    #expect(!(try pty.see("23\n")).contains("62"))
    try pty.see("pix> ")
    try pty.ask("40 + 4", "44\n")
  }

  /// What is typed before and between the answers is typed at the prompt, in its order.
  @Test func whatIsTypedAheadIsKept() throws {
    let silent = try open([])
    silent.type("3 + 4\r5 + ")
    try silent.see("7\n")
    silent.type("6\r")
    try silent.see("11\n")
    let mixed = try open([
      (question: "\u{1B}[16t", answer: "60 "), (question: "\u{1B}[c", answer: "+ \u{1B}[?62;4c1\r"),
    ])
    try mixed.see("61\n")
    #expect(!mixed.transcript.contains("62;4c"))
  }

  @Test func theTerminalOfARunIsLeftAsItWas() throws {
    let pty = try Pty(
      [
        "-c", "\"$0\" run \"$1\"; read line; echo \"got $line.\"", Program.path,
        folder.path + "/pix.lab",
      ], program: "/bin/sh", answers: Self.sixel)
    // What was typed before belongs to the next program, so nothing is asked; otherwise pixels come.
    pty.type("hello\r")
    try pty.see("passed")
    try pty.see("got hello.")
    let other = try Pty(["run", folder.path + "/pix.lab"], answers: Self.sixel)
    #expect(try other.code() == 0)
    #expect(shown(other).contains("\u{1B}P0;1;0q"))
    let forced = try Pty(
      ["run", "--glyphs", "pixels", folder.path + "/pix.lab"], answers: Pty.plainAnswers)
    #expect(try forced.code() == 0)
    #expect(shown(forced).contains("\u{1B}P0;1;0q"))
  }
}
