import Builtins
import Interpreter
import Language
import Plotting
import Session
import Synchronization
import Text

/// Takes a session through its steps, both for headless runs and for prompts.
///
/// It sets time limits, reports to an observer, and keeps what reports need.
package final class StepDriver {
  /// The session that runs the steps.
  package let session: Session
  private let observer: any RunObserver
  private let supervisor: Supervisor
  private let interrupt: Interrupt
  private let bounds: Runner.Bounds
  private let tape: Tape
  private let start = ContinuousClock.now
  /// The limit of the step that is running or ran last.
  private var limit: String?
  /// The latest results of steps, by id.
  private var results: [String: LabResult.Step] = [:]

  /// A driver of a new session on `lab`. Throws what prevents the session from starting.
  package init(
    _ lab: Lab, _ options: SessionOptions, _ observer: any RunObserver, _ supervisor: Supervisor,
    _ bounds: Runner.Bounds, table: BuiltinTable = .program
  ) throws(Diagnostic) {
    (self.observer, self.supervisor, self.bounds) = (observer, supervisor, bounds)
    interrupt = supervisor.interrupt
    tape = Tape(observer)
    session = try Session(lab, options, output: tape, interrupt: interrupt, table: table)
  }

  /// Runs a step, or typed code if it is nil, by calling `body`; a step that waited may go on.
  package func run(
    _ step: Step?, goesOn: Bool = false, as body: () -> Session.Outcome
  ) -> Session.Outcome {
    let elapsed = ContinuousClock.now - start
    let left = bounds.seconds.map { $0 - Double(elapsed.components.seconds) }
    let ofStep = bounds.stepSeconds.map { $0 < left ?? .infinity } ?? false
    supervisor.limit(seconds: ofStep ? bounds.stepSeconds : left)
    limit =
      ofStep
      ? bounds.stepSeconds.map { "the time limit of \(span($0)) for a step was reached" }
      : bounds.seconds.map { "the time limit of \(span($0)) for a lab was reached" }
    if goesOn, let step {
      observer.goOn(step, in: session)
    } else {
      observer.begin(step, in: session)
    }
    var outcome = body()
    supervisor.limit(seconds: nil)
    if interrupt.reason == .timeout, var failure = outcome.failure, let limit {
      failure.message = limit + (isAbandoned ? ", and the step did not stop" : "")
      failure.span = failure.span ?? step?.statements.first?.span
      outcome = outcome.stopped(by: failure)
    }
    if isAbandoned { tape.stop() }
    observer.end(step, outcome)
    let (output, measured) = tape.take()
    if let step {
      results[step.id] = LabResult.Step(
        step: step, outcome: outcome, output: output, measured: measured)
    }
    return outcome
  }

  /// Whether a step did not stop and was left alone, and with it the session.
  package var isAbandoned: Bool { interrupt.isAbandoned }

  /// The result of the lab in the file at `path`, limited to those of its steps.
  package func result(_ path: String, of numbers: Set<Int>? = nil) -> LabResult {
    let steps = session.lab.steps.filter { numbers?.contains($0.number) ?? true }
    return LabResult(
      path: path, lab: session.lab, failure: nil,
      steps: steps.map { results[$0.id] ?? LabResult.Step(step: $0, outcome: nil, output: "") },
      session: isAbandoned ? nil : session, stopped: interrupt.reason,
      limit: interrupt.reason == .timeout ? limit : nil,
      brokenVariations: tape.brokenVariations)
  }
}

/// `90 s`, `1.5 s`: a duration for messages.
private func span(_ seconds: Double) -> String { Digits.general(seconds, 6) + " s" }

/// Passes events on, and keeps what results need of them.
///
/// A step that was left alone may come back on its own thread, and is not heard any more.
private final class Tape: Output {
  private static let most = 4096
  private let observer: any RunObserver
  private var text = ""
  private var measured: [MeasuredTimes] = []
  private(set) var brokenVariations = 0
  private let isStopped = Mutex(false)

  init(_ observer: any RunObserver) {
    self.observer = observer
  }

  func receive(_ event: Event) {
    isStopped.withLock { if !$0 { take(event) } }
  }

  /// Hears nothing more.
  func stop() { isStopped.withLock { $0 = true } }

  private func take(_ event: Event) {
    switch event {
    case .text(let printed):
      text += printed
      if text.utf8.count > 4 * Self.most { text = String(text.suffix(Self.most)) }
    case .show(let values): measured += values.compactMap(\.measuredTimes)
    case .comparison(let comparison):
      brokenVariations += comparison.rows.filter { $0.failure != nil }.count
    default: break
    }
    observer.receive(event)
  }

  /// What was printed since the last call, cut to its end, and the times that were shown.
  func take() -> (output: String, measured: [MeasuredTimes]) {
    defer { (text, measured) = ("", []) }
    return (String(text.suffix(Self.most)), measured)
  }
}
