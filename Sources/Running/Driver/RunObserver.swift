import Language
import Session

/// Who is told how a run goes: a terminal, a report.
package protocol RunObserver: Output {
  /// A lab starts.
  func begin(_ lab: Lab, _ options: SessionOptions)
  /// A step starts, or code that someone typed.
  func begin(_ step: Step?, in session: Session)
  /// The step or the code is over.
  func end(_ step: Step?, _ outcome: Session.Outcome)
  /// A lab is over, or was refused.
  func end(_ result: LabResult)
}
