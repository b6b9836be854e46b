import Language
import Session

/// Follows a run: a terminal, a report.
package protocol RunObserver: Output {
  /// A lab starts.
  func begin(_ lab: Lab, _ options: SessionOptions)
  /// A step starts, or typed code.
  func begin(_ step: Step?, in session: Session)
  /// A step that waited goes on.
  func goOn(_ step: Step, in session: Session)
  /// The step or the code has ended.
  func end(_ step: Step?, _ outcome: Session.Outcome)
  /// A lab has ended, or was refused.
  func end(_ result: LabResult)
}

extension RunObserver {
  /// As if it started: only at a prompt do steps wait.
  package func goOn(_ step: Step, in session: Session) { begin(step, in: session) }
}
