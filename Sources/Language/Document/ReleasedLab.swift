/// A lab as students get it: without solutions, wrong answers, hidden checks and authors' answers, all of
/// which its key holds.
package enum ReleasedLab {
  /// The text of the lab without what its author keeps; its front matter names the `key`. Throws the
  /// lab's first mistake, and if it has a key already.
  package static func text(_ source: SourceFile, key: String) throws(Diagnostic) -> String {
    let lab = try Parser.parseLab(source)
    guard lab.frontMatter.key == nil else {
      throw Diagnostic(
        .usage, "\(source.name) is released already", hint: "its solutions are in its key")
    }
    var ranges = try LabReader.keptFences(source).map { withBlankLines($0, source.bytes) }
    for question in lab.steps.flatMap(\.questions) {
      if let span = question.answerSpan { ranges.append(withBlanks(span, source.bytes)) }
    }
    var bytes: [UInt8] = []
    var position = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
    where range.lowerBound >= position {
      bytes += source.bytes[position..<range.lowerBound]
      position = range.upperBound
    }
    bytes += source.bytes[position...]
    let text = keyed(String(decoding: bytes, as: UTF8.self), key)
    return try LabFormatter.formatted(SourceFile(name: source.name, text: text))
  }

  /// A fence with the empty lines below it, if there is an empty line above it, too.
  private static func withBlankLines(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    let newline = UInt8(ascii: "\n")
    var end = range.upperBound
    let isBelowBlank = bytes[..<range.lowerBound].suffix(2).elementsEqual([newline, newline])
    while isBelowBlank, end < bytes.count, bytes[end] == newline { end += 1 }
    return range.lowerBound..<end
  }

  /// An answer with the blanks before it.
  private static func withBlanks(_ span: Span, _ bytes: [UInt8]) -> Range<Int> {
    var start = span.start
    while start > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
    return start..<span.end
  }

  private static func keyed(_ text: String, _ key: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first.map({ trimmed($0) }) == "---",
      let end = lines.dropFirst().firstIndex(where: { trimmed($0) == "---" })
    else { return "---\nkey: \(key)\n---\n" + text }
    return (lines[..<end] + ["key: \(key)"] + lines[end...]).joined(separator: "\n")
  }
}
