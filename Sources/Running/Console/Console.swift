import Builtins
import Interpreter
import Language
import Platform
import Plotting
import Session
import Text

/// Shows a run as text: headings, what the code prints, pictures, curves, claims, a summary.
package final class Console: RunObserver {
  /// How much is shown.
  package enum Detail: Sendable, Comparable {
    /// Failures and the summary.
    case quiet
    /// What the code shows.
    case normal
    /// Also prose, questions and reports.
    case verbose
  }

  /// How progress is shown; with it, how long a step took.
  package enum Progress: String, Sendable, CaseIterable {
    /// Live on a terminal, else plain.
    case auto
    /// A line now and then.
    case plain
    /// Not at all.
    case none
  }

  private let sink: TextSink
  private let errors: TextSink
  /// What the terminal can show; a prompt checks again after its window has changed.
  package var capabilities: Capabilities
  /// How to run a comparison that was skipped.
  package var comparisonHint = "use --tries"
  private let errorCapabilities: Capabilities
  let detail: Detail
  let progress: Progress
  let region: LiveRegion
  private let fitsTerminal: Bool
  var marks: Marks { Marks(style: capabilities.style) }
  private(set) var isAtLineStart = true
  /// Whether the last thing printed was a figure, so that the next one is set apart.
  private var isAfterFigure = false
  /// Whether the last line printed was empty.
  private var isAfterGap = false
  var curves = Curves()
  /// Those of variations that are running, which a comparison draws at its end.
  var trials = Curves()
  /// The step whose sections are shown as they are reached, and the next of them.
  var reading: (step: Step, next: Int)?
  var bar = ProgressBar()
  var stopwatch = Stopwatch()
  /// Kept for a prompt only.
  private var record: Transcript?
  /// The figures that were drawn last.
  var lastFigures: [any Figure] = []
  /// Shows a screen at a time where someone reads.
  package var pager: Pager?
  /// Lists settings of those names where a reader comes to their declarations; nil shows the code.
  package var settings: ((Set<String>) -> Void)?

  /// A console that writes to `sink`, and diagnostics to `errors`.
  package init(
    _ sink: TextSink, _ capabilities: Capabilities, errors: TextSink,
    errorCapabilities: Capabilities, detail: Detail = .normal, progress: Progress = .auto
  ) {
    self.sink = sink
    self.errors = errors
    self.capabilities = capabilities
    self.errorCapabilities = errorCapabilities
    self.detail = detail
    self.progress = progress
    region = LiveRegion(sink, marksFrames: capabilities.hasPrivateModes)
    fitsTerminal = capabilities.isTerminal && Terminal.size().columns >= capabilities.style.width
  }

  /// Narrower if the window has become so, unless a width was asked for that it never had.
  var style: Style {
    let columns = fitsTerminal ? Terminal.size().columns : 0
    return columns > 0 ? capabilities.style.narrowed(to: columns) : capabilities.style
  }

  // MARK: Writing

  /// Prints lines by themselves; those that are no whole may be taken apart at empty lines.
  package func line(_ text: String, isWhole: Bool = true) {
    if !isAtLineStart { put("\n") }
    isAtLineStart = true
    put(text + "\n", isWhole: isWhole)
    (isAfterFigure, isAfterGap) = (false, text.isEmpty)
  }

  private func put(_ text: String, isWhole: Bool = true) {
    record?.add(text)
    guard let pager, isAtLineStart else { return region.print(text) }
    let waited = pager.waited
    pager.show(text, isWhole: isWhole) {
      region.print($0)
    } pause: {
      region.erase()
    }
    stopwatch.leaveOut(pager.waited - waited)
  }

  /// Shows again what was shown last; false if that is nothing.
  package func showPageAgain() -> Bool {
    pager?.showAgain {
      region.print($0)
    } pause: {
      region.erase()
    } ?? false
  }

  /// Seconds that the piece of code took that ended last, without those in which a reader was waited for.
  package private(set) var seconds = 0.0

  /// Keeps what is shown from now on.
  package func keepTranscript() { record = Transcript() }

  /// What was typed and shown so far; the latest of it where that is very much.
  package var transcript: String {
    record.map { ($0.isCut ? "...\n" : "") + $0.text } ?? ""
  }

  /// Notes what was typed behind a prompt, which the terminal has shown already.
  package func noteTyped(_ prompt: String, _ entry: String) { record?.add(prompt + entry + "\n") }

  /// Leaves one empty line before what comes next.
  package func gap() {
    if !isAfterGap { line("") }
  }

  /// Sets apart what follows a figure and judges it.
  func leaveFigure() {
    if isAfterFigure { line("") }
  }

  /// Prints a diagnostic where errors go.
  ///
  /// It is wrapped for a reader, but not for a file, where messages are searched for line by line.
  package func report(_ diagnostic: Diagnostic) {
    region.erase()
    if !isAtLineStart { line("") }
    pager?.endSkipping()
    let style = errorCapabilities.style
    let spelled = Marks(style: style).spelled
    let text = diagnostic.rendered(
      color: style.colours != .none, unicode: style.glyphs == .unicode, width: style.width)
    let width = errorCapabilities.isTerminal ? max(10, style.width) : .max
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let shown = wrapped(spelled(String(line)), width, hanging: 2).joined(separator: "\n  ") + "\n"
      record?.add(shown)
      guard let pager else {
        errors.write(shown)
        continue
      }
      pager.show(shown, isWhole: true) {
        errors.write($0)
      } pause: {
      }
    }
  }

  /// Prints text that may end within a line.
  package func print(_ text: String) {
    guard let last = text.utf8.last else { return }
    put(text)
    (isAtLineStart, isAfterFigure) = (last == UInt8(ascii: "\n"), false)
    isAfterGap = text == "\n" || text.hasSuffix("\n\n")
  }

  // MARK: Runs

  /// Shows the title and the header of a lab that is about to run.
  package func begin(_ lab: Lab, _ options: SessionOptions) {
    guard detail > .quiet else { return }
    paragraph(marks.bold(title(lab.title)))
    for text in RunHeader.lines(lab, options, marks) { paragraph(text) }
    if detail == .verbose { prose(lab.steps.first) }
  }

  /// Shows the heading of a step and resets its curves and progress.
  package func begin(_ step: Step?, in session: Session) {
    begin()
    guard detail > .quiet, let step, step.number > 0 else { return }
    guard detail == .verbose || !step.statements.isEmpty else { return }
    line("")
    paragraph(marks.heading("\(step.number) \(title(step.title))"))
    if detail == .verbose { reading = (step, 0) }
  }

  /// Resets the curves and progress for a piece of code.
  package func begin() {
    (curves, trials) = (Curves(), Curves())
    bar = ProgressBar()
    stopwatch = Stopwatch()
    pager?.startWatch()
  }

  /// Draws the curves of a step that ended, and shows what stopped it.
  package func end(_ step: Step?, _ outcome: Session.Outcome) {
    end(outcome)
    finishReading(outcome)
    if let failure = outcome.failure { report(failure) }
  }

  /// Draws the curves of a piece of code that ended.
  package func end(_ outcome: Session.Outcome) {
    region.erase()
    // Who reads what is drawn now is waited for when all has run.
    seconds = outcome.seconds - (pager.map { $0.waited / .seconds(1) } ?? 0)
    if detail > .quiet {
      drawCurves()
      if capabilities.isTerminal, progress != .none, seconds >= 0.5 {
        line(marks.dim(ProgressBar.duration(seconds)))
      }
    }
  }

  /// Draws what was recorded since it was last drawn.
  func drawCurves() {
    region.erase()
    if !isAtLineStart { line("") }
    draw(curves.charts())
    curves = Curves()
  }

  /// Shows what a lab reported and its summary line.
  package func end(_ result: LabResult) {
    if let failure = result.failure { return report(failure) }
    if detail > .quiet {
      if let reports = result.session?.reports, !reports.isEmpty {
        let texts = reports.map { "\($0.name) \(RunHeader.short($0.value))" }
        line("")
        paragraph(marks.dim("results: ") + texts.joined(separator: marks.separator))
      } else {
        line("")
      }
    }
    paragraph(summary(result))
  }

  private func prose(_ step: Step?) {
    for case .prose(let text, _) in step?.sections ?? [] { prose(text) }
  }

  /// Shows Markdown at a readable width.
  package func prose(_ text: String) {
    line(
      Prose(text).rendered(
        width: min(style.width, 80), unicode: marks.isUnicode, keepsWords: marks.keepsWords,
        styled: marks.hasColour), isWhole: false)
  }

  /// A heading as the terminal shows it.
  package func title(_ text: String) -> String {
    Prose.line(text, unicode: marks.isUnicode, keepsWords: marks.keepsWords)
  }

  // MARK: Events

  /// Shows what a running step reports.
  package func receive(_ event: Event) { receive(event, indent: 0) }

  /// Shows it; a line about data is indented.
  func receive(_ event: Event, indent: Int) {
    switch event {
    case .expectation(let result): show(result)
    case .section(let index): reach(index)
    case .record(let point): curves.add(point); refresh()
    case .progress(let done, let total, let mayEndEarly): advance(done, total, mayEndEarly)
    case .endOfPass: leaveLoop()
    case .comparison(let comparison):
      trials = Curves()
      if detail > .quiet { show(comparison) }
    case _ where detail == .quiet: break
    case .text(let text): print(forReader(text))
    case .show(let values): show(values)
    case .report(let name, let value):
      guard detail == .verbose else { break }
      paragraph(marks.dim("report ") + "\(name) = \(RunHeader.short(value))")
    case .question(let question):
      if detail == .verbose { put(question) }
    case .data(let name, let set, let source, let wanted):
      paragraph(
        "data \(name) = \(set)" + RunHeader.origin(set, source, wanted, detail), indent: indent)
    case .comparisonSkipped:
      paragraph("\(marks.notChecked) comparison not run (\(comparisonHint))")
    case .note(let text): paragraph(marks.notChecked + " " + visible(text))
    case .trial(let event): watch(event)
    }
  }

  private func show(_ values: [Value]) {
    var figures: [any Figure] = []
    for value in values {
      if case .object(let object) = value, let picture = object as? FigureObject {
        if let times = value.measuredTimes, !capabilities.isTerminal {
          note(times.placeholder)
        } else {
          figures.append(picture.figure)
        }
      } else {
        drawBeside(figures)
        figures = []
        let isText = if case .string = value { true } else { false }
        line(visibleLines(isText ? value.text : value.representation(width: style.width)))
      }
    }
    drawBeside(figures)
  }

  private func drawBeside(_ figures: [any Figure]) {
    draw(figures.count > 1 ? [FigureRow(figures)] : figures)
  }

  private func show(_ comparison: ComparisonResult) {
    if comparison.tableColumns > 0 { draw([comparison.figure]) }
    for figure in comparison.drawings { draw([figure]) }
    for row in comparison.rows {
      guard let failure = row.failure else { continue }
      paragraph("\(marks.failed) \(visible(row.title))")
      report(failure)
    }
  }

  private func draw(_ figures: [any Figure]) {
    guard !figures.isEmpty else { return }
    lastFigures = figures
    var style = style
    // A reader who turns pages sees a chart on one.
    if pager != nil { style.rows = max(6, capabilities.rows - 3) }
    picture(text(of: figures, style))
  }

  /// Prints what was drawn, apart from another picture above it.
  func picture(_ text: String) {
    if !isAtLineStart || isAfterFigure { line("") }
    print(text)
    isAfterFigure = style.content != .sentence
  }

  func text(of figures: [any Figure], _ style: Style) -> String {
    figures.map { render($0, style) }.joined(separator: "\n")
  }
}
