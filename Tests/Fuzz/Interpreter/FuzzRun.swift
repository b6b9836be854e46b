import Builtins
import Interpreter
import Language
import Plotting
import Session
import Text

/// Runs `bytes` as a lab, or as code typed at a prompt, and draws everything that it shows.
///
/// They are code if they are not a lab with code. The limits are tight and do not depend on time.
/// Shared by libFuzzer's driver and, through a link, by a seeded test. Returns what is wrong with
/// the outcome, if anything is; a crash says more.
func fuzzRun(_ bytes: [UInt8], table: BuiltinTable) -> String? {
  let source = SourceFile(name: "fuzz.lab", bytes: bytes)
  let lab = (try? Parser.parseLab(source)).flatMap { lab in
    lab.steps.contains { !$0.statements.isEmpty } ? lab : nil
  }
  let snippet = lab == nil ? try? Parser.parseSnippet(source) : nil
  guard lab != nil || snippet != nil,
    let subject = lab ?? (try? Parser.parseLab(SourceFile(name: "empty.lab", text: "# Fuzz\n")))
  else { return nil }
  // Opening a data set takes longer than a thousand runs.
  let hasData = subject.steps.flatMap(\.statements).contains { statement in
    if case .data = statement.kind { true } else { false }
  }
  guard !hasData else { return nil }
  let output = Inspector()
  var options = SessionOptions()
  options.runsComparisons = true
  options.memoryLimit = 900 << 20
  let session: Session
  do throws(Diagnostic) {
    session = try Session(
      subject, options, output: output, interrupt: Interrupt(checks: 2_000), table: table)
  } catch {
    return complaint(about: error) ?? output.complaint
  }
  var failure: Diagnostic?
  if let snippet {
    let outcome = session.run(snippet: snippet)
    if let value = outcome.value { output.receive(.text(visibleLines(value.text))) }
    failure = outcome.failure
  } else {
    for step in subject.steps where failure == nil {
      failure = session.run(step: step.number).failure
    }
  }
  if let failure, let complaint = complaint(about: failure) { return complaint }
  return output.complaint
}

/// Draws what is shown, and looks for control characters in everything that reaches a terminal.
private final class Inspector: Output {
  private(set) var complaint: String?
  private var pictures = 0

  func receive(_ event: Event) {
    switch event {
    case .text(let text): inspect(text)
    case .show(let values): for value in values { draw(value) }
    default: break
    }
  }

  private func draw(_ value: Value) {
    guard case .object(let object) = value, let picture = object as? FigureObject else {
      return inspect(visibleLines(value.text))
    }
    pictures += 1
    guard pictures <= 4 else { return }
    for glyphs in [Glyphs.ascii, .unicode] {
      let text = render(picture.figure, Style(width: 40, glyphs: glyphs))
      inspect(text)
      for line in text.split(separator: "\n") where DisplayWidth.of(line) > 40 {
        complaint = "a picture is wider than its style: \(line)"
      }
    }
  }

  private func inspect(_ text: String) {
    for line in text.split(separator: "\n") {
      for piece in line.split(separator: "\t") where visible(piece) != piece {
        complaint = "a control character is printed: \(visible(piece))"
      }
    }
  }
}

private func complaint(about failure: Diagnostic) -> String? {
  guard let span = failure.span else { return "no place: \(failure.message)" }
  guard span.start >= 0, span.start <= span.end, span.end <= span.file.bytes.count else {
    return "the span \(span.start)..<\(span.end) is outside the file: \(failure.message)"
  }
  for line in failure.rendered(color: false, width: 80).split(separator: "\n")
  where visible(line) != line {
    return "a control character reaches the terminal: \(visible(failure.message))"
  }
  guard failure.message.count < 2_000 else {
    return "a message of \(failure.message.count) characters"
  }
  return nil
}
