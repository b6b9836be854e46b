import Language
import Session

/// What an author promises about an exercise.
///
/// Its starter fails, each listed wrong answer fails with its message, the solution passes, and
/// there are hints.
package struct ExerciseProof {
  /// The exercise, with the starter in its place.
  package let exercise: Exercise
  /// Which of these do not hold, with their places; empty if all do.
  package let problems: [Diagnostic]

  /// Tries all answers of `exercise` in a session in which its step has run with the solution.
  package init(of exercise: Exercise, in session: Session) {
    self.exercise = exercise
    var problems: [Diagnostic] = []
    func note(_ message: String, at span: Span, hint: String? = nil) {
      problems.append(
        Diagnostic(.expectation, "\(exercise.id): " + message, at: span, hint: hint))
    }
    if exercise.hints.isEmpty { note("there is no hint", at: exercise.code.span) }
    guard !exercise.checks.isEmpty else {
      note("there is no check", at: exercise.code.span)
      self.problems = problems
      return
    }
    switch session.judge(exercise, with: exercise.code) {
    case .passed: note("the starter passes all checks", at: exercise.code.span)
    case .unchecked: note("no check applies here", at: exercise.code.span)
    case .failed, .stopped: break
    }
    for wrong in exercise.wrongAnswers {
      if let message = Self.problem(of: session.judge(exercise, with: wrong.code), wrong.message) {
        note(message, at: wrong.code.span)
      }
    }
    if let solution = exercise.solution {
      if let message = Self.problem(ofSolution: session.judge(exercise, with: solution)) {
        note(message, at: solution.span)
      }
    } else {
      note("there is no solution", at: exercise.code.span)
    }
    self.problems = problems
  }

  private static func problem(of judgement: Judgement, _ wanted: String) -> String? {
    switch judgement {
    case .passed: "this wrong answer passes all checks"
    case .unchecked: "no check judges this wrong answer"
    case .stopped(let failure): "this wrong answer stops with an error: \(failure.message)"
    case .failed(let check):
      check.message?.contains(wanted) == true
        ? nil
        : "this wrong answer should fail with “\(wanted)”, not with “\(check.message ?? check.text)”"
    }
  }

  private static func problem(ofSolution judgement: Judgement) -> String? {
    switch judgement {
    case .passed: nil
    case .unchecked: "no check judges the solution"
    case .failed(let check): "the solution fails: \(check.message ?? check.text)"
    case .stopped(let failure): "the solution stops with an error: \(failure.message)"
    }
  }
}
