import Language
import Running
import Session

/// What a prompt shows of a run.
///
/// It does what the console does, without the headings that the prompt has shown already.
final class PromptScreen: RunObserver {
  private let console: Console
  /// How far the step that ended last was shown.
  private var stand: Stand?

  init(_ console: Console) { self.console = console }

  func begin(_ lab: Lab, _ options: SessionOptions) {}

  func begin(_ step: Step?, in session: Session) { console.begin() }

  func goOn(_ step: Step, in session: Session) {
    if let stand { console.takeUp(stand) } else { console.begin() }
  }

  func end(_ step: Step?, _ outcome: Session.Outcome) {
    if step != nil { stand = console.stand }
    console.end(outcome)
    // What follows a question may answer it.
    let asks = step?.questions.contains { !$0.isPrediction } ?? false
    if !asks || outcome.failure != nil { console.finishReading(outcome) }
  }

  func end(_ result: LabResult) {}

  func receive(_ event: Event) { console.receive(event) }
}
