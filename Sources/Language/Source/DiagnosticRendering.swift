import Text

extension Diagnostic {
  /// The diagnostic as people read it, several lines without a final newline: place and message,
  /// the source line with a caret, the hint, the calls that led here.
  ///
  /// Lines of source are cut to `width` columns. Control characters are written as escapes, so
  /// that no script can reach the terminal through a message.
  package func rendered(color: Bool, unicode: Bool = true, width: Int = 80) -> String {
    let ink = Ink(isOn: color)
    let label = kind == .expectation ? "failed" : "error"
    var head = ink.red("\(label):") + " " + ink.bold(visible(message))
    if let span { head = ink.bold("\(Diagnostic.place(span)):") + " " + head }
    var lines = [head]
    if let span { lines += excerpt(span, ink, unicode: unicode, width: width) }
    if let hint { lines.append(ink.cyan("hint:") + " " + visible(hint)) }
    lines += callLines(ellipsis: unicode ? "…" : "...")
    return lines.joined(separator: "\n")
  }

  /// `file:line:column`.
  static func place(_ span: Span) -> String {
    let (line, column) = span.file.location(of: span.start)
    return "\(visible(span.file.name)):\(line):\(column)"
  }

  private func excerpt(_ span: Span, _ ink: Ink, unicode: Bool, width: Int) -> [String] {
    guard !span.file.bytes.isEmpty else { return [] }
    let number = String(span.file.location(of: span.start).line)
    let margin = String(repeating: " ", count: max(0, 4 - number.count))
    let gutter = "\(margin)\(number) | "
    let line = SourceLine(
      span, width: max(16, width - gutter.count), ellipsis: unicode ? "…" : "...")
    let blank = String(repeating: " ", count: gutter.count - 2) + "| "
    let caret = String(repeating: "^", count: line.caretWidth)
    return [
      ink.dim(line.text.isEmpty ? String(gutter.dropLast()) : gutter) + line.text,
      ink.dim(blank) + String(repeating: " ", count: line.caret) + ink.red(caret),
    ]
  }

  // MARK: Calls

  /// How many lines the stack of calls may take.
  private static let maximumCallLines = 12

  /// One line per call; what recursion repeats is shown once.
  private func callLines(ellipsis: String) -> [String] {
    let texts = calls.map { "  in `\(visible($0.name))`, called at \(Diagnostic.place($0.span))" }
    var lines: [String] = []
    var index = 0
    while index < texts.count {
      let (period, repeats) = Diagnostic.cycle(in: texts, from: index)
      lines += texts[index..<index + period]
      if repeats > 1 {
        let what = period == 1 ? "the line above, again" : "the \(period) lines above, again"
        lines.append("  \(ellipsis) \(what) \(repeats - 1) times")
      }
      index += period * repeats
    }
    guard lines.count > Diagnostic.maximumCallLines else { return lines }
    let kept = Diagnostic.maximumCallLines / 2
    return lines.prefix(kept) + ["  \(ellipsis) \(lines.count - 2 * kept) lines left out"]
      + lines.suffix(kept)
  }

  /// The shortest stretch of calls from `start` that comes at least three times in a row.
  private static func cycle(
    in texts: [String], from start: Int
  ) -> (period: Int, repeats: Int) {
    for period in 1...4 where start + 3 * period <= texts.count {
      let cycle = texts[start..<start + period]
      var repeats = 1
      var next = start + period
      while next + period <= texts.count, texts[next..<next + period] == cycle {
        repeats += 1
        next += period
      }
      if repeats >= 3 { return (period, repeats) }
    }
    return (1, 1)
  }
}

/// The few colours of diagnostics, or none.
private struct Ink {
  let isOn: Bool

  func bold(_ text: String) -> String { styled(text, "1") }
  func dim(_ text: String) -> String { styled(text, "2") }
  func red(_ text: String) -> String { styled(text, "31") }
  func cyan(_ text: String) -> String { styled(text, "36") }

  private func styled(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
