import Builtins
import Interpreter
import Language
import Plotting
import Session
import Text

/// A step as a student reads it before it runs: heading, prose, code.
extension Console {
  /// Shows the lab's title and what comes before its first step.
  package func cover(_ lab: Lab) {
    paragraph(marks.bold(title(lab.title)))
    for case .prose(let text, _) in lab.steps.first?.sections ?? [] {
      line("")
      prose(text)
    }
  }

  /// Shows a step's heading, and its prose and code in order.
  package func page(_ step: Step) {
    opening(of: step)
    remainder(of: step)
  }

  /// Shows a step's heading, and the prose before its first fence unless that is known.
  package func opening(of step: Step, isKnown: Bool = false) {
    line("")
    paragraph(marks.heading(heading(of: step)))
    if !isKnown { show(step.sections.prefix(while: \.isProse), of: step) }
  }

  /// Shows the code of a step and the prose that follows, which may give away the result.
  private func remainder(of step: Step) { show(step.sections.drop(while: \.isProse), of: step) }

  /// From here on the sections behind the first prose of a step are shown as its run reaches them.
  package func follow(_ step: Step) {
    reading = (step, step.sections.prefix(while: \.isProse).count)
  }

  /// Shows the sections up to the one whose code begins, below what came out of those before.
  func reach(_ section: Int) {
    guard let (step, next) = reading, next <= section, section < step.sections.count else { return }
    drawCurves()
    // What came out of a fence is set apart from what follows it.
    if hasRead { gap() }
    reading = (step, section + 1)
    show(step.sections[next...section], of: step)
  }

  /// Shows the prose before a step's first fence, if that is to come yet, as for a question about it.
  func readOpening() {
    guard let (step, next) = reading else { return }
    let end = step.sections.prefix(while: \.isProse).count
    guard next < end else { return }
    reading = (step, end)
    show(step.sections[next..<end], of: step)
  }

  /// Shows what is left of a step that ended; one that could not even begin has its code shown, which
  /// the message is about.
  package func finishReading(_ outcome: Session.Outcome) {
    if outcome.failure == nil || !hasRead { readOn() } else { stopReading() }
  }

  /// Shows what is left of a step.
  func readOn() {
    guard let (step, next) = reading, next < step.sections.count else { return stopReading() }
    if hasRead { gap() }
    reading = nil
    show(step.sections[next...], of: step)
  }

  /// Whether a fence of the step was shown, and with it what came of it.
  private var hasRead: Bool {
    guard let (step, next) = reading else { return false }
    return next > step.sections.prefix(while: \.isProse).count
  }

  /// Leaves out what is left of a step.
  package func stopReading() { reading = nil }

  func show(_ sections: ArraySlice<Section>, of step: Step) {
    for section in sections {
      switch section {
      case .prose(let text, _):
        guard step.number > 0, text.contains(where: { !$0.isWhitespace }) else { continue }
        prose(text)
        line("")
      case .code(let block, folded: let isFolded): code(block, isFolded)
      case .exercise(let id, let block): exercise(id, block)
      case .check, .hint, .wrong, .solution: continue
      }
    }
  }

  /// `3 Training`.
  package func heading(of step: Step) -> String {
    "\(step.number) " + (step.number == 0 ? "parameters and data" : title(step.title))
  }

  /// Shows a side note, less prominently.
  package func note(_ text: String) {
    for text in wrapped(marks.spelled(visible(text)), max(10, min(style.width, 80))) {
      line(marks.dim(text))
    }
  }

  /// A side note as a line of its own.
  package func dimmed(_ text: String) -> String { marks.dim(text) + "\n" }

  /// Shows the value of a piece of code: pictures drawn, other values as code writes them.
  package func value(_ value: Value) {
    if case .object(let object) = value, object is FigureObject {
      receive(.show([value]))
    } else if !value.isNone {
      line(visibleLines(value.representation(width: style.width)))
    }
  }

  /// A value on a line: fractions with four digits.
  package func short(_ value: Value) -> String { RunHeader.short(value) }

  /// Shows a table or another figure.
  package func figure(_ figure: some Figure) { print(render(figure, capabilities.style)) }

  private func exercise(_ id: String, _ block: Block) {
    paragraph(
      marks.bold("Exercise \(id)") + ": rewrite it at the prompt; `:check` judges it, "
        + "`:hint` helps.")
    code(block, false)
  }

  /// Shows the code of a fence; at a prompt what it declares for `:set` is listed above the rest.
  package func code(_ block: Block, _ isFolded: Bool) {
    let declared = settings == nil ? [] : block.statements.filter { $0.declared != nil }
    if let settings, !declared.isEmpty {
      settings(Set(declared.compactMap(\.declared)))
      line("")
    }
    let lines = Self.lines(of: block, without: declared)
    guard !lines.isEmpty else { return }
    if isFolded { return note("  (\(counted(lines.count, "line")) of code, folded)") }
    let text = CodeText(style.width, marks)
    line(lines.flatMap(text.lines).joined(separator: "\n"))
    line("")
  }

  /// The lines of the block's fence as written, its comments included; but no questions, since their
  /// answers stand in them, and none of `hidden`.
  static func lines(of block: Block, without hidden: [Statement] = []) -> [[CodePart]] {
    // Comments on what is hidden are no code by themselves.
    if !hidden.isEmpty, hidden.count == block.statements.count { return [] }
    let file = block.span.file
    func isFence(_ number: Int) -> Bool {
      let text = file.line(number).drop { $0 == " " }
      return text.hasPrefix("```") || text.hasPrefix("~~~")
    }
    var first = file.location(of: block.span.start).line
    // Without a statement, the block begins at the fence that ends it.
    if isFence(first) { first -= 1 }
    guard first > 0, !isFence(first) else { return [] }
    var last = first
    while first > 1, !isFence(first - 1) { first -= 1 }
    while last < file.lineStarts.count, !isFence(last + 1) { last += 1 }

    let questions = block.statements.filter { if case .question = $0.kind { true } else { false } }
    let left = Set((questions + hidden).flatMap(\.span.lines))
    var lines: [[CodePart]] = []
    for (number, parts) in zip(first...last, file.codeParts(first, last))
    where !left.contains(number) {
      // Of the blank lines around what is left out one is enough.
      if parts.isEmpty, left.contains(number - 1), lines.last?.isEmpty != false { continue }
      lines.append(parts)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

extension Section {
  fileprivate var isProse: Bool { if case .prose = self { true } else { false } }
}

extension Statement {
  /// The name of what `:set` or `:profile` can change, if the statement declares it.
  fileprivate var declared: String? {
    switch kind {
    case .param(let declaration): declaration.name
    case .data(let declaration): declaration.name
    case .profile(let profile): profile.name
    default: nil
    }
  }
}
