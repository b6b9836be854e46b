import TestSupport
import Testing

/// `lab` alone: shows the labs that are here, for the user to choose one.
@Suite(.serialized) struct LabChoiceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "---\nsummary: counts to three\n---\n# Count\n\n## One\n\n```lab\nprint(1 + 2)\n```\n",
      to: "count.lab")
    try folder.write("# Sort\n\n## One\n\n```lab\nx = 1\n```\n", to: "sort.lab")
    try folder.write("# Broken\n\n```lab\nx = (\n```\n", to: "torn.lab")
  }

  private func open() throws -> Pty {
    let pty = try Pty(
      [], environment: ["XDG_STATE_HOME": folder.path + "/state"], in: folder.path)
    let list = try pty.see("lab> ")
    for text in ["1  count", "counts to three", "2  sort", "3  torn", "cannot be read"] {
      #expect(list.contains(text), "\(list)")
    }
    return pty
  }

  @Test(arguments: ["1", "count", "count.lab", "lab count.lab", "cou\t"])
  func oneIsChosen(_ word: String) throws {
    let pty = try open()
    pty.enter(word)
    try pty.see("count> ")
    try pty.ask("", "1 One", "3\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func mistakesAreToldAndAskedAgain() throws {
    let pty = try open()
    try pty.ask("4", "there is no lab 4", "labs are numbered 1 to 3")
    try pty.ask("cuont", "there is no lab cuont", "did you mean count?")
    try pty.ask("")
    pty.type("2\u{3}")
    try pty.see("lab> ")
    pty.enter("sort")
    try pty.see("sort> ")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test(arguments: [":quit\r", ":q\r", "exit\r", "\u{4}"])
  func noneIsChosen(_ keys: String) throws {
    let pty = try open()
    pty.type(keys)
    #expect(try pty.code() == 0)
    #expect(!pty.transcript.contains("count> "))
  }

  @Test func aBrokenLabEndsWithItsMistake() throws {
    let pty = try open()
    pty.enter("3")
    try pty.see("torn.lab:4")
    #expect(try pty.code() == 2)
  }

  @Test func aFolderWithoutLabsHasNothingToRun() throws {
    let empty = try TemporaryFolder()
    let pty = try Pty([], in: empty.path)
    try pty.see("`lab FILE.lab` opens one")
    #expect(try pty.code() == 5)
  }
}
