import Foundation
import Glibc
import TestSupport
import Testing

/// Settings, and the runs that have them: `:set`, `:try`, `:results`.
@Suite(.serialized) struct SettingTests {
  private static let lab = """
    # Runs

    ```lab
    param n = 3 in 1...9 "how many"
    param word = "none" in ["none", "he"]
    param most = 5
    param few = 2 in 1...most
    param sure = false in [false, true]
    param plain = false
    profile quick { n = 1 }
    try five "five of them" { n = 5 }
    try he "He's word" { word = "he" }
    ```

    ## Sum {#sum}

    ```lab
    total = 10 * few
    for i in range(n) { total = total + 1
      record(total) }
    if word == "he" { total = total + 100 }
    report total = total
    ```

    ## Side by side {#compare}

    ```lab
    compare base, five, he { table total
      plot total }
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "runs.lab")
  }

  private func open(goingOn: Bool = false) throws -> Pty {
    let pty = try Pty(
      [folder.path + "/runs.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"],
      in: folder.path)
    if goingOn {
      try pty.see("continue> ")
      pty.enter("")
    }
    try pty.see("runs> ")
    return pty
  }

  /// The rows of `:results` behind that of now: titles and totals.
  private func rows(_ pty: Pty) throws -> [String] {
    let shown = try pty.ask(":results").split(separator: "\n").map(String.init)
    let now = try #require(shown.firstIndex { $0.hasPrefix("now ") })
    return shown[(now + 1)...].filter { !$0.isEmpty && !$0.hasPrefix("runs>") }.map { line in
      line.split(separator: " ").joined(separator: " ")
    }
  }

  @Test func rowsOfOtherSettingsStandBesideEachOther() throws {
    let pty = try open()
    try pty.ask(":run 0..1")
    try pty.ask(":try he")
    try pty.ask(":set few=4")
    try pty.ask(":try he five")
    try pty.ask(":profile quick")
    try pty.ask(":try he five")
    try pty.ask(":profile default")
    try pty.ask(":seed 7")
    try pty.ask(":try")
    try pty.ask(":set few=2")
    try pty.ask(":try five")
    let wanted = [
      "base 23", "He's word 123", "base, few = 4 43", "He's word, few = 4 143",
      "base, profile quick, few = 4 41", "He's word, profile quick, few = 4 141",
      // The profile sets nothing that this variation does not set anyway.
      "five of them, few = 4 45", "base, seed 7 23", "five of them, seed 7 25",
    ]
    let found = try rows(pty)
    #expect(found == wanted, "\(found)")
    try pty.ask(":results plot total", "He's word", "base, few = 4")
    try pty.ask(":hand-in in.json", "Wrote")
    // A session with another seed is not offered again.
    try pty.ask(":seed 0")
    try pty.ask(":run 0..1")
    pty.signal(SIGKILL)
    #expect(try pty.code() == 128 + SIGKILL)
    let file = try folder.read("in.json")
    for title in ["base, few = 4", "He's word", "base, seed 7"] {
      #expect(file.contains("\"title\": \"\(title)\"") || file.contains("\"title\":\"\(title)\""))
    }
    let next = try open(goingOn: true)
    #expect(try rows(next) == wanted)
  }

  @Test func oneRunIsOneRow() throws {
    let pty = try open()
    try pty.ask(":run 0..1")
    try pty.ask(":try he")
    try pty.ask(":try word=he", "word = he is the same run as He's word", "He's word", "123")
    try pty.ask(":try word=\"he\"", "word = he is the same run as He's word")
    try pty.ask(":try n = 5", "n = 5 is the same run as five of them")
    try pty.ask(":try n=3", "n = 3 is the same run as base", "base", "23")
    try pty.ask(":try n=7")
    try pty.ask(":try n=[7, 8][0]")
    let now = ["He's word 123", "five of them 25", "base 23", "n = 7 27"]
    #expect(try rows(pty) == now)
    // What was one's own is the baseline now.
    try pty.ask(":set n=7")
    try pty.ask(":try he")
    try pty.ask(":set n=3")
    try pty.ask(":try n=7", "n = 7 is the same run as base, n = 7", "base, n = 7", "27")
    #expect(
      try rows(pty)
        == [
          "He's word 123", "five of them 25", "He's word, n = 7 127", "base 23", "base, n = 7 27",
        ])
  }

  @Test func nothingRunsWhereAValueIsNotAllowed() throws {
    let pty = try open()
    try pty.ask(":run 0..1")
    for (command, refusal) in [
      (":try n=70", "`n` cannot be 70"), (":try n=4 few=6", "`few` cannot be 6"),
      (":try n=4 word=she", "`word` cannot be she"), (":try n=4 n=5", "`n` is set twice"),
    ] {
      let shown = try pty.ask(command, refusal)
      #expect(!shown.contains("1 of 2") && !shown.contains("total"), "\(shown)")
    }
    // Where the lab as it is set rules a variation out, too.
    try folder.write(
      Self.lab.replacing("{ n = 5 }", with: "{ n = 5; few = most - 3 }"), to: "runs.lab")
    try pty.ask(":reload")
    try pty.ask(":set most=3", "most = 3")
    let shown = try pty.ask(":try he five", "`few` cannot be 0")
    #expect(!shown.contains("1 of 3"), "\(shown)")
  }

  @Test func onlyWhatWasFinishedIsCalledKept() throws {
    try folder.write(
      Self.lab.replacing("range(n)", with: "range(10 ** n)")
        .replacing("  record(total)", with: ""), to: "runs.lab")
    let pty = try open()
    try pty.ask(":set n=9")
    pty.enter(":try he")
    try pty.see("1 of 2: base")
    pty.type("\u{3}")
    let shown = try pty.see("runs> ")
    #expect(shown.contains("Nothing was finished"))
    #expect(!shown.contains("is kept"))
    try pty.ask(":set n=3")
    pty.enter(":try n=9")
    try pty.see("2 of 2: n = 9")
    pty.type("\u{3}")
    #expect(try pty.see("runs> ").contains("What was finished is kept: `:try n=9` goes on"))
  }

  @Test func severalAreSetOrNone() throws {
    let pty = try open()
    try pty.ask(":run 0..1")
    try pty.ask(":set n=4 word = \"he\"", "n = 4, word = \"he\"; out of date: step 1")
    try pty.ask("[n, word]", "[4, 'he']")
    try pty.ask(":set n=5 word=she", "`word` cannot be she", "one of \"none\", \"he\"")
    try pty.ask(":set n=5 nothing=1", "no parameter is called `nothing`")
    try pty.ask(":set n=5 word", ":set")
    try pty.ask(":set n=5 n=6", "`n` is set twice")
    try pty.ask("[n, word]", "[4, 'he']")
    // One may be allowed only with the other.
    try pty.ask(":set few=8 most=9", "few = 8, most = 9")
    try pty.ask(":set n = 2 * 3", "n = 6")
    try pty.ask(":set n 7", "n = 7")
    try pty.ask(":set sure=yes", "unknown name `yes`", "one of false, true")
    try pty.ask(":set plain=yes", "unknown name `yes`", "true or false")
    try pty.ask(":set plain=3", "`plain` must be", "true or false")
    try pty.ask(":try n=[7, 8][0] few=1", "n = 7")
    try pty.ask(":help set", "k=v...")
  }

  @Test func whatEqualsTheDefaultIsNoSetting() throws {
    let pty = try open()
    try pty.ask(":run 0..1")
    try pty.ask(":set n=3 few=3")
    let shown = try pty.ask(":hand-in in.json", "seed 0, profile default, few = 3")
    #expect(!shown.contains("n = 3"), "\(shown)")
    try pty.ask(":set few=2")
    #expect(!(try pty.ask(":hand-in in.json", "profile default")).contains("few"))
    // Beside a profile the default is one.
    try pty.ask(":profile quick")
    try pty.ask(":set n=3")
    try pty.ask(":hand-in in.json", "profile quick, n = 3")
  }
}
