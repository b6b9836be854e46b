import Language
import Session
import Text

/// Proves the exercises of labs as they run, each when its step ends.
package final class Verifier: RunObserver {
  private let console: Console
  private let detail: Console.Detail
  private var exercises: [Exercise] = []
  private var session: Session?
  /// The proofs of all labs so far.
  package private(set) var proofs: [ExerciseProof] = []

  /// Shows what it finds on `console`.
  package init(_ console: Console, _ detail: Console.Detail) {
    self.console = console
    self.detail = detail
  }

  private var marks: Marks { console.marks }

  /// Names the lab's file.
  package func begin(_ lab: Lab, _ options: SessionOptions) {
    exercises = lab.exercises
    guard detail > .quiet else { return }
    let profile = options.profile.map { " (profile \($0))" } ?? ""
    console.paragraph(marks.bold(visible(lab.source.name)) + profile)
  }

  /// Remembers the session, in which the step's exercises are tried.
  package func begin(_ step: Step?, in session: Session) { self.session = session }

  /// Tries the exercises of the step, and shows what failed.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    for claim in outcome.expectations where claim.status == .failed {
      console.receive(.expectation(claim))
    }
    if let failure = outcome.failure { return console.report(failure) }
    guard let session, let step else { return }
    for exercise in exercises where exercise.step == step.number {
      let proof = ExerciseProof(of: exercise, in: session)
      proofs.append(proof)
      show(proof)
    }
  }

  /// Shows why a lab could not be read.
  package func end(_ result: LabResult) {
    if let failure = result.failure { console.report(failure) }
  }

  /// Shows nothing of what a lab prints.
  package func receive(_ event: Event) {}

  private func show(_ proof: ExerciseProof) {
    let exercise = proof.exercise
    guard proof.problems.isEmpty else {
      return proof.problems.forEach(console.report)
    }
    guard detail > .quiet else { return }
    let wrong = exercise.wrongAnswers.count
    let failing =
      "the starter" + (wrong > 0 ? " and \(counted(wrong, "wrong answer")) fail" : " fails")
    console.paragraph(
      "  \(marks.held) \(exercise.id): \(failing), the solution passes, "
        + counted(exercise.hints.count, "hint"))
  }
}
