import Language
import Session
import Text

/// Proves labs while these run: each exercise as its step ends, with the first seed; claims with all
/// seeds.
package final class Verifier: RunObserver {
  private let console: Console
  private let detail: Console.Detail
  private var exercises: [Exercise] = []
  private var session: Session?
  private var seeds: [Int]
  private var seed = 0
  private var claims = ClaimSeeds()
  /// The claims that hold with fewer than nine of ten seeds.
  package private(set) var unsound: [ClaimSeeds.Claim] = []
  /// The proofs of all labs so far.
  package private(set) var proofs: [ExerciseProof] = []

  /// Shows what it finds on `console`; runs come with all of `seeds`, in order, for each lab.
  package init(_ console: Console, _ detail: Console.Detail, seeds: [Int]) {
    self.console = console
    self.detail = detail
    self.seeds = seeds
  }

  private var isFirst: Bool { seed == seeds.first }

  private var marks: Marks { console.marks }

  /// Names the lab's file.
  package func begin(_ lab: Lab, _ options: SessionOptions) {
    exercises = lab.exercises
    seed = options.seed
    guard isFirst else { return }
    claims = ClaimSeeds()
    guard detail > .quiet else { return }
    let profile = options.profile.map { " (profile \($0))" } ?? ""
    console.paragraph(marks.bold(visible(lab.source.name)) + profile)
  }

  /// Remembers the session, in which the step's exercises are tried.
  package func begin(_ step: Step?, in session: Session) { self.session = session }

  /// Tries the exercises of the step, and shows what failed.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    claims.add(outcome)
    if seeds.count == 1 {
      for claim in outcome.expectations where claim.status == .failed {
        console.receive(.expectation(claim))
      }
    }
    if let failure = outcome.failure { return console.report(failure) }
    guard let session, let step, isFirst else { return }
    for exercise in exercises where exercise.step == step.number {
      let proof = ExerciseProof(of: exercise, in: session)
      proofs.append(proof)
      show(proof)
    }
  }

  /// Shows why a lab could not be read, and after the last seed how its claims fared.
  package func end(_ result: LabResult) {
    if let failure = result.failure { return console.report(failure) }
    claims.end(seed: seed)
    guard seeds.count > 1, seed == seeds.last else { return }
    for claim in claims.claims {
      if !claim.isSound { unsound.append(claim) }
      if detail > .quiet || !claim.isSound { show(claim) }
    }
  }

  private func show(_ claim: ClaimSeeds.Claim) {
    let mark =
      claim.held == claim.judged ? marks.held : claim.isSound ? marks.notChecked : marks.failed
    let line = claim.span.file.location(of: claim.span.start).line
    var text = "\(mark) line \(line): holds in \(claim.held) of \(claim.judged)"
    if let (margin, seed) = claim.nearest {
      text += ", nearest by \(Digits.general(margin, 3)) with seed \(seed)"
    }
    console.paragraph(text + ": " + RunHeader.oneLine(claim.text), indent: 2)
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
