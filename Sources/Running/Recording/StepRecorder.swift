import Builtins
import Interpreter
import Language
import Session

/// Records the steps that say that they are long, and passes everything on to another observer.
package final class StepRecorder: RunObserver {
  private let next: any RunObserver
  private var profile: String?
  private var steps: [RecordedStep] = []
  private var session: Session?
  private var parts: [RecordedStep.Part]?
  private var points: [RecordedPoint] = []
  private var reports: [(name: String, value: Value)] = []
  /// The fences of the running step, by the numbers of their sections.
  private var fences: [Int: Int] = [:]

  /// A recorder of the next run.
  package init(_ next: any RunObserver) { self.next = next }

  /// What has been recorded.
  package var recording: LabRecording { LabRecording(profile: profile, steps) }

  /// Begins anew.
  package func begin(_ lab: Lab, _ options: SessionOptions) {
    (profile, steps) = (options.profile, [])
    next.begin(lab, options)
  }

  /// Listens to a long step.
  package func begin(_ step: Step?, in session: Session) {
    self.session = session
    (parts, points, reports, fences) = (step?.minutes == nil ? nil : [], [], [], [:])
    for (number, run) in (step?.runs ?? []).enumerated() { fences[run.section] = number }
    next.begin(step, in: session)
  }

  /// Keeps what a step has given that has run to its end.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    takePoints()
    if let step, let parts, let session, outcome.failure == nil {
      var recorded = RecordedStep(id: step.id, fingerprint: session.fingerprint(of: step))
      (recorded.parts, recorded.reports) = (parts, reports)
      for question in step.questions where question.isPrediction {
        recorded.answers[question.id] = session.answer(to: question)
      }
      steps.append(recorded)
    }
    parts = nil
    next.end(step, outcome)
  }

  /// Passed on.
  package func end(_ result: LabResult) { next.end(result) }

  /// Keeps what can be shown again.
  package func receive(_ event: Event) {
    if parts != nil { note(event) }
    next.receive(event)
  }

  private func note(_ event: Event) {
    switch event {
    case .section(let section):
      takePoints()
      if let number = fences[section] { parts?.append(.fence(number)) }
    case .text(let text):
      if case .text(let before)? = parts?.last {
        parts?.removeLast()
        parts?.append(.text(before + text))
      } else {
        parts?.append(.text(text))
      }
    case .show(let values): parts?.append(.picture(RecordedPicture(values)))
    case .record(let point): points.append(point)
    case .expectation(let claim):
      if claim.status == .held { parts?.append(.claim(claim.text)) }
    case .report(let name, let value): reports.append((name, value.plain ?? value))
    case .comparison(let result): parts?.append(.comparison(result))
    case .question, .progress, .endOfPass, .data, .comparisonSkipped, .note, .trial: break
    }
  }

  /// Curves are drawn when a fence ends, so that until then only their own order matters.
  private func takePoints() {
    for run in RecordedPoints.runs(of: points) { parts?.append(.points(run)) }
    points = []
  }
}
