import TestSupport
import Testing

@testable import REPL

/// Exercises and questions as a student meets them at a terminal.
@Suite(.serialized) struct ExerciseTests {
  private static let lab = """
    # Tiny

    ## Count {#count}

    ```exercise double
    def double(x) {
      x                  # your line
    }
    ```

    ```check double
    hidden = 21
    expect double(hidden) == 42 "twice as much, please"
    ```

    ```hint double
    Add it to itself.
    ```

    ```solution double
    def double(x) { x + x }
    ```

    ## Use {#use}

    Now it is of use.

    ```lab
    predict guess "What is double(4)?" { number double(4) ± 0 }
    print(f"double(4) is {double(4)}")
    question colour "Which one?" { choices "red", "blue" correct "blue" }
    question why "Why?" { answer "because it is so" }
    ```

    Four is eight, of course.

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.lab, to: "tiny.lab")
  }

  private func open() throws -> Pty {
    let pty = try Pty(
      [folder.path + "/tiny.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"],
      in: folder.path)
    try pty.see("tiny> ")
    return pty
  }

  @Test func anExerciseIsTriedHintedCheckedAndUsed() throws {
    let pty = try open()
    try pty.ask(":check", "no exercise has come up yet")
    try pty.ask("", "Exercise double", "`:check` judges it", "your line")
    try pty.ask(":solution", "once you have tried")
    try pty.ask(":check", "✗ double: twice as much, please", "21 against 42")
    #expect(!pty.transcript.contains("hidden"))
    try pty.ask(
      ":hint", "hint 1 of 1", "Add it to itself.",
      "That is the last hint. `:solution double` shows the author's code.")
    try pty.ask("def double(x) { 2 * x }", "judges this answer to double")
    try pty.ask(":check", "✓ double: 1 check held")
    try pty.ask(":check duble", "did you mean double?")
  }

  /// What was written last is what a student means.
  @Test func theExerciseWrittenLastIsJudged() throws {
    try folder.write(
      Self.lab + "\n## Half {#half}\n\n```exercise half\ndef half(x) { x }\n```\n\n"
        + "```check half\nexpect half(4) == 2 \"half, please\"\n```\n\n"
        + "```solution half\ndef half(x) { x / 2 }\n```\n",
      to: "tiny.lab")
    let pty = try open()
    try pty.ask(":run count")
    try pty.ask(":goto half", "Exercise half")
    try pty.ask("", "3 Half")
    try pty.ask(":check", "✗ half")
    try pty.ask("def double(x) { 3 * x }", "judges this answer to double")
    try pty.ask(":check", "✗ double")
    try pty.ask("def half(x) { x / 2 }", "judges this answer to half")
    try pty.ask(":check", "✓ half")
    try pty.ask(":undo 3", ":undo takes nothing behind it, not 3")
    try pty.ask(":hand in", "Wrote ", "tiny.hand-in.json")
  }

  @Test func aPercentSignIsUnderstood() throws {
    try folder.write(
      "# P\n\n## One {#one}\n\n```lab\npredict a \"How many per cent?\" { number 96 ± 5 }\n"
        + "predict b \"Which share?\" { number 0.5 ± 0.1 }\nx = 1\n```\n", to: "tiny.lab")
    let pty = try open()
    for answer in ["92 %", "45%"] {
      if answer == "92 %" { pty.enter("") }
      try pty.see("your prediction> ")
      pty.enter(answer)
    }
    let shown = try pty.see("tiny> ")
    #expect(shown.components(separatedBy: "That is right.").count == 3, "\(shown)")
  }

  @Test func questionsAreAskedAndJudged() throws {
    let pty = try open()
    try pty.ask("", "Exercise double")
    // An answer, if a wrong one: from code as it was given no number is judged.
    try pty.ask("def double(x) { 1 * x }", "judges")
    pty.enter("")
    try pty.see("Now it is of use.")
    try pty.see("What is double(4)?")
    try pty.see("your prediction> ")
    #expect(!pty.transcript.contains("print(") && !pty.transcript.contains("of course"))
    pty.enter("lots")
    try pty.see("the answer is a number")
    pty.enter("4")
    try pty.see("print(")
    try pty.see("double(4) is 4")
    try pty.see("You said: 4")
    try pty.see("That is right.")
    try pty.see("Answer: 4")
    try pty.see("Which one?")
    try pty.see("your answer> ")
    pty.enter("1")
    try pty.see("Not quite.")
    pty.enter("2")
    try pty.see("Right.")
    try pty.see("Why?")
    pty.enter("I wonder")
    try pty.see("because it is so")
    // What stands behind the questions may answer them.
    try pty.see("Four is eight, of course.")
    try pty.see("tiny> ")
  }

  @Test func goingToAStepGivesNoPredictionAway() throws {
    let pty = try open()
    try pty.ask(":goto use", "Now it is of use.")
    #expect(!pty.transcript.contains("print(") && !pty.transcript.contains("of course"))
    pty.enter("")
    try pty.see("your prediction> ")
    #expect(!pty.transcript.contains("print(") && !pty.transcript.contains("of course"))
    pty.enter("")
    // The step before has not run: its error comes before what is written behind the code.
    try pty.see("print(")
    try pty.see("unknown name `double`")
  }

  @Test func aCommandLeavesTheQuestion() throws {
    let pty = try open()
    try pty.ask("", "Exercise double")
    pty.enter("")
    try pty.see("your prediction> ")
    pty.enter(":list")
    try pty.see("next")
    try pty.see("tiny> ")
    // The step has not run; it asks again.
    pty.enter("")
    try pty.see("your prediction> ")
    pty.enter(":run all")
    try pty.see("your prediction> ")
    pty.enter("4")
    try pty.see("double(4) is 4")
    try pty.see("your answer> ")
    pty.enter(":quit")
    #expect(try pty.code() == 0)
  }

  @Test func theSolutionIsInPlaceOnceItIsShown() throws {
    let pty = try open()
    try pty.ask("", "Exercise double")
    try pty.ask(":check", "✗ double")
    try pty.ask(":solution", "x + x", "in place now")
    try pty.ask(":check", "✓ double")
    try pty.ask("double(5)", "10\n")
  }

  @Test func anErrorInACheckDoesNotShowTheCheck() throws {
    let pty = try open()
    try pty.ask("", "Exercise double")
    try pty.ask("def double(x) { x + nowhere }", "judges")
    try pty.ask(":check", "stopped with an error", "unknown name `nowhere`")
    #expect(!pty.transcript.contains("hidden"))
  }

  private static let settings = """
    # Settings

    ```lab
    param n = 3 in 1...9 "rounds"
    profile quick { n = 1 }
    ```

    ## Guess {#guess}

    ```exercise double
    def double(x) {
      x                  # your line
    }
    ```

    ```check double
    expect double(2) == 4 "twice"
    ```

    ```hint double
    Add.
    ```

    ```solution double
    def double(x) { 2 * x }
    ```

    ## See {#see}

    ```lab
    predict many f"What are {n} rounds?" {
      choices "few", "many"
      correct "many"
    }
    predict twice "What is twice that?" { number double(n) ± 0 }
    predict other "And n?" { number n ± 0 }
    rounds = double(n)
    ```

    """

  private func predictions(_ profile: String?, solved: Bool) throws -> String {
    try folder.write(Self.settings, to: "settings.lab")
    let pty = try Pty(
      [folder.path + "/settings.lab"],
      environment: ["XDG_STATE_HOME": folder.path + "/state\(solved)\(profile ?? "")"])
    try pty.see("settings> ")
    if let profile { try pty.ask(":profile \(profile)", "n = 1") }
    if profile == nil { try pty.ask("", "n = 3") }
    try pty.ask(":run guess", "Exercise double")
    if solved { try pty.ask("def double(x) { 2 * x }", "judges") }
    pty.enter(":run see")
    for (answer, question) in [("2", "your prediction> "), ("6", "twice that?"), ("3", "And n?")] {
      try pty.see(question)
      if question != "your prediction> " { try pty.see("your prediction> ") }
      pty.enter(answer)
    }
    try pty.see("rounds = double(n)")
    let shown = try pty.see(profile.map { "settings \($0)> " } ?? "settings> ")
    return pty.transcript.contains("What are \(profile == nil ? 3 : 1) rounds?") ? shown : ""
  }

  @Test func aQuestionIsAboutTheRunThatIsAsked() throws {
    let standard = try predictions(nil, solved: true)
    #expect(standard.contains("What are 3 rounds?"))
    #expect(standard.contains("That is right.\n") && !standard.contains("default settings"))
    #expect(standard.contains("Answer: 6") && standard.contains("Answer: 3"))
  }

  /// What the author wrote down may be about other settings than those of the run.
  @Test func anAnswerForOtherSettingsSaysSo() throws {
    let quick = try predictions("quick", solved: true)
    #expect(quick.contains("That is right with the default settings."))
    #expect(quick.contains("Answer: 2") && quick.contains("Answer: 1"))
  }

  /// A number that comes from code which is still to be written is no answer.
  @Test func noAnswerComesFromAnUnsolvedExercise() throws {
    let open = try predictions(nil, solved: false)
    #expect(open.contains("The answer depends on the exercise double"))
    #expect(open.contains("Answer: 3") && !open.contains("Answer: 6"))
  }
}
