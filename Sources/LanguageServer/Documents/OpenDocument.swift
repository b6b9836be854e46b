import Builtins
import Interpreter
import Language
import Platform
import Running
import Session

/// A lab as it stands in an editor, and what follows from its text.
final class OpenDocument {
  let uri: String
  /// Where it is; nil for one that was never saved.
  let path: String?
  let version: JSON
  let source: SourceFile
  let lines: LineMap
  let table: BuiltinTable
  /// The lab as far as it can be read.
  let reading: LabReading
  /// What names mean.
  let names: NameIndex
  /// What names meant when the whole lab could be read last.
  let earlier: NameIndex

  /// The document that `text` makes of `uri`; `last` is the one before a change.
  init(
    _ uri: String, _ text: String, version: JSON, _ table: BuiltinTable, after last: OpenDocument?
  ) {
    (self.uri, self.version, self.table) = (uri, version, table)
    path = FileURI.path(uri)
    source = SourceFile(name: path ?? uri, text: text)
    lines = LineMap(source.bytes)
    reading = LabReading(source)
    names = NameIndex(reading.lab, table)
    earlier = reading.mistakes.isEmpty ? names : last?.earlier ?? names
  }

  /// What `lab check` finds.
  lazy var mistakes: [Diagnostic] = mistakes { true }

  /// What it finds in the lab as it is, and in its profiles and variations as long as it `goesOn`.
  func mistakes(goesOn: () -> Bool) -> [Diagnostic] {
    LabCheck.mistakes(
      in: reading, folder: path.map(Folder.containing), table: table, goesOn: goesOn)
  }

  /// What values are, by where they are written, as a dry run sees them; nothing while the lab cannot be
  /// read.
  lazy var kinds: [Range<Int>: DryRun.Kind] =
    reading.mistakes.isEmpty
    ? StaticCheck.kinds(in: reading.lab, folder: path.map(Folder.containing), table: table) : [:]

  // MARK: Code

  /// A piece of code and where it is.
  struct Piece {
    let kind: CodePart.Kind
    let text: String
    let range: Range<Int>
    /// Whether blanks or a line's end are before it.
    let isApart: Bool
  }

  /// The code of a fence in pieces.
  func pieces(_ code: ClosedRange<Int>) -> [Piece] {
    var pieces: [Piece] = []
    for (line, parts) in zip(code, source.codeParts(code.lowerBound, code.upperBound)) {
      var offset = source.lineStarts[line - 1]
      for (index, part) in parts.enumerated() {
        offset += part.space.utf8.count
        let end = offset + part.text.utf8.count
        pieces.append(
          Piece(
            kind: part.kind, text: part.text, range: offset..<end,
            isApart: index == 0 || !part.space.isEmpty))
        offset = end
      }
    }
    return pieces
  }

  /// The lines of the fence that holds an offset.
  func code(at offset: Int) -> ClosedRange<Int>? {
    let line = source.location(of: offset).line
    return reading.code.first { $0.contains(line) }
  }

  /// The word at an offset, or just before it, and the word before its dot.
  func word(at offset: Int) -> (piece: Piece, owner: Piece?)? {
    guard let code = code(at: offset) else { return nil }
    let pieces = pieces(code)
    let found = pieces.lastIndex { piece in
      (piece.kind == .word || piece.kind == .keyword) && piece.range.lowerBound <= offset
        && offset <= piece.range.upperBound
    }
    guard let found else { return nil }
    let hasDot = found > 0 && pieces[found - 1].text == "."
    return (pieces[found], hasDot && found > 1 ? pieces[found - 2] : nil)
  }
}
