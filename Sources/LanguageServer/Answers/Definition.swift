import Builtins
import Language
import Platform
import Session

/// Where a name is defined, in this lab or in the one that it is imported from.
enum DefinitionAnswer {
  static func answer(_ document: OpenDocument, _ parameters: JSON) throws(Declined) -> JSON {
    let offset = try document.lines.offset(parameters)
    guard let name = document.names.occurrence(at: offset),
      let definition = document.names.definition(of: name.home)
    else { return .null }
    if definition.role == .imported, let found = imported(definition.name, document) {
      return found
    }
    return location(document.uri, document.lines, definition.span)
  }

  private static func imported(_ name: String, _ document: OpenDocument) -> JSON? {
    guard let file = document.names.imports[name], let path = document.path,
      let lab = try? ImportCheck.imported(file, in: Folder.containing(path))
    else { return nil }
    for statement in lab.steps.flatMap(\.statements) {
      let span: Span
      switch statement.kind {
      case .function(let function) where function.name == name: span = function.nameSpan
      case .model(let model) where model.name == name: span = model.nameSpan
      default: continue
      }
      let uri = FileURI.of("\(Folder.containing(path))/\(file)")
      return location(uri, LineMap(span.file.bytes), span)
    }
    return nil
  }

  private static func location(_ uri: String, _ lines: LineMap, _ span: Span) -> JSON {
    .object([("uri", .string(uri)), ("range", lines.range(span))])
  }
}
