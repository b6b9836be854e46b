import Builtins
import Glibc
import Interpreter
import Language
import Plotting
import Session

/// Keeps what a run shows as files in a folder, and passes everything on to another observer.
///
/// The second figure of step 3 is `03-training-2.svg`; recorded points are `03-training.csv`, one
/// line a point: series, label, x, y.
package final class FigureFiles: RunObserver {
  private let folder: String
  private let next: any RunObserver
  private var name = ""
  private var figures = 0
  private var curves = Curves()
  private var rows: [String] = []
  /// Why the first file that could not be written was not; no other is tried after it.
  package private(set) var failure: Diagnostic?

  /// Writes into `folder`, which is made where it is missing.
  package init(_ folder: String, _ next: any RunObserver) {
    self.folder = folder
    self.next = next
  }

  /// Passed on.
  package func begin(_ lab: Lab, _ options: SessionOptions) { next.begin(lab, options) }

  /// Names the files of the step.
  package func begin(_ step: Step, in session: Session) {
    let number = (step.number < 10 ? "0" : "") + String(step.number)
    let id = step.id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    name = "\(number)-\(String(id.prefix(40)))"
    (figures, curves, rows) = (0, Curves(), [])
    next.begin(step, in: session)
  }

  /// Keeps figures, and collects points.
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
      keep(comparison.figure)
      for chart in comparison.charts { keep(chart) }
      for row in comparison.rows {
        for point in row.points {
          add(point, [row.title, point.label ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
        }
      }
    default: break
    }
    next.receive(event)
  }

  /// Keeps the step's curves and points.
  package func end(_ step: Step, _ outcome: Session.Outcome) {
    for chart in curves.charts() { keep(chart) }
    if !rows.isEmpty {
      write((["series,label,x,y"] + rows).joined(separator: "\n") + "\n", "\(name).csv")
    }
    next.end(step, outcome)
  }

  /// Passed on.
  package func end(_ result: LabResult) { next.end(result) }

  private func keep(_ figure: some Figure) {
    figures += 1
    write(svg(figure), "\(name)-\(figures).svg")
  }

  private func add(_ point: RecordedPoint, _ label: String?) {
    let numbers = [point.x, point.y].map { Digits.general($0, 9) }
    rows.append(([point.series, label ?? ""].map(Self.quoted) + numbers).joined(separator: ","))
  }

  /// A field as RFC 4180 has it.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private func write(_ text: String, _ file: String) {
    guard failure == nil else { return }
    for (index, character) in folder.utf8.enumerated()
    where character == UInt8(ascii: "/") && index > 0 {
      mkdir(String(folder.utf8.prefix(index)) ?? folder, 0o777)
    }
    mkdir(folder, 0o777)
    do { try ReportFile.write(text, to: folder + "/" + file) } catch { failure = error }
  }
}
