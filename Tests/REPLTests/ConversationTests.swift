import Glibc
import TestSupport
import Testing

@testable import REPL

/// The built program, driven as a student would drive it.
@Suite(.serialized) struct ConversationTests {
  private static let lab = """
    # Tiny

    What *this* is about.

    ```lab
    param n = 3 in 1...9 "how many"
    param loops = 2
    profile quick { n = 3 }
    ```

    ## First things {#one}

    Prose of the first.

    ```lab
    a = n * 2
    print(f"a is {a}")
    ```

    ## A loop {#two}

    ```lab
    total = 0
    print("sta" + "rted")
    for i in range(loops) { total = total + 1 }
    print(f"total {total}")
    ```

    ## A claim {#three}

    ```lab
    report total = total
    expect total == 2 "count again"
    ```

    """

  private let folder: TemporaryFolder
  private var variables: [String: String] { ["XDG_STATE_HOME": folder.path + "/state"] }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "tiny.lab")
  }

  private func open(
    _ arguments: [String] = [], _ more: [String: String] = [:], columns: Int = 80
  ) throws -> Pty {
    let pty = try Pty(
      [folder.path + "/tiny.lab"] + arguments, environment: variables.merging(more) { $1 },
      columns: columns)
    try pty.see("tiny> ")
    return pty
  }

  @Test func enterRunsTheNextStep() throws {
    let pty = try open()
    #expect(pty.transcript.contains("What this is about."))
    try pty.ask(
      "", "0 parameters and data", "n = 3", "`:set name=value` changes a value, `:profile quick`")
    try pty.ask(
      "", "1 First things", "Prose of the first.", "a = n * 2", "a is 6", "Enter: 2 A loop")
    try pty.ask("n", "3\n")
    try pty.ask(":n", "total 2")
    try pty.ask("next", "✓ total == 2", "That was the last step.")
    try pty.ask("", "That was the last step.")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func codeRunsAndValuesAreShown() throws {
    let pty = try open()
    try pty.ask("x = [1, 2]")
    try pty.ask("x", "[1, 2]\n")
    try pty.ask("\"tex\" + \"t\"", "'text'\n")
    try pty.ask("a", "unknown name `a`", "| a", "^")
    try pty.ask("run 2", "commands begin with a colon: `:run")
    try pty.ask(":lst", "did you mean :list?")
    try pty.ask("What is a tensor?", "what is typed here runs as code")
    try pty.ask(":se", ":se could be :set or :seed")
    try pty.ask("?softmax", "Exponentials along a dimension")
    try pty.ask("?x", "x: list", "set at the prompt", "[1, 2]")
    try pty.ask(":time x", "[1, 2]", "took ")
    try pty.ask(
      ":time ones(9, 9) @ ones(9, 9)", "took ", "operation", "GFLOP/s", "@ ", "together")
    pty.enter("exit()")
    #expect(try pty.code() == 0)
  }

  @Test func anErrorInAStepLeavesTheSession() throws {
    let pty = try open()
    try pty.ask(":goto 2", "2 A loop", "Not run yet: steps 0, 1.")
    try pty.ask(":goto 3")
    try pty.ask("", "unknown name `total`", "Not run yet: steps 0 to 2. `:run 3` runs them first.")
    try pty.ask(":run 3", "not run yet: steps 0 to 2", "✓ total == 2")
    try pty.ask(":back", "3 A claim")
    pty.type("\u{4}")
    #expect(try pty.code() == 0)
  }

  @Test func whatReadsAChangedParameterIsStale() throws {
    let pty = try open()
    try pty.ask(":run all", "✓ total == 2")
    try pty.ask(":set loops=5", "loops = 5; out of date: steps 2, 3")
    let states = try pty.ask(":list").split(separator: "\n").filter { $0.contains("stale") }
    #expect(states.count == 2)
    #expect(states.first?.contains("A loop") == true)
    try pty.ask(":run two..", "total 5", "✗ total == 2", "count again")
    try pty.ask(":results", "total  ", "5\n")
    try pty.ask(":set n=99", "`n` cannot be 99")
    try pty.ask(":set m=1", "no parameter is called `m`")
    try pty.ask(":params", "loops = 5")
    try pty.ask("n", "3\n")
    pty.enter(":q")
    #expect(try pty.code() == 0)
  }

  @Test func aStepSaysThatItReadsWhatIsStale() throws {
    let pty = try open()
    try pty.ask(":run all", "✓ total == 2")
    try pty.ask(":set loops=5")
    let warning = "Step 3 reads what step 2 set, which is out of date."
    // Nothing that may take long runs again unasked.
    try pty.ask(":run 3", "\(warning) Enter runs step 3 all the\nsame, a runs step 2 first.")
    try pty.ask("what", "Enter runs step 3, a step 2 first")
    try pty.ask("", "3 A claim", "✓ total == 2")
    // It has passed, with inputs that are out of date; who has left them so is not asked again.
    try pty.ask(":run 3", warning, "`:run 2..3`", "3 A claim", "✓ total == 2")
    #expect(try pty.ask(":list").split(separator: "\n").count { $0.contains("stale") } == 2)
    let anew = try pty.ask(":run 2..3", "total 5", "✗ total == 2")
    #expect(!anew.contains("out of date"))
    try pty.ask(":set loops=2")
    try pty.ask(":goto 3")
    try pty.ask("", warning)
    let refreshed = try pty.ask("a", "2 A loop", "total 2", "3 A claim", "✓ total == 2")
    #expect(!refreshed.contains("1 First things"))
    #expect(!(try pty.ask(":list")).contains("stale"))
    try pty.ask(":set loops=5")
    try pty.ask(":run 3", warning)
    try pty.ask(":list", "3  A claim")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func thePromptShowsTheProfile() throws {
    let pty = try open()
    try pty.ask(":profile quick", "tiny quick> ")
    try pty.ask("tiny> 40 + 2", "42\n")
    try pty.ask("tiny quick> 41 + 2", "43\n")
    try pty.ask(":profile default", "tiny> ")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aStepRunsAgainFromItsStart() throws {
    let pty = try open()
    try pty.ask(":run 1..2", "total 2")
    try pty.ask("a = 100")
    try pty.ask("b = 7")
    try pty.ask(":run 2", "total 2")
    try pty.ask("a + b", "107\n")
    try pty.ask(":vars", "a ", "total")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func linesGoOnUntilTheyAreWhole() throws {
    let pty = try open()
    try pty.ask("def f(x) {")
    try pty.ask("  x + 1")
    try pty.ask("}")
    try pty.ask("f(41)", "42\n")
    // A paste comes marked, and runs as one entry.
    pty.type("\u{1B}[200~y = 1\rz = y + 1\r\u{1B}[201~\r")
    try pty.see("tiny> ")
    try pty.ask("y + z", "3\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func controlCAtThePromptClearsTheLine() throws {
    let pty = try open()
    pty.type("nonsense")
    try pty.see("nonsense")
    pty.type("\u{3}")
    try pty.see("tiny> ")
    try pty.ask("def f(x) {")
    pty.type("\u{3}")
    try pty.see("tiny> ")
    let seen = try pty.ask("40 + 2", "42\n")
    #expect(!seen.contains("error"))
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func controlCStopsAStepAndKeepsTheSession() throws {
    let pty = try open()
    try pty.ask(":run 1")
    try pty.ask(":set loops=9_000_000_000")
    pty.enter("")
    try pty.see("started")
    // Typed while it runs: neither shown nor run. The signal is sent directly, not from the
    // keyboard, which would discard the input waiting in it.
    pty.enter("forbidden")
    pty.signal(SIGINT)
    let stopped = try pty.see("tiny> ")
    #expect(stopped.contains("Stopped"))
    let after = try pty.ask("total >= 0 and a == 6", "true")
    #expect(!(stopped + after).contains("forbidden"))
    try pty.ask(":list", "stopped, next")
    pty.enter("print(\"beg\" + \"un\"); for i in range(9_000_000_000) { total = i }")
    try pty.see("begun")
    pty.signal(SIGWINCH)
    pty.type("\u{3}")
    try pty.see("Stopped")
    try pty.see("tiny> ")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func entriesComeBack() throws {
    do {
      let pty = try open()
      try pty.ask("first = 1")
      try pty.ask("second = 2")
      try pty.ask("first + 41", "42\n")
      // What was typed is the prefix of the entries to recall.
      pty.type("sec\u{1B}[A")
      try pty.see("ond = 2")
      pty.type("\r")
      try pty.see("tiny> ")
      pty.enter(":quit")
      #expect(try pty.code() == 0)
    }
    let pty = try open(["--session", "other"])
    pty.type("first +\u{1B}[A")
    try pty.see(" 41")
    pty.type("\u{3}")
    try pty.see("tiny> ")
    try pty.ask(":history 4", "first + 41", "second = 2", ":quit", ":history 4")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func tabCompletes() throws {
    let pty = try open()
    pty.type(":li\t\r")
    try pty.see("First things")
    try pty.see("tiny> ")
    pty.type(":set lo\t5\r")
    try pty.see("loops = 5")
    try pty.see("tiny> ")
    pty.type("softm\t\r")
    try pty.see("<function softmax>")
    try pty.see("tiny> ")
    pty.type(":run on\t\r")
    try pty.see("a is 6")
    try pty.see("tiny> ")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func inputrcDecides() throws {
    try folder.write("\"\\e[A\": \"typed by inputrc\"\n", to: "inputrc")
    let pty = try open([], ["INPUTRC": folder.path + "/inputrc"])
    pty.type("\u{1B}[A")
    try pty.see("typed by inputrc")
    pty.type("\u{3}")
    try pty.see("tiny> ")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func coloursOnlyWhereTheyAreWanted() throws {
    #expect(try colours(try open()))
    #expect(try !colours(try open(["--session", "b"], ["NO_COLOR": "1"])))
    #expect(try !colours(try open(["--session", "c", "--color", "never"])))
  }

  /// Whether a step and an error are shown in colour.
  private func colours(_ pty: Pty) throws -> Bool {
    try pty.ask("", "Enter: 1")
    try pty.ask("nothing_like_that", "unknown name")
    pty.enter(":quit")
    _ = try pty.code()
    // An escape code with digits that ends in m.
    return pty.raw.split(separator: 0x1B).dropFirst().contains { code in
      code.first == UInt8(ascii: "[")
        && code.dropFirst().first { !(0x30...0x3B).contains($0) } == UInt8(ascii: "m")
    }
  }

  @Test func theWindowMayChange() throws {
    let pty = try open()
    pty.resize(columns: 40)
    let help = try pty.ask(":help", "run the next step")
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 40 })
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aFileThatChangesIsReadAgain() throws {
    let pty = try open()
    try pty.ask(":run all", "✓ total == 2")
    try folder.write(
      Self.lab.replacing("total = total + 1", with: "total = total + 2"), to: "tiny.lab")
    try pty.ask(":reload", "changed since they ran: steps 2, 3")
    try pty.ask(":run 2..", "total 4")
    try folder.write("# Broken\n\n```lab\nx = (\n```\n", to: "tiny.lab")
    try pty.ask(":reload", "error:")
    try pty.ask("total", "4\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aQuestionIsAskedWithoutItsAnswer() throws {
    try folder.write(
      """
      # Asks

      ## One

      ```lab
      a = 1

      question why "Why is it one?" { answer "Because." }

      question which "Which of them?" {
        choices "this", "that"
        correct "that"
      }
      question count "How many?" { number 3 ± 0 }
      ```

      What to take away: it was `one`.

      ## Two

      ```lab
      b = 2
      ```

      """, to: "asks.lab")
    let pty = try Pty([folder.path + "/asks.lab"], environment: variables)
    try pty.see("asks> ")
    try pty.ask(":answers", "no step has run yet", ":answers N")
    let page = try pty.ask("", "a = 1\n\n? Why is it one?", "your answer> ")
    #expect(!page.contains("Because") && !page.contains("correct") && !page.contains("± 0"))
    #expect(!page.contains("take away"))
    try pty.ask("", "? Which of them?", "1 this", "2 that")
    try pty.ask("", "? How many?")
    try pty.ask("", "What to take away: it was", "Enter: 2 Two")
    try pty.ask(
      ":answers", "? Why is it one?", "Answer: Because.", "2 that", "Answer: that", "? How many?",
      "Answer: 3\n")
    let next = try pty.ask("", "b = 2")
    #expect(!next.contains(":answers"))
    try pty.ask(":answers", "Step 2 asks nothing. There are questions in step 1.")
    try pty.ask(":answers one", "Answer: Because.")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func longCodeGoesOnFurtherIn() throws {
    try folder.write(
      "# Long\n\n## One\n\n```lab\nif true {\n  numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\n}\n```\n",
      to: "long.lab")
    let pty = try Pty([folder.path + "/long.lab"], environment: variables, columns: 40)
    try pty.see("long> ")
    try pty.ask("", "    numbers = [1, 2, 3, 4, 5, 6, 7, 8, \\\n        9, 10, 11, 12]\n")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aLongMistakeIsBrokenAtBlanks() throws {
    let pty = try open(columns: 40)
    let shown = try pty.ask("ones(2, 3) @ ones(4, 5)", "error:", "hint:")
    let lines = shown.split(separator: "\n").dropLast()
    #expect(lines.count > 4)
    #expect(lines.allSatisfy { $0.count <= 40 })
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func aMissingLabIsAUsageError() throws {
    let pty = try Pty([folder.path + "/none.lab"], environment: variables)
    try pty.see("no such file")
    #expect(try pty.code() == 2)
  }
}
