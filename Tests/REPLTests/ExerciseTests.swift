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
      [folder.path + "/tiny.lab"], environment: ["XDG_STATE_HOME": folder.path + "/state"])
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
    try pty.ask(":hint", "hint 1 of 1", "Add it to itself.")
    try pty.ask("def double(x) { 2 * x }", "judges this answer to double")
    try pty.ask(":check", "✓ double: 1 check held")
    try pty.ask(":check duble", "did you mean double?")
  }

  @Test func questionsAreAskedAndJudged() throws {
    let pty = try open()
    try pty.ask("", "Exercise double")
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
}
