import Builtins
import Interpreter
import Language

/// The result of judging an answer to an exercise.
package enum Judgement {
  /// All its checks hold.
  case passed(checks: Int)
  /// The first check that does not hold.
  case failed(ExpectationResult)
  /// An error in the answer, or in a check that called it.
  case stopped(Diagnostic)
  /// Its checks judged nothing.
  case unchecked

  /// Whether all checks hold.
  package var isPassed: Bool { if case .passed = self { true } else { false } }
}

extension Session {
  /// Judges the code now in the exercise's place, or `code` instead.
  ///
  /// Whatever the checks do, the session is left as it was. They draw their own random numbers, the
  /// same each time.
  package func judge(_ exercise: Exercise, with code: Block? = nil) -> Judgement {
    var failure: Diagnostic?
    let judged = inCopy(for: exercise) {
      let statements = (code?.statements ?? []) + exercise.checks.flatMap(\.statements)
      failure = run(statements, step: nil).failure
    }
    let results: [ExpectationResult]
    switch judged {
    case .success(let found): results = found
    case .failure(let mistake): return .stopped(mistake)
    }
    if let failed = results.first(where: { $0.status == .failed }) { return .failed(failed) }
    if let failure { return .stopped(failure) }
    let held = results.filter { $0.status == .held }.count
    return held > 0 ? .passed(checks: held) : .unchecked
  }

  /// The results of all checks of an exercise, and the first error in one of them: what fails does not
  /// keep the next from being judged.
  package func examine(
    _ exercise: Exercise
  ) -> (results: [ExpectationResult], failure: Diagnostic?) {
    var failure: Diagnostic?
    let results = inCopy(for: exercise) {
      for statement in exercise.checks.flatMap(\.statements) {
        let outcome = run([statement], step: nil)
        if let found = outcome.failure, found.kind != .expectation { failure = failure ?? found }
        if interpreter.interrupt.reason != nil { break }
      }
    }
    do {
      return (try results.get(), failure)
    } catch {
      return ([], error)
    }
  }

  /// Does something after which the session is left as it was, and returns the results of the checks
  /// that it runs.
  private func inCopy(
    for exercise: Exercise, _ body: () -> Void
  ) -> Result<[ExpectationResult], Diagnostic> {
    let snapshot: Snapshot
    do {
      snapshot = try Snapshot(self)
    } catch {
      return .failure(error.diagnostic)
    }
    let (position, counted) = (generator.position, checkResults)
    checkResults = []
    generator.begin(step: ~exercise.step)
    defer {
      generator.position = position
      checkResults = counted
    }
    body()
    let results = checkResults ?? []
    do {
      try snapshot.restoreAll(self)
    } catch {
      return .failure(error.diagnostic)
    }
    return .success(results)
  }

  /// Judges the exercises of a step that has ended, each as one claim.
  func judgeExercises(of step: Int) throws(Failure) {
    for exercise in lab.exercises where exercise.step == step && !exercise.checks.isEmpty {
      try interpreter.checkInterrupt()
      let (verdict, message, values) = judge(exercise).asClaim
      try note(
        ExpectationResult(
          status: verdict, text: "exercise \(exercise.id)", message: message, values: values,
          span: exercise.code.span, isChanged: !changedParameters.isEmpty))
    }
  }
}

extension Judgement {
  /// As the end of a run of code.
  package var outcome: Session.Outcome {
    var failure: Diagnostic?
    if case .stopped(let stopped) = self { failure = stopped }
    return Session.Outcome(failure: failure, value: nil, expectations: [], seconds: 0)
  }

  /// As a claim about the exercise: the verdict, and what is said about it.
  fileprivate var asClaim: (Verdict, message: String?, values: String?) {
    switch self {
    case .passed: (.held, nil, nil)
    case .failed(let check): (.failed, check.message ?? check.text, check.values)
    case .stopped(let failure): (.failed, failure.message, nil)
    case .unchecked: (.notChecked("none of its checks apply"), nil, nil)
    }
  }
}
