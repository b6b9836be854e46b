import Foundation
import TestSupport
import Testing

/// Commands that look at steps, take them back, or run the lab with other parameters.
@Suite(.serialized) struct StepCommandTests {
  private static let lab = """
    # Tiny

    ```lab
    param n = 3 in 1...9 "how many"
    param word = "none"
    profile quick { n = 1 }
    profile wide { n = 8, word = "w" }
    try four "four of them" { n = 4 }
    try five "five of them" { n = 5 }
    ```

    ## Sum {#sum}

    Prose of the sum.

    ```lab
    total = 0
    for i in range(n) { total = total + i + 1
      record(total) }
    report total = total
    ```

    ## Side by side {#compare}

    ```lab
    compare base, four, five { table total
      plot total }
    ```

    ## Guess {#guess}

    What comes?

    ```lab
    predict many "How many?" { number 3 ± 0 }
    ```

    The secret prose.

    ```lab
    print(n)
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "tiny.lab")
  }

  private func open(_ arguments: [String] = []) throws -> Pty {
    let pty = try Pty(
      [folder.path + "/tiny.lab"] + arguments,
      environment: ["XDG_STATE_HOME": folder.path + "/state"], in: folder.path)
    try pty.see("tiny> ")
    return pty
  }

  @Test func aProfileIsTakenAndLeftAgain() throws {
    let pty = try open()
    try pty.ask(":run 0..1")
    try pty.ask(":profile", "default", "in use", "quick", "n = 1", "wide")
    try pty.ask(":profile quick", "profile quick: n = 1", "no longer up to date: step 1")
    try pty.ask("n", "1\n")
    try pty.ask(":list", "stale", "profile quick")
    try pty.ask(":stale", "1 Sum", "`:run 1..`")
    try pty.ask(":set n=7", "n = 7")
    // What was set by hand stays.
    try pty.ask(":profile wide", "profile wide: n = 8, word = \"w\"")
    try pty.ask("[n, word]", "[7, 'w']")
    try pty.ask(":profile default", "profile default")
    try pty.ask("[n, word]", "[7, 'none']")
    try pty.ask(":set n=3")
    try pty.ask(":stale", "every step is up to date")
    try pty.ask(":profile quik", "no profile is called `quik`", "did you mean `quick`?")
    try pty.ask("n", "3\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aStepIsTakenBack() throws {
    let pty = try open()
    try pty.ask(":undo", "there is no step to take back")
    try pty.ask(":run 0..1")
    try pty.ask("total = 50")
    try pty.ask(":run 1")
    try pty.ask("total", "6\n")
    try pty.ask(":undo", "All is as it was before step 1.", "Enter: 1 Sum")
    try pty.ask(":undo", "there is no step to take back")
    try pty.ask(":list", "next")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aStepIsShownAndNothingRuns() throws {
    let pty = try open()
    try pty.ask(":show 1", "1 Sum", "Prose of the sum.", "total = 0")
    #expect(!(try pty.ask(":show guess", "3 Guess")).contains("secret"))
    try pty.ask("total", "unknown name `total`")
    try pty.ask(":skip", "Skipped step 0", "Enter: 1 Sum")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func variationsRunBesideTheLabAsItIs() throws {
    let pty = try open()
    try pty.ask(":try four five", "base", "6", "four of them", "10", "five of them", "15")
    try pty.ask(":try n=7", "base", "n = 7", "28")
    try pty.ask(":try n=99", "`n` cannot be 99")
    try pty.ask(":try m=1", "no parameter is called `m`")
    try pty.ask(":try fuor", "no comparison of the lab lists `fuor`", "did you mean `four`?")
    // The baseline is what is set by now.
    try pty.ask(":set n=2")
    try pty.ask(":try five", "base", "3\n", "five of them", "15")
    try pty.ask(":run 1")
    try pty.ask(":results", "now", "3\n", "four of them", "10", "n = 7", "28")
    try pty.ask(":results plot total", "total", "now", "n = 7")
    try pty.ask(":results plot loss", "nothing is recorded as loss", "there are total")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func theTranscriptHoldsWhatWasTypedAndShown() throws {
    let pty = try open()
    try pty.ask("6 * 7", "42\n")
    try pty.ask("nothing_here", "unknown name")
    try folder.write("mine", to: "mine.txt")
    try pty.ask(":transcript mine.txt", "mine.txt is there already")
    try pty.ask(":transcript talk.txt", "wrote talk.txt")
    try pty.ask("1 + 1", "2\n")
    try pty.ask(":transcript talk.txt", "wrote talk.txt")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    let text = try String(contentsOfFile: folder.path + "/talk.txt", encoding: .utf8)
    for part in ["tiny> 6 * 7\n42\n", "unknown name `nothing_here`", "tiny> 1 + 1\n2\n"] {
      #expect(text.contains(part), "\(text)")
    }
    #expect(!text.contains("\u{1B}"))
    #expect(try String(contentsOfFile: folder.path + "/mine.txt", encoding: .utf8) == "mine")
  }

  @Test func whereOneLeftOffIsTold() throws {
    let first = try open()
    #expect(!first.transcript.contains("before"))
    try first.ask(":run 0..1")
    first.enter(":quit")
    #expect(try first.code() == 0)
    let second = try open()
    #expect(second.transcript.contains("You have been as far as step 1 before"))
    second.enter(":quit")
    #expect(try second.code() == 0)
  }
}
