import Interpreter
import Language

/// What the value of a name is where it stands: its kind, and the shape of a tensor.
enum ValueKind {
  /// `h: tensor [B, 784]`; nil where nobody can know. An extent that is not always the same is called
  /// B in front, as a batch is, and _ elsewhere.
  static func text(of name: NameIndex.Occurrence, _ document: OpenDocument) -> String? {
    guard let kind = kind(of: name, document), let word = kind.name,
      !["function", "model", "none"].contains(word)
    else { return nil }
    let shape = kind.shape.map { extents in
      let texts = extents.enumerated().map { index, extent in
        extent.map(String.init) ?? (index == 0 ? "B" : "_")
      }
      return " [\(texts.joined(separator: ", "))]"
    }
    return "\(name.name): \(word)\(shape ?? "")"
  }

  private static func kind(
    of name: NameIndex.Occurrence, _ document: OpenDocument
  ) -> DryRun.Kind? {
    let kinds = document.kinds
    func known(_ span: Span) -> DryRun.Kind? { kinds[span.start..<span.end] }
    if let kind = known(name.span) { return kind }
    if let value = value(setAt: name.span, document) { return known(value.span) }
    // What a loop or a call gives it is seen where it is read next.
    return document.names.occurrences(of: name.home)
      .first { $0.span.start > name.span.start && known($0.span) != nil }
      .flatMap { known($0.span) }
  }

  /// What a name is set to by an assignment that begins with it.
  private static func value(setAt span: Span, _ document: OpenDocument) -> Expression? {
    var found: Expression?
    for step in document.reading.lab.steps {
      step.code.forEachStatement { statement in
        if case .assign(.pattern(.name(_, let place)), annotation: _, value: let value) =
          statement.kind, place.start == span.start
        {
          found = value
        }
      }
    }
    return found
  }
}
