import Language

/// `{1, 2}`, `{*xs, 1}`.
final class SetNode: Node {
  private let elements: SpreadElements

  init(_ elements: SpreadElements, _ span: Span?) {
    self.elements = elements
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let set = MapBox()
    try elements.forEach(frame) { (value) throws(Failure) in try set.set(value, to: .none) }
    return .set(set)
  }
}

/// `{f(x) for x in xs}`.
final class SetComprehensionNode: ComprehensionNode {
  private let element: Node

  init(_ element: Node, _ clauses: [ClauseCode], _ span: Span?) {
    self.element = element
    super.init(clauses, span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let set = MapBox()
    try walk(frame) { () throws(Failure) in
      let value = try element.evaluate(frame)
      do throws(Failure) {
        try set.set(value, to: .none)
        if set.count & 0xfff == 0 { try frame.interpreter.charge(0x1000 * 128) }
      } catch {
        throw error.at(element.span)
      }
    }
    return .set(set)
  }
}
