import Foundation
import Glibc
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
    profile wide { n = 8; word = "w" }
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
    try pty.ask(":profile quick", "profile quick: n = 1", "out of date: step 1")
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

  @Test func whatWasTriedIsKept() throws {
    let first = try open()
    try first.ask(":run 0..1")
    try first.ask(":try four", "four of them")
    first.signal(SIGKILL)
    #expect(try first.code() == 128 + SIGKILL)
    let second = try Pty(
      [folder.path + "/tiny.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"])
    try second.see("continue> ")
    second.enter("")
    try second.see("tiny> ")
    try second.ask(":results", "total", "now", "6", "four of them", "10")
    try second.ask(":results plot total", "four of them")
    second.enter(":quit")
    #expect(try second.code() == 0)
  }

  @Test func aStepIsTakenBack() throws {
    let pty = try open()
    try pty.ask(":undo", "there is no step to undo")
    try pty.ask(":run 0..1")
    try pty.ask("total = 50")
    try pty.ask(":run 1")
    try pty.ask("total", "6\n")
    try pty.ask(":undo", "Everything is as it was before step 1.", "Enter: 1 Sum")
    try pty.ask(":undo", "Everything is as it was before step 0.")
    try pty.ask(":undo", "there is no step to undo")
    try pty.ask(":list", "next")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aStepIsShownAndNothingRuns() throws {
    let pty = try open()
    try pty.ask(":show 1", "1 Sum", "Prose of the sum.", "total = 0")
    #expect(!(try pty.ask(":show guess", "3 Guess")).contains("secret"))
    try pty.ask("total", "unknown name `total`")
    try pty.ask(":skip", "Skipped step 1", "Enter: 2 Side by side")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test(arguments: [":run", ":run all", ":show", ":edit", ":undo", ":skip", ":stale", ""])
  func aLabWithoutStepsTakesEveryCommand(_ command: String) throws {
    try folder.write("# Words\n\nOnly words.\n", to: "tiny.lab")
    let pty = try open()
    try pty.ask(command)
    try pty.ask("1 + 1", "2\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func variationsRunBesideTheLabAsItIs() throws {
    let pty = try open()
    try pty.ask(":try four five", "base", "6", "four of them", "10", "five of them", "15")
    try pty.ask(":try n = 7", "base", "n = 7", "28")
    try pty.ask(":try n=7 word", ":try takes the names of variations, or settings")
    try pty.ask(":try n=99", "`n` cannot be 99")
    try pty.ask(":try m=1", "no parameter is called `m`")
    try pty.ask(":try fuor", "no comparison in the lab lists `fuor`", "did you mean `four`?")
    // The baseline is what is set by now.
    try pty.ask(":set n=2")
    try pty.ask(":try five", "base", "3\n", "five of them", "15")
    try pty.ask(":run 1")
    try pty.ask(":results", "now", "3\n", "four of them", "10", "n = 7", "28")
    try pty.ask(":results plot total", "total", "now", "n = 7")
    try pty.ask(":results plot loss", "nothing is recorded as loss", "these are: total")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func theTranscriptHoldsWhatWasTypedAndShown() throws {
    let pty = try open()
    try pty.ask("6 * 7", "42\n")
    try pty.ask("nothing_here", "unknown name")
    try folder.write("mine", to: "mine.txt")
    try pty.ask(":transcript mine.txt", "mine.txt already exists")
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
    // A session of its own is new, and these values are not gone.
    let other = try open(["--session", "other"])
    #expect(!other.transcript.contains("before"))
    other.enter(":quit")
    #expect(try other.code() == 0)
    try FileManager.default.removeItem(atPath: folder.path + "/state/lab/sessions")
    let second = try open()
    #expect(second.transcript.contains("You got as far as step 1 before"))
    second.enter(":quit")
    #expect(try second.code() == 0)
  }
}

/// Changing a step in an editor, which here is a script.
@Suite(.serialized) struct EditTests {
  private static let lab = """
    # Tiny

    ## One {#one}

    Prose.

    ```lab
    x = 1
    print(f"x is {x}")
    ```

    ## Two {#two}

    ```lab
    print(x * 10)
    ```

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "tiny.lab")
  }

  /// A prompt whose editor does to the file what `script` says.
  private func open(editor script: String = "true", again: Bool = false) throws -> Pty {
    let pty = try Pty(
      [folder.path + "/tiny.lab"],
      environment: [
        "XDG_STATE_HOME": folder.path + "/state", "VISUAL": "", "EDITOR": script,
      ], in: folder.path)
    if again {
      try pty.see("continue> ")
      pty.enter("n")
    }
    try pty.see("tiny> ")
    return pty
  }

  /// What cannot be used may be dropped, as it may be mended.
  @Test func aDraftIsDropped() throws {
    let pty = try open(editor: "truncate -s 0")
    try pty.ask(":edit one", "a changed step must stay one step", "`:revert 1` drops that")
    try pty.ask(":diff", "nothing has been changed")
    try pty.ask(":revert one", "dropped what could not be used: one")
    try pty.ask(":revert one", "nothing has been changed")
    try pty.ask(":run 1", "x is 1")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// A slip after a change that works does not take that with it.
  @Test func droppingADraftKeepsTheVersionInUse() throws {
    let pty = try open(editor: "sed -i 's/x = 5/x = (5/; s/x = 1/x = 5/'")
    try pty.ask(":edit one", "step 1 is changed")
    try pty.ask(":edit one", "error", "`:revert 1` drops that")
    try pty.ask(
      ":revert 1", "dropped what could not be used: one; your version before it stays: one")
    try pty.ask(":run 1", "x is 5")
    try pty.ask(":revert 1", "as the lab has it: one")
    try pty.ask(":run 1", "x is 1")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  /// Steps of other labs, and this one in another session, have texts of their own while they are edited.
  @Test func whatIsEditedIsOfOneLabAndSession() throws {
    try folder.write(Self.lab, to: "other.lab")
    var places: Set<Substring> = []
    for arguments in [["tiny.lab"], ["other.lab"], ["tiny.lab", "--session", "b"]] {
      let pty = try Pty(
        arguments,
        environment: ["XDG_STATE_HOME": folder.path + "/state", "VISUAL": "", "EDITOR": "echo"],
        in: folder.path, columns: 200)
      try pty.see("> ")
      let shown = try pty.ask(":edit one", "/edits/", "step 1 is unchanged")
      let place = shown.split(separator: "\n").first { $0.contains("/edits/") }
      places.insert(Substring(String(try #require(place))))
      pty.enter(":quit")
      #expect(try pty.code() == 0)
    }
    #expect(places.count == 3)
  }

  @Test func withoutAnEditorOneIsAskedFor() throws {
    let pty = try Pty(
      [folder.path + "/tiny.lab"],
      environment: [
        "XDG_STATE_HOME": folder.path + "/state", "VISUAL": "", "EDITOR": "", "PATH": folder.path,
      ], in: folder.path)
    try pty.see("tiny> ")
    let shown = try pty.ask(":edit one", "there is no editor called nano", "set $EDITOR")
    #expect(!shown.contains("not found"))
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    let other = try open(editor: "'no such editor'")
    try other.ask(":edit one", "there is no editor called 'no such editor'")
    other.enter(":quit")
    #expect(try other.code() == 0)
  }

  @Test func aChangedStepIsKeptAndTakenBack() throws {
    let pty = try open(editor: "sed -i 's/x = 1/x = 5/'")
    try pty.ask(":run all", "x is 1", "10\n")
    try pty.ask(":edit one", "step 1 is changed", "out of date: steps 1, 2")
    try pty.ask(":run 1..2", "x is 5", "50\n")
    try pty.ask(":diff", "1 One", "- x = 1", "+ x = 5")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    #expect(try String(contentsOfFile: folder.path + "/tiny.lab", encoding: .utf8) == Self.lab)

    let next = try open(again: true)
    #expect(next.transcript.contains("Your own version of step 1 is in place"))
    try next.ask(":run 1", "x is 5")
    try next.ask(":edit 1", "step 1 is unchanged")
    try next.ask(":revert", "as the lab has it: one", "out of date: step 1")
    try next.ask(":run 1", "x is 1")
    try next.ask(":diff", "nothing has been changed")
    try next.ask(":revert", "nothing has been changed")
    next.enter(":quit")
    #expect(try next.code() == 0)
  }

  @Test func aMistakeLosesNothing() throws {
    let pty = try open(editor: "sed -i 's/x = 1/x = (1/; s/(1+2/3/'")
    try pty.ask(":edit one", "error", "`:edit 1` opens it again as you left it,")
    try pty.ask(":diff", "nothing has been changed")
    try pty.ask(":run 1", "x is 1")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func anEditorThatFailsChangesNothing() throws {
    let pty = try open(editor: "false")
    try pty.ask(":edit one", "false failed")
    try pty.ask(":edit 0", "cannot be edited here")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func anEditorThatIsNotThereIsTold() throws {
    let pty = try open(editor: "no-such-editor")
    try pty.ask(":edit one", "there is no editor called no-such-editor", "set $EDITOR")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func whereTheLabHasChangedItIsUsed() throws {
    let pty = try open(editor: "sed -i 's/x = 1/x = 5/'")
    try pty.ask(":edit one", "step 1 is changed")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
    try folder.write(Self.lab.replacing("x = 1", with: "x = 2"), to: "tiny.lab")
    let next = try open()
    #expect(next.transcript.contains("The lab has changed where you had changed it (one)"))
    try next.ask(":run 1", "x is 2")
    try next.ask(":diff", "not in use", "+ x = 5")
    try next.ask(":revert one", "as the lab has it: one")
    next.enter(":quit")
    #expect(try next.code() == 0)
  }

  @Test func oneStepStaysOneStep() throws {
    let pty = try open(editor: "sed -i 's/^Prose.*/## Another/'")
    try pty.ask(":edit one", "a changed step must stay one step")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }
}
