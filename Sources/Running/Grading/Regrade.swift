import Builtins
import Interpreter
import Language
import Session
import Text

/// One run of a hand-in, and what is found out in it.
struct Regrade {
  private let handIn: HandIn
  private let sheet: GradeSheet
  private let driver: StepDriver
  private let tolerance: Grader.Tolerance
  private var marks: [String: String] = [:]
  /// Exercises whose code cannot be read.
  private var unread: Set<String> = []
  private var page: GradePage
  private var answers: [(question: String, text: String)] = []

  private var session: Session { driver.session }

  init(
    _ handIn: HandIn, _ sheet: GradeSheet, _ driver: StepDriver, _ tolerance: Grader.Tolerance
  ) {
    (self.handIn, self.sheet, self.driver, self.tolerance) = (handIn, sheet, driver, tolerance)
    page = GradePage(handIn)
  }

  /// Runs it. Throws what it is refused for.
  mutating func grade() throws(HandIn.Refusal) -> Grade {
    takeExercises()
    for step in session.lab.steps where step.number <= lastStep {
      page.begin(step)
      if !step.statements.isEmpty {
        let outcome = driver.run(step) { [session] in session.run(step: step.number) }
        if let reason = stop { return .stopped("\(reason) in step \(step.number)") }
        if step.number == 0 {
          if let failure = outcome.failure { throw HandIn.Refusal(message: failure.message) }
          try checkData()
        }
        page.note(outcome)
      }
      judge(step)
      if let reason = stop { return .stopped("\(reason) in step \(step.number)") }
    }
    try checkData()
    compareReports()
    page.add(handIn.results)
    return Grade(.graded, note, marks: marks, answers: answers, page: page.text)
  }

  /// The last step that it ran or that asks what it answers.
  private var lastStep: Int {
    let asked = Set((handIn.answers + handIn.predictions).map(\.name))
    let solved = Set(handIn.exercises.map(\.name))
    let ran = Set(handIn.steps.map(\.name))
    return session.lab.steps.last { step in
      ran.contains(step.id) || step.questions.contains { asked.contains($0.id) }
        || session.lab.exercises.contains { $0.step == step.number && solved.contains($0.id) }
    }?.number ?? 0
  }

  /// Why the run is over before its end.
  private var stop: String? {
    switch session.interpreter.interrupt.reason {
    case .timeout: "the time limit was reached"
    case .interrupted: "interrupted"
    case nil: nil
    }
  }

  /// What is remarkable.
  private var note: String {
    var notes: [String] = []
    if handIn.program != ProgramVersion.current {
      notes.append("made with lab \(visible(handIn.program))")
    }
    let shown = handIn.solutions.filter { id in sheet.key.exercises.contains { $0.id == id } }
    if !shown.isEmpty { notes.append("solution was shown: " + shown.joined(separator: " ")) }
    return notes.joined(separator: "; ")
  }

  // MARK: Exercises

  /// Puts its code in the place of exercises; code that cannot be read leaves the starter there, and its
  /// checks fail.
  private mutating func takeExercises() {
    for exercise in session.lab.exercises {
      guard let entry = handIn.exercises.first(where: { $0.name == exercise.id }) else { continue }
      do {
        let code = try Parser.parseSnippet(SourceFile(name: exercise.id, text: entry.text))
        session.answer(exercise, with: code)
      } catch {
        unread.insert(exercise.id)
        page.noteMistake(in: exercise.id, error)
      }
    }
  }

  private mutating func judge(_ step: Step) {
    for exercise in sheet.key.exercises where exercise.step == step.number {
      guard let code = handIn.exercises.first(where: { $0.name == exercise.id })?.text else {
        page.addUnanswered(exercise)
        continue
      }
      var judged: [ExpectationResult] = []
      var failure: Diagnostic?
      _ = driver.run(nil) { [session] in
        let found = session.examine(exercise)
        (judged, failure) = (found.results, found.failure)
        return Judgement.unchecked.outcome
      }
      let verdicts = exercise.claims.map { claim in
        let own = judged.filter {
          if case .notChecked = $0.status { return false }
          return $0.span.touches(claim.condition.span)
        }
        return !own.isEmpty && own.allSatisfy { $0.status == .held }
          && !unread.contains(exercise.id)
      }
      for (index, holds) in verdicts.enumerated() {
        marks["\(exercise.id).\(index + 1)"] = holds ? "1" : "0"
      }
      page.add(exercise, code: code, verdicts, judged, failure, names(addedTo: exercise))
      if handIn.solutions.contains(exercise.id) { page.noteSolution() }
    }
    for question in sheet.key.questions(ofStep: step.number) {
      answer(question)
    }
  }

  /// Names that an answer sets besides those that the exercise asks for: they may hide what checks use.
  private func names(addedTo exercise: Exercise) -> [String] {
    let now = session.lab.exercises.first { $0.id == exercise.id }
    let asked = AssignedNames(exercise.code).names
    return AssignedNames(now?.code ?? exercise.code).names.filter { !asked.contains($0) }
  }

  // MARK: Questions

  private mutating func answer(_ question: Question) {
    let given = question.isPrediction ? handIn.predictions : handIn.answers
    guard let text = given.first(where: { $0.name == question.id })?.text, !text.isEmpty else {
      return page.add(question, answer: nil, isRight: nil, author: "")
    }
    var asked = question
    var verdict: Response?
    var author = ""
    _ = driver.run(nil) { [session] in
      verdict = try? session.judge(text, to: question)
      author = session.answer(to: question)
      asked = (try? session.worded(question)) ?? question
      return Judgement.unchecked.outcome
    }
    var isRight: Bool?
    switch verdict {
    case .right where question.isJudged: isRight = true
    case .wrong where question.isJudged: isRight = false
    default: isRight = nil
    }
    marks[question.column] = isRight.map { $0 ? "1" : "0" } ?? "answered"
    if isRight == nil, !question.isPrediction { answers.append((question.id, text)) }
    page.add(asked, answer: text, isRight: isRight, author: author)
  }

  // MARK: Data and results

  /// Refuses a hand-in whose data is not what is here.
  private func checkData() throws(HandIn.Refusal) {
    for (name, value) in session.dataFingerprints {
      guard let claimed = handIn.data.first(where: { $0.name == name })?.text else {
        throw HandIn.Refusal(message: "it does not say that it uses the data set \(name)")
      }
      guard claimed == String(value, radix: 16) else {
        throw HandIn.Refusal(message: "its data set \(name) is not the one that is here")
      }
    }
  }

  private mutating func compareReports() {
    for step in sheet.key.steps {
      for name in step.reportNames {
        guard let claimed = handIn.reports.first(where: { $0.name == name })?.value else {
          continue
        }
        let found = session.reports.first { $0.name == name }.map { HandIn.json($0.value) }
        let agrees = found.map { tolerance.accepts(claimed, for: $0) } ?? false
        marks[GradeSheet.column(ofReport: name)] = agrees ? "1" : "0"
        page.addReport(name, claimed, found, agrees)
      }
    }
  }
}

extension Span {
  /// Whether one of the two contains the other.
  fileprivate func touches(_ other: Span) -> Bool { contains(other) || other.contains(self) }
}

extension Grader.Tolerance {
  /// Whether a result that was handed in is as good as the one found.
  func accepts(_ claimed: JSON, for found: JSON) -> Bool {
    switch (claimed, found) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { accepts($0, for: $1) }
    case (.object(let a), .object(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy { $0.0 == $1.0 && accepts($0.1, for: $1.1) }
    default:
      if let a = claimed.double, let b = found.double {
        return a == b || a.isNaN && b.isNaN
          || a.isFinite && b.isFinite && abs(a - b) <= absolute + relative * abs(b)
      }
      return claimed.string != nil && claimed.string == found.string
    }
  }
}
