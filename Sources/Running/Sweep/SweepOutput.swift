import Language
import Session
import Text

/// Shows one run of a sweep: which it is, and what failed.
package final class SweepOutput: RunObserver {
  private let console: Console
  private let place: String
  private var isAnnounced = false

  /// Writes through `console`; `place` says which run it is.
  package init(_ console: Console, _ place: String) {
    (self.console, self.place) = (console, place)
  }

  /// Says which run it is, once.
  package func announce(_ more: String = "") {
    guard !isAnnounced else { return }
    isAnnounced = true
    console.receive(.note(place + more))
  }

  /// Shows nothing: after the head of the lab it may turn out to be known.
  package func begin(_ lab: Lab, _ options: SessionOptions) {}

  /// Says which run it is.
  package func begin(_ step: Step?, in session: Session) {
    if step?.number ?? 0 > 0 { announce() }
  }

  /// Shows claims that failed.
  package func receive(_ event: Event) {
    if case .note = event { announce() }
    guard case .expectation(let claim) = event, claim.status == .failed else { return }
    announce()
    console.receive(event, indent: 2)
  }

  /// Shows what stopped the run.
  package func end(_ step: Step?, _ outcome: Session.Outcome) { show(outcome.failure) }

  /// Shows why it could not begin.
  package func end(_ result: LabResult) { show(result.failure) }

  private func show(_ failure: Diagnostic?) {
    guard let failure else { return }
    announce()
    console.report(failure)
  }
}
