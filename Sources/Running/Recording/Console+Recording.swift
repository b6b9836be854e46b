import Language
import Session
import Text

/// A recorded step on the screen.
extension Console {
  /// Shows the code of a step, and what it gave when its author ran it, as if it ran.
  package func replay(_ recorded: RecordedStep, of step: Step, from recording: LabRecording) {
    begin()
    follow(step)
    note(
      "Recorded with lab \(recording.program): nothing runs here, and nothing counts as passed.")
    gap()
    for part in recorded.parts {
      switch part {
      case .fence(let number):
        if step.runs.indices.contains(number) { reach(step.runs[number].section) }
      case .text(let text): print(forReader(visibleLines(text)))
      case .picture(let shown): picture(shown.text(style))
      case .points(let points): for point in points { curves.add(point) }
      case .comparison(let result): receive(.comparison(result))
      case .claim(let text):
        leaveFigure()
        paragraph("\(marks.notChecked) \(RunHeader.oneLine(text)): held in the recording")
      }
    }
    drawCurves()
    let reports = recorded.reports.map { "\(visible($0.name)) \(RunHeader.short($0.value))" }
    if !reports.isEmpty {
      paragraph(marks.dim("recorded: ") + reports.joined(separator: marks.separator))
    }
    // What follows a question may answer it, and is for those who run the step.
    let asks = step.questions.contains { !$0.isPrediction }
    if asks { stopReading() } else { readOn() }
  }
}
