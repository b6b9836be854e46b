import Builtins
import Glibc
import Interpreter
import Language
import Session

/// Runs labs from top to bottom, and tells an observer what happens.
package struct Runner {
  /// How much of a lab is run, and for how long.
  package struct Bounds: Sendable {
    /// Seconds for a whole lab.
    package var seconds: Double?
    /// Seconds for one step.
    package var stepSeconds: Double?
    /// The step to stop after: its number or id; nil runs all.
    package var until: String?

    /// The bounds of a headless run, which always has a limit.
    package init(seconds: Double? = 3600, stepSeconds: Double? = nil, until: String? = nil) {
      self.seconds = seconds
      self.stepSeconds = stepSeconds
      self.until = until
    }
  }

  private let watch: Watch
  private let bounds: Bounds

  /// A runner that `watch` stops.
  package init(_ watch: Watch, _ bounds: Bounds = Bounds()) {
    self.watch = watch
    self.bounds = bounds
  }

  /// Runs the lab in the file at `path`; `options` gives the options once the lab is known.
  package func run(
    _ path: String, _ observer: any RunObserver, options: (Lab) -> SessionOptions
  ) -> LabResult {
    let lab: Lab
    do {
      lab = try LabFile.load(path)
    } catch {
      return refused(path, nil, error, observer)
    }
    let tape = Tape(observer)
    do {
      let steps = try chosenSteps(lab)
      var options = options(lab)
      options.folder = options.folder ?? LabFile.folder(of: path)
      let session = try Session(lab, options, output: tape, interrupt: watch.interrupt)
      observer.begin(lab, options)
      let results = run(lab.steps, steps, session, tape, observer)
      let result = LabResult(
        path: path, lab: lab, failure: nil, steps: results, session: session,
        stopped: watch.interrupt.reason, brokenVariations: tape.brokenVariations)
      observer.end(result)
      return result
    } catch {
      return refused(path, lab, error, observer)
    }
  }

  /// Runs the chosen steps until one fails.
  private func run(
    _ all: [Step], _ chosen: Set<Int>, _ session: Session, _ tape: Tape, _ observer: any RunObserver
  ) -> [LabResult.Step] {
    watch.enter(.running)
    let start = ContinuousClock.now
    var results: [LabResult.Step] = []
    var isStopped = false
    for step in all where chosen.contains(step.number) {
      guard !isStopped, watch.interrupt.reason == nil else {
        results.append(LabResult.Step(step: step, outcome: nil, output: ""))
        continue
      }
      let elapsed = ContinuousClock.now - start
      let left = bounds.seconds.map { $0 - Double(elapsed.components.seconds) }
      watch.limit(seconds: [left, bounds.stepSeconds].compactMap(\.self).min())
      observer.begin(step, in: session)
      let outcome = session.run(step: step.number)
      observer.end(step, outcome)
      results.append(LabResult.Step(step: step, outcome: outcome, output: tape.take()))
      isStopped = outcome.failure != nil
    }
    watch.limit(seconds: nil)
    return results
  }

  private func refused(
    _ path: String, _ lab: Lab?, _ failure: Diagnostic, _ observer: any RunObserver
  ) -> LabResult {
    let result = LabResult(
      path: path, lab: lab, failure: failure, steps: [], session: nil, stopped: nil,
      brokenVariations: 0)
    observer.end(result)
    return result
  }

  private func chosenSteps(_ lab: Lab) throws(Diagnostic) -> Set<Int> {
    guard let until = bounds.until else { return Set(lab.steps.map(\.number)) }
    let last = try lab.step(called: until)
    return Set(lab.steps.map(\.number).filter { $0 <= last.number })
  }
}

extension Lab {
  /// The step with that number or id. Throws `.usage` and suggests the nearest id.
  package func step(called name: String) throws(Diagnostic) -> Step {
    if let step = steps.first(where: { $0.id == name || String($0.number) == name }) {
      return step
    }
    let near = nearest(name, among: steps.map(\.id))
    throw Diagnostic(
      .usage, "there is no step \(visible(name))",
      hint: near.map { "did you mean \($0)?" } ?? "there are 0 to \(steps.last?.number ?? 0)")
  }
}

/// Who is told how a run goes: a terminal, a report.
package protocol RunObserver: Output {
  /// A lab starts.
  func begin(_ lab: Lab, _ options: SessionOptions)
  /// A step starts.
  func begin(_ step: Step, in session: Session)
  /// A step is over.
  func end(_ step: Step, _ outcome: Session.Outcome)
  /// A lab is over, or was refused.
  func end(_ result: LabResult)
}

/// Passes events on, and keeps of them what results need.
private final class Tape: Output {
  private static let most = 4096
  private let observer: any RunObserver
  private var text = ""
  private(set) var brokenVariations = 0

  init(_ observer: any RunObserver) {
    self.observer = observer
  }

  func receive(_ event: Event) {
    switch event {
    case .text(let printed):
      text += printed
      if text.utf8.count > 4 * Self.most { text = String(text.suffix(Self.most)) }
    case .comparison(let comparison):
      brokenVariations += comparison.rows.filter { $0.failure != nil }.count
    default: break
    }
    observer.receive(event)
  }

  /// What was printed since the last call, cut to its end.
  func take() -> String {
    defer { text = "" }
    return String(text.suffix(Self.most))
  }
}
