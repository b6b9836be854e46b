import Builtins
import Interpreter
import Language

/// What kind of thing each piece of code is, so that editors can colour it.
enum ColourAnswer {
  private enum Kind: Int, CaseIterable {
    case keyword, number, string, comment, function, method, `class`, variable, parameter, property
  }

  static var legend: JSON {
    .object([
      ("tokenTypes", .list(Kind.allCases.map { .string("\($0)") })),
      (
        "tokenModifiers", .list(["declaration", "defaultLibrary"].map { .string($0) })
      ),
    ])
  }

  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    let occurrences = Dictionary(
      document.names.occurrences.map { ($0.span.start, $0) }
    ) { first, _ in first }
    var numbers: [JSON] = []
    var last = (line: 0, column: 0)
    for code in document.reading.code {
      let pieces = document.pieces(code)
      for (index, piece) in pieces.enumerated() {
        let known = occurrences[piece.range.lowerBound]
        guard let (kind, modifiers) = kind(at: index, pieces, known, document) else { continue }
        let place = document.lines.place(of: piece.range.lowerBound)
        let column = place.line == last.line ? place.column - last.column : place.column
        numbers += [
          place.line - last.line, column, piece.text.utf16.count, kind.rawValue, modifiers,
        ].map { .int($0) }
        last = place
      }
    }
    return .object([("data", .list(numbers))])
  }

  private static func kind(
    at index: Int, _ pieces: [OpenDocument.Piece], _ known: NameIndex.Occurrence?,
    _ document: OpenDocument
  ) -> (Kind, modifiers: Int)? {
    let piece = pieces[index]
    switch piece.kind {
    case .keyword: return (.keyword, 0)
    case .number: return (.number, 0)
    case .string: return (.string, 0)
    case .comment: return (.comment, 0)
    case .sign: return nil
    case .word: break
    }
    if let known, let definition = document.names.definition(of: known.home) {
      let isDefinition = definition.span.start == known.span.start
      return (kind(of: definition), isDefinition ? 1 : 0)
    }
    if index > 0, pieces[index - 1].text == "." {
      let isCall = index + 1 < pieces.count && pieces[index + 1].text == "("
      return (isCall ? .method : .property, 0)
    }
    if document.names.namedArguments.contains(piece.range.lowerBound) { return (.parameter, 0) }
    if document.table.function(piece.text) != nil { return (.function, 2) }
    return (.variable, document.table.value(of: piece.text) == nil ? 0 : 2)
  }

  private static func kind(of definition: NameIndex.Occurrence) -> Kind {
    switch definition.role {
    case .function: return .function
    case .model: return .class
    case .method: return .method
    case .parameter: return .parameter
    case .imported: return definition.name.first?.isUppercase == true ? .class : .function
    case .declaration, .variation, .set, .use, .shown: break
    }
    if case .member = definition.home { return .property }
    return .variable
  }
}
