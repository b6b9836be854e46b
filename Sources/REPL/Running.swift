import Language
import Running
import Session

/// Running steps from the prompt.
extension Prompt {
  /// Runs the step that Enter would.
  func runNext() {
    guard let step = next else {
      return console.note("That was the last step. :list shows all, :run N runs one again.")
    }
    run([step])
  }

  /// Runs steps until an error or a Ctrl-C stops one.
  func run(_ steps: [Step]) {
    guard canRun(steps) else { return }
    for step in steps {
      guard refreshSources(of: step), execute(step) else { return }
    }
    announce()
  }

  /// Runs a step; false where it has not run to its end, or the student wants to stop.
  func execute(_ step: Step) -> Bool {
    let isKnown = shown.contains(step.id)
    console.opening(of: step, isKnown: isKnown)
    position = step.number
    lastRun = step
    guard let predictions = predict(step) else {
      console.note("Step \(step.number) has not run: Enter asks again.")
      return false
    }
    if !predictions.isEmpty { console.gap() }
    if !isKnown { console.follow(step) }
    shown.insert(step.id)
    let outcome = guarded(step, discardsTyped: true) { timeline.run(step) }
    if outcome.failure == nil { noteTime(of: step) }
    leftStale.remove(step.id)
    if session.lab.exercises.contains(where: { $0.step == step.number }) { exercises.written = nil }
    return finish(step, outcome, predictions)
  }

  /// Lets the step go on that was stopped between two rounds of a loop.
  func proceed() throws(Diagnostic) {
    guard let step = timeline.waiting else {
      throw Diagnostic(
        .usage, "there is nothing to go on with",
        hint: "a step that Ctrl-C stops in a loop can go on, until something is set or run anew")
    }
    console.note("Step \(step.number) goes on.")
    let predictions = step.questions.filter(\.isPrediction).map { question in
      (question: question, answer: session.responses[question.id])
    }
    let outcome = guarded(step, goesOn: true, discardsTyped: true) {
      timeline.proceed() ?? .failed(Diagnostic(.usage, "step \(step.number) cannot go on"))
    }
    if finish(step, outcome, predictions) { announce() }
  }

  /// Shows how a step ended, keeps the state and asks the step's questions; false where it has not
  /// run to its end, or the student wants to stop.
  private func finish(
    _ step: Step, _ outcome: Session.Outcome, _ predictions: [Prediction]
  ) -> Bool {
    settle(outcome, step)
    guard outcome.failure == nil else { return false }
    if isInteractive { progress?.note(step) }
    position = step.number + 1
    keep()
    resolve(predictions, of: step)
    guard askQuestions(of: step) else {
      console.stopReading()
      return false
    }
    console.finishReading(outcome)
    return true
  }

  /// Shows how a step ended, unless it simply passed.
  private func settle(_ outcome: Session.Outcome, _ step: Step) {
    if !outcome.passed, outcome.failure == nil {
      codes.append(.failed)
      noteStarters(of: step)
    }
    guard let failure = outcome.failure else { return }
    guard wasStopped, supervisor.interrupt.reason != .timeout else {
      fail(failure)
      if noteMissing(before: step) { return }
      return console.note("Enter runs step \(step.number) again from its start.")
    }
    // Who skipped the rest of a long output wants to know this all the same.
    console.pager?.endSkipping()
    guard supervisor.isHurried else {
      let rest = "Enter runs step \(step.number) again from its start."
      return console.note(
        "Stopped\(Self.line(failure)). "
          + (timeline.waiting == nil
            ? "What it has done so far is kept; \(rest)" : "`:continue` goes on there; \(rest)"))
    }
    do {
      try timeline.undo(step)
      console.note("Stopped. Everything is as it was before step \(step.number).")
    } catch {
      fail(error)
    }
  }

  /// Says which exercises, still as they were given, may be why a claim of the step failed.
  private func noteStarters(of step: Step) {
    guard isInteractive else { return }
    for exercise in session.starters(neededBy: step) {
      console.note(
        "Step \(step.number) uses the exercise \(exercise.id), which is still as it was given: write it, "
          + "and `:run \(step.number)`.")
    }
  }

  /// Says what Enter does next.
  func announce() {
    guard isInteractive else { return }
    console.pager?.endSkipping()
    guard let next else {
      return console.note("That was the last step. \(handingIn):list shows all, :quit leaves.")
    }
    for exercise in session.starters(neededBy: next) where exercises.remind(of: exercise) {
      console.note(
        "Step \(next.number) uses what you write for the exercise \(exercise.id), which is still as "
          + "it was given: `:check \(exercise.id)` judges it.")
    }
    console.note("Enter: \(console.heading(of: next))\(offer(next))")
  }

  /// What there is to hand in.
  private var handingIn: String {
    session.lab.exercises.isEmpty && steps.allSatisfy(\.questions.isEmpty)
      ? "" : ":hand-in writes your work to a file, "
  }

  /// Makes `step` the one that Enter runs, and shows it.
  func go(to step: Step) {
    position = step.number
    show(step)
    noteMissing(before: step)
    announce()
  }

  /// Says which steps before `step` have not run; false if there are none.
  @discardableResult
  private func noteMissing(before step: Step) -> Bool {
    let missing = stepsNotRun(before: step)
    guard !missing.isEmpty else { return false }
    console.note(
      "Not run yet: \(Self.numbers(missing)). `:run \(step.number)` runs "
        + (missing.count == 1 ? "it first." : "them first."))
    return true
  }

  /// The step of that number or id; without one the last that ran, else the next.
  func step(_ argument: String) throws(Diagnostic) -> Step {
    guard argument.isEmpty else { return try session.lab.step(called: argument) }
    guard let step = lastRun ?? next ?? steps.first else {
      throw Diagnostic(.usage, "the lab has no steps")
    }
    return step
  }

  /// Shows a step's text and code. What comes after a question that is still to be answered may give
  /// the answer away, and waits until the step runs.
  func show(_ step: Step) {
    guard !step.asksPredictions || timeline.status(of: step) != .notRun else {
      console.opening(of: step)
      return console.note(
        "It asks for a prediction first, which what follows may answer: `:run \(step.number)` runs it."
      )
    }
    console.page(step)
    shown.insert(step.id)
  }

  /// The steps with code before `step` that have not run.
  func stepsNotRun(before step: Step) -> [Step] {
    steps.filter {
      $0.number < step.number && !$0.statements.isEmpty && timeline.status(of: $0) == .notRun
    }
  }

  /// `step 2`, `steps 1, 2`, `steps 0 to 7, 9`.
  static func numbers(_ steps: [Step]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in steps.map(\.number) {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let texts = runs.map { run in
      run.count > 2
        ? "\(run.lowerBound) to \(run.upperBound)" : run.map(String.init).joined(separator: ", ")
    }
    return "step\(steps.count == 1 ? "" : "s") " + texts.joined(separator: ", ")
  }

  var isPrepared: Bool {
    guard let head = session.lab.steps.first, !head.statements.isEmpty else { return true }
    return timeline.status(of: head) != .notRun
  }

  /// Runs the code before the first step, where that has not happened.
  func prepare() -> Bool {
    guard !isPrepared, let head = session.lab.steps.first else { return true }
    let outcome = guarded(head, discardsTyped: true) { timeline.run(head) }
    if position == head.number { position += 1 }
    if outcome.failure != nil {
      position = head.number
      settle(outcome, head)
    }
    guard outcome.failure == nil else { return false }
    // A Ctrl-C that came too late for it is meant for what it was run for, too.
    if wasStopped { console.note("Stopped.") }
    return !wasStopped
  }
}
