import Language
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

@Suite struct ExerciseTests {
  private static let text = """
    # Doubling

    ```lab
    param k = 2
    ```

    ## Double {#double}

    ```lab
    seen = [1]
    ```

    ```exercise twice
    def twice(x) {
      x                  # your line
    }
    ```

    ```check twice
    seen = "a check's own"
    y = rand(1).item()
    report stray = y
    expect twice(0) == 0 "nothing doubled is nothing"
    expect twice(k) == 2 * k "twice as much"
    expect twice(y) ≈ 2 * y ± 1e-6 "any number, not whole ones alone"
    ```

    ```hint twice
    Add it to itself.
    ```

    ```hint twice
    `x + x`
    ```

    ```wrong twice "twice as much"
    def twice(x) { x * x * x }
    ```

    ```wrong twice "any number"
    def twice(x) { 2 * int(x) }
    ```

    ```solution twice
    def twice(x) { x + x }
    ```

    ## Use {#use}

    ```lab
    print(twice(21))
    ```

    """

  private static var student: SessionOptions {
    var options = SessionOptions()
    options.respondent = .student
    return options
  }

  private func exercise(_ run: Run) throws -> Exercise {
    try #require(run.session.lab.exercises.first)
  }

  @Test func fencesOfOneIdAreOneExercise() throws {
    let exercise = try exercise(try Run(Self.text, Self.student))
    #expect(exercise.id == "twice")
    #expect(exercise.step == 1)
    #expect(exercise.hints == ["Add it to itself.", "`x + x`"])
    #expect(exercise.wrongAnswers.map(\.message) == ["twice as much", "any number"])
    #expect(exercise.solution != nil)
  }

  @Test func aHeadlessRunUsesSolutionsAndJudgesThem() throws {
    let run = try Run.all(Self.text)
    #expect(run.failure == nil)
    #expect(run.recorder.text == "42\n")
    #expect(run.session.expectations.map(\.text) == ["exercise twice"])
    #expect(run.session.expectations.map(\.status) == [.held])
  }

  @Test func aSolutionThatDoesNotPassIsAFailedClaim() throws {
    let text = Self.text.replacing("{ x + x }", with: "{ x + x + 1 }")
    let run = try Run.all(text)
    #expect(run.session.expectations.map(\.status) == [.failed])
    #expect(run.session.expectations.first?.message == "nothing doubled is nothing")
  }

  @Test func checksLeaveTheSessionAsItWas() throws {
    let run = try Run.all(Self.text, Self.student)
    let before = run.session.generator.position
    _ = run.session.judge(try exercise(run))
    #expect(run.session.generator.position == before)
    #expect(run.session.globals.value(of: "seen")?.text == "[1]")
    #expect(run.session.globals.value(of: "y") == nil)
    #expect(run.session.reports.isEmpty)
    #expect(run.session.expectations.isEmpty)
  }

  @Test func theStarterFailsWithTheFirstCheckThatFails() throws {
    let run = try Run.all(Self.text, Self.student)
    #expect(run.recorder.text == "21\n")
    guard case .failed(let check) = run.session.judge(try exercise(run)) else {
      Issue.record("the starter passes")
      return
    }
    #expect(check.message == "twice as much")
    #expect(check.values == "2 against 4")
  }

  @Test(arguments: [0, 1]) func aWrongAnswerFailsAsForeseen(_ index: Int) throws {
    let run = try Run.all(Self.text)
    let exercise = try exercise(run)
    let wrong = exercise.wrongAnswers[index]
    guard case .failed(let check) = run.session.judge(exercise, with: wrong.code) else {
      Issue.record("a wrong answer passes")
      return
    }
    #expect(check.message?.contains(wrong.message) == true)
    #expect(run.session.judge(exercise).isPassed)
  }

  @Test func anErrorInAnAnswerIsAFailure() throws {
    let run = try Run.all(Self.text, Self.student)
    _ = try run.type("def twice(x) { x + nowhere }")
    guard case .stopped(let failure) = run.session.judge(try exercise(run)) else {
      Issue.record("an error passes")
      return
    }
    #expect(failure.message.contains("nowhere"))
  }

  @Test func whatIsTypedAnswersAndIsUsedFromThenOn() throws {
    let run = try Run(Self.text, Self.student)
    let timeline = Timeline(run.session)
    for step in run.session.lab.steps { _ = timeline.run(step) }
    let answer = try Parser.parseSnippet(
      SourceFile(name: "<test>", text: "def twice(x) { 2 * x }"))
    _ = timeline.run(snippet: answer)
    #expect(timeline.answer(with: answer).map(\.id) == ["twice"])
    #expect(run.session.judge(try exercise(run)).isPassed)
    // Nothing follows the exercise in its own step; the next one calls it.
    #expect(run.session.lab.steps.map { timeline.status(of: $0) } == [.passed, .passed, .stale])
    for step in run.session.lab.steps { _ = timeline.run(step) }
    #expect(run.recorder.text == "21\n42\n")
  }

  /// What stands behind the exercise in its step makes that step out of date only where it uses it.
  @Test(arguments: [
    ("question many \"How many?\" { number twice(3) ± 0 }", Timeline.Status.passed),
    ("print(seen)", .passed), ("print(twice(1))", .stale), ("def four() { twice(2) }", .stale),
    ("print(once(1))", .stale),
  ])
  func onlyCodeThatUsesTheExerciseIsOutOfDate(code: String, status: Timeline.Status) throws {
    let text = Self.text.replacing(
      "## Use {#use}", with: "```lab\n\(code)\n```\n\n## Use {#use}"
    ).replacing("seen = [1]", with: "seen = [1]\ndef once(x) { twice(x) }")
    let run = try Run(text, Self.student)
    let timeline = Timeline(run.session)
    for step in run.session.lab.steps { _ = timeline.run(step) }
    let answer = try Parser.parseSnippet(
      SourceFile(name: "<test>", text: "def twice(x) { 2 * x }"))
    _ = timeline.run(snippet: answer)
    #expect(timeline.answer(with: answer).count == 1)
    #expect(timeline.status(of: run.session.lab.steps[1]) == status)
  }

  @Test func aNameThatNoExerciseAsksForAnswersNothing() throws {
    let run = try Run.all(Self.text, Self.student)
    let block = try Parser.parseSnippet(SourceFile(name: "<test>", text: "def thrice(x) { 3 * x }"))
    #expect(run.session.answer(with: block).isEmpty)
  }

  @Test func fencesOfAnExerciseStandInOneStep() {
    let text = Self.text + "```hint twice\nlate\n```\n"
    #expect(throws: Diagnostic.self) {
      try Parser.parseLab(SourceFile(name: "test.lab", text: text))
    }
  }
}

@Suite struct ResponseTests {
  private static let text = """
    # Asking

    ## One {#one}

    ```lab
    count = 18_478
    predict p "How many?" { number count ± 10 }
    question c "Which?" { choices "red", "blue" correct "blue" }
    question n "How many?" { number count / 2 ± 0 }
    question o "Why?" { answer "because" }
    ```

    """

  @Test(arguments: [
    ("p", "18,470", true), ("p", "18_467", false), ("c", "2", true), ("c", "Blue", true),
    ("c", "1", false), ("n", "9239", true), ("n", "9240", false),
  ]) func isJudged(_ id: String, _ answer: String, _ isRight: Bool) throws {
    let run = try Run.all(Self.text)
    let question = try #require(run.session.lab.questions(ofStep: 1).first { $0.id == id })
    #expect(question.complaint(about: answer) == nil)
    let response = try run.session.judge(answer, to: question)
    #expect(response == (isRight ? .right : .wrong))
  }

  @Test(arguments: [("p", "many"), ("c", "3"), ("c", "green"), ("n", ""), ("n", "inf")])
  func isRefusedWhereItIsNoAnswer(_ id: String, _ answer: String) throws {
    let run = try Run.all(Self.text)
    let question = try #require(run.session.lab.questions(ofStep: 1).first { $0.id == id })
    #expect(question.complaint(about: answer) != nil)
  }

  @Test(arguments: [("2", "some"), ("SOME", "some"), ("9", "9"), ("none", "none")])
  func anAnswerIsToldInWords(_ answer: String, _ words: String) throws {
    let lab = try Parser.parseLab(
      SourceFile(
        name: "q.lab",
        text: "# Q\n\n## S\n\n```lab\npredict q \"How many?\" {\n  choices \"none\", \"some\"\n"
          + "  correct \"some\"\n}\n```\n"))
    let question = try #require(lab.questions(ofStep: 1).first)
    #expect(question.words(for: answer) == words)
  }
}
