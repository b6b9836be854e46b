import Builtins
import Interpreter
import Language
import Platform
import Plotting
import Session
import Text

/// Saves what a run shows as files in a folder, and passes everything on to another observer.
///
/// The second figure of step 3 is `03-training-2.svg`; recorded points are `03-training.csv`, one
/// line per point: series, label, x, y. Code typed at a prompt produces `prompt-1.svg`.
package final class FigureFiles: RunObserver {
  private let folder: String
  private let next: any RunObserver
  private var name = ""
  private var figures = 0
  /// The number of figures from typed code so far.
  private var typed = 0
  private var curves = Curves()
  private var rows: [String] = []
  /// What the step that ended last had recorded, in case it goes on.
  private var lastStep: (name: String, figures: Int, curves: Curves, rows: [String])?
  /// Why a file could not be written; after the first such, no other is tried.
  package private(set) var failure: Diagnostic?

  /// Writes into `folder`, which is created if it does not exist.
  package init(_ folder: String, _ next: any RunObserver) {
    self.folder = folder
    self.next = next
  }

  /// Passed on.
  package func begin(_ lab: Lab, _ options: SessionOptions) { next.begin(lab, options) }

  /// Names the files of the step; those of typed code are numbered consecutively.
  package func begin(_ step: Step?, in session: Session) {
    (curves, rows) = (Curves(), [])
    if let step {
      let number = (step.number < 10 ? "0" : "") + String(step.number)
      let id = step.id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
      (name, figures) = ("\(number)-\(String(id.prefix(40)))", 0)
    } else {
      (name, figures) = ("prompt", typed)
    }
    next.begin(step, in: session)
  }

  /// Takes up the files of the step where it stopped.
  package func goOn(_ step: Step, in session: Session) {
    if let lastStep { (name, figures, curves, rows) = lastStep }
    next.goOn(step, in: session)
  }

  /// Saves figures, and collects points.
  package func receive(_ event: Event) {
    switch event {
    case .show(let values):
      for case .object(let object) in values {
        if let picture = object as? FigureObject { keep(picture.figure) }
      }
    case .record(let point):
      curves.add(point)
      add(point, point.label)
    case .comparison(let comparison):
      if comparison.tableColumns > 0 { keep(comparison.figure) }
      for figure in comparison.drawings { keep(figure) }
      for row in comparison.rows {
        for point in row.points {
          let seed = row.points.contains { $0.seed > 0 } ? "seed +\(point.seed)" : ""
          add(
            point,
            [row.title, point.label ?? "", seed].filter { !$0.isEmpty }.joined(separator: " "))
        }
      }
    default: break
    }
    next.receive(event)
  }

  /// Saves the step's curves and points.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    if step != nil { lastStep = (name, figures, curves, rows) }
    for chart in curves.charts() { keep(chart) }
    if step == nil {
      // At a prompt the value of an expression is shown.
      if case .object(let object)? = outcome.value, let picture = object as? FigureObject {
        keep(picture.figure)
      }
      typed = figures
    }
    if !rows.isEmpty {
      let file = step == nil ? "\(name)-\(typed)" : name
      write((["series,label,x,y"] + rows).joined(separator: "\n") + "\n", "\(file).csv")
    }
    next.end(step, outcome)
  }

  /// Passed on.
  package func end(_ result: LabResult) { next.end(result) }

  private func keep(_ figure: some Figure) {
    // Files of equal runs are equal.
    guard !(figure is MeasuredTimes) else { return }
    figures += 1
    write(svg(figure), "\(name)-\(figures).svg")
  }

  private func add(_ point: RecordedPoint, _ label: String?) {
    let numbers = [point.x, point.y].map { Digits.general($0, 9) }
    rows.append(([point.series, label ?? ""].map(Self.quoted) + numbers).joined(separator: ","))
  }

  /// A field as in RFC 4180.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private func write(_ text: String, _ file: String) {
    guard failure == nil else { return }
    Folder.make(folder)
    do { try ReportFile.write(text, to: folder + "/" + file) } catch { failure = error }
  }
}
