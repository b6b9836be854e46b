import Running
import Language
import Session
import Text

/// What a student has done about the exercises of a lab.
struct ExerciseLog {
  /// Ids of the exercises for which an answer was judged.
  var tried: Set<String> = []
  /// The id of the one that was written last, since a step with another came up.
  var written: String?
  private var hints: [String: Int] = [:]
  private var reminded: Set<String> = []

  /// Whether to remind of an exercise that nobody has begun: once is enough.
  mutating func remind(of exercise: Exercise) -> Bool { reminded.insert(exercise.id).inserted }

  /// The number of the next hint, or of the last one once all were given.
  mutating func takeHint(_ exercise: Exercise) -> Int {
    let next = min(hints[exercise.id, default: 0] + 1, exercise.hints.count)
    hints[exercise.id] = next
    return next
  }
}

/// Exercises at the prompt: what is typed answers them, `:check` judges.
extension Prompt {
  /// The exercise with that id; without one, that which was written last, or the last that was reached.
  ///
  /// Throws `.usage` if there is none.
  func exercise(_ id: String) throws(Diagnostic) -> Exercise {
    let all = session.lab.exercises
    guard id.isEmpty else {
      if let exercise = all.first(where: { $0.id == id }) { return exercise }
      let near = nearest(id, among: all.map(\.id))
      throw Diagnostic(
        .usage, "there is no exercise \(visible(id))",
        hint: near.map { "did you mean \($0)?" } ?? (all.isEmpty ? "the lab has none" : names(all)))
    }
    if let written = all.first(where: { $0.id == exercises.written }) { return written }
    if let last = all.last(where: { hasRun($0) }) { return last }
    throw Diagnostic(
      .usage, all.isEmpty ? "the lab has no exercises" : "no exercise has come up yet",
      hint: all.first.map { "the first is in step \($0.step)" })
  }

  private func names(_ all: [Exercise]) -> String {
    "the exercises are " + all.map(\.id).joined(separator: ", ")
  }

  /// Whether the step that asks for the exercise has run.
  func hasRun(_ exercise: Exercise) -> Bool {
    session.lab.steps.first { $0.number == exercise.step }
      .map { timeline.status(of: $0) != .notRun } ?? false
  }

  /// Takes typed code as an answer if it is one.
  func noteAnswer(_ block: Block) {
    for exercise in timeline.answer(with: block) {
      exercises.written = exercise.id
      guard isInteractive else { continue }
      console.note("`:check` judges this answer to \(exercise.id).")
    }
  }

  /// Judges what is in the place of an exercise, and shows the verdict.
  func judge(_ exercise: Exercise) {
    exercises.tried.insert(exercise.id)
    var judgement = Judgement.unchecked
    let outcome = guarded {
      judgement = session.judge(exercise)
      return judgement.outcome
    }
    guard !wasStopped else {
      if let failure = outcome.failure, supervisor.interrupt.reason == .timeout { fail(failure) }
      return console.note("Stopped. \(exercise.id) is not judged.")
    }
    console.show(judgement, of: exercise)
    guard judgement.isPassed else { return codes.append(.failed) }
    let stale = steps.filter { timeline.status(of: $0) == .stale }
    guard isInteractive, let first = stale.first else { return }
    console.note(
      "Out of date: \(Self.numbers(stale)). `:run \(first.number)` runs "
        + (stale.count == 1 ? "it with your code." : "the first of them with your code."))
  }

  /// Shows the author's solution and continues with it.
  func take(_ solution: Block, of exercise: Exercise) {
    console.code(solution, false)
    session.shownSolutions.insert(exercise.id)
    let outcome = guarded { timeline.run(snippet: solution) }
    if let failure = outcome.failure { return fail(failure) }
    _ = timeline.answer(with: solution)
    keep()
    console.note("This is in place now; later steps use it.")
  }
}
