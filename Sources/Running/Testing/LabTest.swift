import Language
import Session

/// One lab's test: it runs, more than once if asked to, and its output is compared with the golden.
package struct LabTest {
  private let path: String
  private let runner: Runner
  private let runs: Int
  private let golden: Golden.Rules?

  /// The test of the lab at `path`, with so many `runs`.
  package init(_ path: String, _ runner: Runner, runs: Int, _ golden: Golden.Rules?) {
    (self.path, self.runner, self.runs, self.golden) = (path, runner, runs, golden)
  }

  /// Runs it, and reports the first run to `observer`.
  package func result(
    _ observer: any RunObserver, options: (Lab) -> SessionOptions
  ) -> LabResult {
    let first = RunTrace(Deferred(observer))
    var result = runner.run(path, first, options: options)
    defer { observer.end(result) }
    if result.failure == nil, result.stopped == nil, runs > 1 {
      result.complaints += repeated(result, first, options)
    }
    let isWhole = result.failure == nil && result.stopped == nil && result.stepFailure == nil
    if let golden, isWhole, let complaint = Golden(result, first, golden).complaint() {
      result.complaints.append(complaint)
    }
    return result
  }

  /// Runs it again and again, and tells how runs differ.
  private func repeated(
    _ first: LabResult, _ trace: RunTrace, _ options: (Lab) -> SessionOptions
  ) -> [LabResult.Complaint] {
    var passed = first.exitCode() == .passed ? 1 : 0
    var difference: String?
    for number in 2...runs {
      let again = RunTrace(nil)
      let result = runner.run(path, again, options: options)
      if result.exitCode() == .passed { passed += 1 }
      if result.stopped == .interrupted { break }
      if difference == nil, let found = trace.difference(from: again) {
        difference = "run \(number) differs from the first in \(found)"
      }
    }
    var complaints: [String] = []
    if passed != 0, passed != runs { complaints.append("it passed in \(passed) of \(runs) runs") }
    complaints += [difference].compactMap(\.self)
    return complaints.map { LabResult.Complaint(kind: .repeat, message: "\(path): \($0)") }
  }
}

/// Passes on all but the end of a lab, which is not known before it was judged.
private final class Deferred: RunObserver {
  private let next: any RunObserver

  init(_ next: any RunObserver) { self.next = next }

  func begin(_ lab: Lab, _ options: SessionOptions) { next.begin(lab, options) }
  func begin(_ step: Step?, in session: Session) { next.begin(step, in: session) }
  func end(_ step: Step?, _ outcome: Session.Outcome) { next.end(step, outcome) }
  func end(_ result: LabResult) {}
  func receive(_ event: Event) { next.receive(event) }
}
