import Builtins
import Language
import Plotting
import Running

/// What a name is: the entry of `lab doc`, or the line that defines it, and what its value is there.
enum HoverAnswer {
  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    let offset = try document.lines.offset(parameters)
    guard let (range, text) = found(document, offset) else { return .null }
    return .object([
      ("contents", .object([("kind", .string("plaintext")), ("value", .string(text))])),
      ("range", document.lines.range(range)),
    ])
  }

  private static func found(
    _ document: OpenDocument, _ offset: Int
  ) -> (range: Range<Int>, text: String)? {
    if let name = document.names.occurrence(at: offset),
      let text = definition(of: name, document)
    {
      let kind = ValueKind.text(of: name, document)
      return (name.span.start..<name.span.end, text + (kind.map { "\n\n\($0)" } ?? ""))
    }
    guard let (word, owner) = document.word(at: offset) else { return nil }
    let pages = ReferencePage(
      Reference(document.table), Style(width: 80, glyphs: .unicode, words: .unicode))
    let kind = owner.flatMap { KnownKind(of: $0, document) }?.name
    let entry =
      kind.flatMap { try? pages.text("\($0).\(word.text)") }
      ?? (try? pages.text(word.text))
    return entry.map { (word.range, $0) }
  }

  /// The line that defines a name, and the comment above it.
  private static func definition(
    of name: NameIndex.Occurrence, _ document: OpenDocument
  ) -> String? {
    guard let definition = document.names.definition(of: name.home) else { return nil }
    let number = document.source.location(of: definition.span.start).line
    var lines = [trimmed(document.source.line(number))]
    var above = number - 1
    while above > 0, trimmed(document.source.line(above)).hasPrefix("#"),
      document.reading.code.contains(where: { $0.contains(above) })
    {
      lines.insert(trimmed(document.source.line(above)), at: 0)
      above -= 1
    }
    return lines.joined(separator: "\n")
  }

  private static func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.first?.isWhitespace == true { line.removeFirst() }
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}
