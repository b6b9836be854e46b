import Builtins
import Language
import Session

/// Hides steps that run only since others depend on them, but for what fails in them, and says so.
final class PreparingSteps: RunObserver {
  private let numbers: Set<Int>
  private let next: any RunObserver
  private var isHidden = false
  private var isSaid = false

  /// Hides the steps with these numbers from `next`.
  init(_ numbers: Set<Int>, _ next: any RunObserver) { (self.numbers, self.next) = (numbers, next) }

  func begin(_ lab: Lab, _ options: SessionOptions) { next.begin(lab, options) }

  func begin(_ step: Step?, in session: Session) {
    isHidden = step.map { numbers.contains($0.number) } ?? false
    if !isHidden { return next.begin(step, in: session) }
    let named = numbers.sorted()
    guard !isSaid, let last = named.last else { return }
    isSaid = true
    let first = named.dropLast().map(String.init).joined(separator: ", ")
    next.receive(
      .note(
        named.count == 1
          ? "step \(last) runs first: what follows depends on it"
          : "steps \(first) and \(last) run first: what follows depends on them"))
  }

  func receive(_ event: Event) {
    guard isHidden else { return next.receive(event) }
    if case .expectation(let claim) = event, claim.status == .failed { next.receive(event) }
  }

  func end(_ step: Step?, _ outcome: Session.Outcome) {
    if !isHidden || outcome.failure != nil { next.end(step, outcome) }
  }

  func end(_ result: LabResult) { next.end(result) }
}
