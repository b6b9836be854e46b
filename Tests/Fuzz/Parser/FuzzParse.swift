import Language
import Text

/// Feeds `bytes` to everything that reads untrusted text.
///
/// That is the parsers of labs and of prompt lines, prose, and the rendering of their mistakes.
/// Shared by libFuzzer's driver and, through a link, by a seeded test. Returns what is wrong with
/// the outcome, if anything is; a crash says more.
func fuzzParse(_ bytes: [UInt8]) -> String? {
  let source = SourceFile(name: "fuzz.lab", bytes: bytes)
  for mistake in Parser.mistakes(in: source) {
    if let complaint = complaint(about: mistake) { return complaint }
  }
  do throws(Diagnostic) {
    let lab = try Parser.parseLab(source)
    for step in lab.steps {
      if let complaint = complaint(aboutProseOf: step) { return complaint }
    }
    if let complaint = try complaint(aboutLayoutOf: lab, source) { return complaint }
  } catch {
    if let complaint = complaint(about: error) { return complaint }
  }
  do throws(Diagnostic) {
    _ = try Parser.parseSnippet(source)
    return Parser.isIncomplete(source) ? "a whole snippet is said to be incomplete" : nil
  } catch {
    return complaint(about: error)
  }
}

/// Laying out the code of a lab changes nothing that it says, and doing so again nothing at all.
private func complaint(
  aboutLayoutOf lab: Lab, _ source: SourceFile
) throws(Diagnostic) -> String? {
  let once = try LabFormatter.formatted(source)
  let again = SourceFile(name: "fuzz.lab", text: once)
  if try LabFormatter.formatted(again) != once { return "laid out twice is not laid out once" }
  var (before, after) = ("", "")
  write(lab, to: &before)
  write(try Parser.parseLab(again), to: &after)
  return before == after ? nil : "laid out it says something else"
}

/// Writes a syntax tree without its places.
private func write(_ part: Any, to text: inout String) {
  if part is Span || part is SourceFile { return }
  let mirror = Mirror(reflecting: part)
  text += "(\(mirror.subjectType)"
  if mirror.children.isEmpty { text += " \(part)" }
  for child in mirror.children {
    text += " \(child.label ?? "")"
    write(child.value, to: &text)
  }
  text += ")"
}

private func complaint(aboutProseOf step: Step) -> String? {
  for case .prose(let text, _) in step.sections where text.utf8.count < 4096 {
    let shown = Prose(text).rendered(width: 40, unicode: false)
    for line in shown.split(separator: "\n") where line.count > 40 || visible(line) != line {
      return "prose is too wide or holds control characters"
    }
  }
  return nil
}

private func complaint(about mistake: Diagnostic) -> String? {
  guard let span = mistake.span else { return "no place: \(mistake.message)" }
  guard span.start >= 0, span.start <= span.end, span.end <= span.file.bytes.count else {
    return "the span \(span.start)..<\(span.end) is outside the file: \(mistake.message)"
  }
  let lines = mistake.rendered(color: false, width: 80)
    .split(separator: "\n", omittingEmptySubsequences: false)
  // The place and the message, the excerpt, the hint.
  guard lines.count <= 4 else { return "a message of \(lines.count) lines" }
  for line in lines where visible(line) != line {
    return "a control character reaches the terminal: \(mistake.message)"
  }
  return nil
}
