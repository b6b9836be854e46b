import Builtins
import Language
import Running

/// Another name for what a word means, everywhere that it is meant.
enum RenameAnswer {
  static func prepare(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    let name = try occurrence(document, parameters)
    return .object([
      ("range", document.lines.range(name.span)), ("placeholder", .string(name.name)),
    ])
  }

  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    guard let name = parameters["newName"]?.string else {
      throw Declined(.invalidParameters, "the new name is missing")
    }
    let old = try occurrence(document, parameters)
    guard isName(name) else { throw Declined(.invalidParameters, "`\(name)` cannot be a name") }
    let places = document.names.occurrences(of: old.home)
    if name != old.name { try prove(document, old, places, name) }
    let edits = places.map { place -> JSON in
      .object([("range", document.lines.range(place.span)), ("newText", .string(name))])
    }
    return .object([("changes", .object([(document.uri, .list(edits))]))])
  }

  private static func occurrence(
    _ document: OpenDocument, _ parameters: JSON
  ) throws(Declined) -> NameIndex.Occurrence {
    if let mistake = document.reading.mistakes.first {
      throw Declined(
        .failed, "nothing can be renamed before the lab can be read: \(mistake.message)")
    }
    let offset = try document.lines.offset(parameters)
    guard let name = document.names.occurrence(at: offset),
      let definition = document.names.definition(of: name.home)
    else { throw Declined(.failed, "this is no name that the lab defines") }
    if definition.role == .imported {
      let file = document.names.imports[name.name] ?? "another lab"
      throw Declined(.failed, "`\(name.name)` is imported", hint: "rename it in \(file)")
    }
    return name
  }

  private static func isName(_ word: String) -> Bool {
    let source = SourceFile(name: "name", text: "\(word) = 1")
    guard let block = try? Parser.parseSnippet(source), block.statements.count == 1,
      case .assign(.pattern(.name(word, let span)), annotation: nil, value: _) =
        block.statements[0].kind
    else { return false }
    return span.text == word
  }

  /// Makes the change in a copy: it must mean the same, or the change is refused.
  private static func prove(
    _ document: OpenDocument, _ old: NameIndex.Occurrence, _ places: [NameIndex.Occurrence],
    _ name: String
  ) throws(Declined) {
    var bytes: [UInt8] = []
    var end = 0
    var moved: [Int] = []
    for place in places {
      bytes += document.source.bytes[end..<place.span.start]
      moved.append(bytes.count)
      bytes += Array(name.utf8)
      end = place.span.end
    }
    bytes += document.source.bytes[end...]
    let renamed = OpenDocument(
      document.uri, String(decoding: bytes, as: UTF8.self), version: .null, document.table,
      after: nil)
    let known = document.mistakes.compactMap(\.code).sorted()
    if renamed.mistakes.compactMap(\.code).sorted() != known {
      let mistake = renamed.mistakes.first { !known.contains($0.code ?? "") }
      throw Declined(
        .failed,
        "`\(name)` would not mean the same here"
          + (mistake.map { ": \($0.message)" } ?? ""), hint: "choose another name")
    }
    let home = moved.first.flatMap { renamed.names.occurrence(at: $0)?.home }
    guard let home, renamed.names.occurrences(of: home).map(\.span.start) == moved,
      renamed.names.occurrences.count == document.names.occurrences.count,
      document.table.value(of: name) == nil || document.table.value(of: old.name) != nil
    else {
      throw Declined(
        .failed, "`\(name)` already means something here", hint: "choose another name")
    }
  }
}
