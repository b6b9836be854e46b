import Text

extension LabReader {
  private static let keys = LabWord.frontMatter.map(\.name)
  private static let counts = ["minutes", "lesson"]

  /// Reads what is between `---` lines at the very start, if anything is.
  mutating func readFrontMatter() throws(Diagnostic) -> FrontMatter {
    guard isRule(0) else { return FrontMatter() }
    let open = span(range(ofLine: 0))
    var values: [String: String] = [:]
    var numbers: [String: Int] = [:]
    line = 1
    while true {
      guard line < source.lineStarts.count else {
        line = 1
        throw Diagnostic(
          .syntax, "the front matter is never closed", at: open, hint: "end it with `---`")
      }
      if isRule(line) { break }
      let range = range(ofLine: line)
      line += 1
      note { reader throws(Diagnostic) in
        guard let (key, value) = try reader.entry(range) else { return }
        guard values.updateValue(value, forKey: key) == nil else {
          throw Diagnostic(.syntax, "`\(key)` is given twice", at: reader.span(range))
        }
        if LabReader.counts.contains(key) {
          numbers[key] = try count(value, of: key, at: reader.span(range))
        }
      }
    }
    line += 1
    return FrontMatter(
      summary: values["summary"], minutes: numbers["minutes"], needs: needs(values["needs"] ?? ""),
      lesson: numbers["lesson"], key: values["key"])
  }

  private func isRule(_ line: Int) -> Bool {
    trimmed(text(range(ofLine: line))) == "---"
  }

  /// `key: value`; nil for a blank line or a comment.
  private func entry(_ range: Range<Int>) throws(Diagnostic) -> (key: String, value: String)? {
    let text = trimmed(text(range))
    if text.isEmpty || text.hasPrefix("#") { return nil }
    guard let colon = text.firstIndex(of: ":") else {
      throw Diagnostic(
        .syntax, "front matter can contain only `key: value`", at: span(range),
        hint: "end it with `---`")
    }
    let key = trimmed(text[..<colon])
    guard LabReader.keys.contains(key) else {
      throw Diagnostic(
        .syntax, "front matter has no `\(key)`", at: span(range),
        hint: Spelling.hint(key, LabReader.keys)
          ?? "it has `summary`, `minutes`, `needs`, `lesson` and `key`")
    }
    return (key, unquoted(trimmed(text[text.index(after: colon)...])))
  }

  private func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.first, first == text.last,
      first == "\"" || first == "'"
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// `mlp, tokenmix` or `[mlp, tokenmix]`.
  private func needs(_ text: String) -> [String] {
    var text = text
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    return text.split(whereSeparator: { $0 == "," || $0 == " " }).map { unquoted(String($0)) }
  }
}
