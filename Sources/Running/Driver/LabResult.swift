import Builtins
import Interpreter
import Language
import Plotting
import Session

/// The result of a lab.
package struct LabResult {
  /// The result of a step.
  package struct Step {
    /// The step.
    package let step: Language.Step
    /// Its outcome; nil if it did not run.
    package let outcome: Session.Outcome?
    /// The lines that it printed, at most the last few.
    package let output: String
    /// The times that it measured and showed.
    var measured: [MeasuredTimes] = []

    /// Whether it holds code.
    var hasCode: Bool { !step.statements.isEmpty }
  }

  /// The path that was given.
  package let path: String
  /// The lab, if it could be read.
  package let lab: Lab?
  /// What prevented it from starting.
  package let failure: Diagnostic?
  /// Its steps in order.
  package let steps: [Step]
  /// The session that ran them.
  package let session: Session?
  /// Why it was stopped, if it was.
  package let stopped: Interrupt.Reason?
  /// The time limit that stopped it, with its length.
  package let limit: String?
  /// Rows of comparisons that have no result.
  let brokenVariations: Int
  /// Whether the process that ran it was lost.
  var isLost = false
  /// What a test found besides.
  package var complaints: [Complaint] = []
  /// What was chosen, if this is one of several runs of the lab.
  package var choice: String?

  /// What tells it from all others.
  var name: RunName { RunName(path, choice) }

  /// A lab of whose run nothing is left.
  package static func lost(_ path: String, _ failure: Diagnostic) -> LabResult {
    LabResult(
      path: path, lab: nil, failure: failure, steps: [], session: nil, stopped: nil,
      limit: nil, brokenVariations: 0, isLost: true)
  }

  /// A lab that did not stop after a time limit.
  package static func stuck(_ path: String, _ failure: Diagnostic) -> LabResult {
    LabResult(
      path: path, lab: nil, failure: failure, steps: [], session: nil, stopped: .timeout,
      limit: nil, brokenVariations: 0)
  }

  /// A lab that was interrupted before it could begin.
  static func interrupted(_ path: String) -> LabResult {
    LabResult(
      path: path, lab: nil, failure: nil, steps: [], session: nil, stopped: .interrupted,
      limit: nil, brokenVariations: 0)
  }

  /// Wall-clock seconds of all steps.
  package var seconds: Double { steps.reduce(0) { $0 + ($1.outcome?.seconds ?? 0) } }

  /// The claims that held, failed, and were not judged.
  package var claims: (held: Int, failed: Int, notChecked: Int) {
    var counts = (held: 0, failed: 0, notChecked: 0)
    for claim in steps.flatMap({ $0.outcome?.expectations ?? [] }) {
      switch claim.status {
      case .held: counts.held += 1
      case .failed: counts.failed += 1
      case .notChecked: counts.notChecked += 1
      }
    }
    return counts
  }

  /// The steps with code that ran to their end.
  var finishedSteps: Int {
    steps.filter { $0.hasCode && $0.outcome != nil && $0.outcome?.failure == nil }.count
  }

  /// What stopped a step.
  var stepFailure: Diagnostic? { steps.lazy.compactMap { $0.outcome?.failure }.first }

  /// The exit code; `mustCheck` requires at least one claim that was judged.
  package func exitCode(mustCheck: Bool = false) -> ExitCode {
    if let stopped { return stopped == .timeout ? .timedOut : .interrupted }
    if isLost { return .error }
    // Whatever prevents a lab from starting is a mistake in it or in how it was called.
    if failure != nil { return .usage }
    if let stepFailure { return ExitCode(stepFailure.kind) }
    if brokenVariations > 0 { return .error }
    if claims.failed > 0 || !complaints.isEmpty { return .failed }
    if !steps.contains(where: \.hasCode) { return .nothing }
    return mustCheck && claims.held == 0 ? .nothing : .passed
  }
}

extension LabResult {
  /// What a test found that is no claim's failure.
  package struct Complaint: Sendable {
    /// What was tested.
    package enum Kind: String, Sendable {
      /// The output is not that of the golden.
      case golden
      /// Runs differ.
      case `repeat`
    }

    /// What was tested.
    package let kind: Kind
    /// What is wrong, with lab, step and line.
    package let message: String
  }

  /// Why nothing was checked; nil if anything was.
  var emptiness: String? {
    guard failure == nil, claims.held == 0, let lab else { return nil }
    if lab.source.bytes.allSatisfy({ $0 <= 0x20 }) {
      return "nothing was checked: the lab is empty"
    }
    guard steps.contains(where: \.hasCode) else { return "nothing was checked: no step has code" }
    let skipped = steps.flatMap { $0.outcome?.expectations ?? [] }.compactMap { claim in
      if case .notChecked(let reason) = claim.status { reason } else { nil }
    }
    guard let first = skipped.first else { return "nothing was checked: no claim was reached" }
    let reasons = skipped.reduce(into: [first]) { if !$0.contains($1) { $0.append($1) } }
    let few = reasons.prefix(3).joined(separator: "; ") + (reasons.count > 3 ? "; …" : "")
    return "nothing was checked: \(counted(skipped.count, "claim")) made for other runs (\(few))"
  }
}

extension LabResult.Step {
  /// The status of a step, in a word for reports.
  package enum Status: String, Sendable {
    case passed
    case failed
    case error
    case notRun = "not run"
  }

  /// The status of the step.
  package var status: Status {
    guard let outcome else { return .notRun }
    if outcome.failure != nil { return .error }
    return outcome.passed ? .passed : .failed
  }
}
