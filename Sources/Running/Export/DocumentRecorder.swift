import Builtins
import Interpreter
import Language
import Plotting
import Session
import Text

/// Writes down what happens in a run.
package final class DocumentRecorder: RunObserver {
  /// The document; nil as long as no lab has begun.
  package private(set) var document: RunDocument?
  private var curves = Curves()
  /// The section of the running step that comes next.
  private var section = 0

  /// A recorder of the next run.
  package init() {}

  /// Begins the document.
  package func begin(_ lab: Lab, _ options: SessionOptions) {
    let marks = Marks(style: Style(glyphs: .unicode))
    document = RunDocument(
      title: lab.title, summary: lab.frontMatter.summary,
      facts: RunHeader.lines(lab, options, marks))
  }

  /// Begins a step.
  package func begin(_ step: Step?, in session: Session) {
    guard let step else { return }
    document?.parts.append(RunDocument.Part(step: step))
    (curves, section) = (Curves(), 0)
  }

  /// Ends a step: its curves, what stopped it, and what is left of it.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    drawCurves()
    if let failure = outcome.failure { add(.failure(failure)) }
    if let step { reach(step.sections.count - 1) }
  }

  /// Adds the steps that were not reached, and the verdict.
  package func end(_ result: LabResult) {
    let reached = Set(document?.parts.map(\.step.number) ?? [])
    for step in result.lab?.steps ?? [] where !reached.contains(step.number) {
      document?.parts.append(RunDocument.Part(step: step))
      section = 0
      if !step.statements.isEmpty { add(.note("this step did not run")) }
      reach(step.sections.count - 1)
    }
    let claims = result.claims
    var parts = [counted(result.finishedSteps, "step"), "\(counted(claims.held, "claim")) held"]
    if claims.failed > 0 { parts.append("\(claims.failed) failed") }
    if claims.notChecked > 0 { parts.append("\(claims.notChecked) not checked here") }
    let word: String =
      switch result.exitCode() {
      case .passed: "passed"
      case .failed: "failed"
      case .timedOut: result.limit ?? "a time limit was reached"
      case .interrupted: "interrupted"
      case .nothing: "nothing to run"
      case .usage, .error: "stopped by an error"
      }
    document?.verdict = word + ": " + parts.joined(separator: ", ")
  }

  private func add(_ piece: RunDocument.Piece) {
    guard let last = document?.parts.indices.last else { return }
    document?.parts[last].pieces.append(piece)
  }

  private func drawCurves() {
    let charts = curves.charts()
    if !charts.isEmpty { add(.figures(charts)) }
    curves = Curves()
  }

  /// Adds the sections up to this one.
  private func reach(_ last: Int) {
    guard let step = document?.parts.last?.step else { return }
    while section <= last, section < step.sections.count {
      switch step.sections[section] {
      case .prose(let text, _):
        if text.contains(where: { !$0.isWhitespace }) { add(.prose(text)) }
      case .code(let block, folded: let isFolded):
        let lines = Console.lines(of: block)
        if !lines.isEmpty { add(.code(lines, isFolded: isFolded)) }
      case .exercise(let id, let block): add(.exercise(id, Console.lines(of: block)))
      case .check, .hint, .wrong, .solution: break
      }
      section += 1
    }
  }

  /// Writes down what a running step reports.
  package func receive(_ event: Event) {
    switch event {
    case .section(let index):
      drawCurves()
      reach(index)
    case .text(let text): print(text)
    case .show(let values): show(values)
    case .record(let point): curves.add(point)
    case .expectation(let claim): add(.claim(claim))
    case .question(let question): add(.question(question))
    case .comparison(let comparison): show(comparison)
    case .data(let name, let set, let source, let wanted):
      document?.facts.append(
        "data \(name) = \(set)" + RunHeader.origin(set, source, wanted, .normal))
    case .comparisonSkipped: add(.note("the comparison was not run"))
    case .note(let text): add(.note(text))
    case .report, .progress, .endOfPass, .trial: break
    }
  }

  private func print(_ text: String) {
    guard let part = document?.parts.indices.last else { return }
    if case .text(let before)? = document?.parts[part].pieces.last {
      document?.parts[part].pieces.removeLast()
      add(.text(before + text))
    } else {
      add(.text(text))
    }
  }

  private func show(_ values: [Value]) {
    var figures: [any Figure] = []
    for value in values {
      if case .object(let object) = value, let picture = object as? FigureObject {
        if let times = picture.figure as? MeasuredTimes {
          add(.note(times.placeholder))
        } else {
          figures.append(picture.figure)
        }
      } else {
        if !figures.isEmpty { add(.figures(figures)) }
        figures = []
        print(visibleLines(value.text) + "\n")
      }
    }
    if !figures.isEmpty { add(.figures(figures)) }
  }

  private func show(_ comparison: ComparisonResult) {
    if comparison.tableColumns > 0 { add(.figures([comparison.figure])) }
    for figure in comparison.drawings { add(.figures([figure])) }
    for row in comparison.rows {
      if let failure = row.failure { add(.failure(failure)) }
    }
  }
}
