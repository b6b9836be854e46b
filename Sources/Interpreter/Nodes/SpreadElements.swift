import Language

/// The elements of a list or set, some of which may stand for all of a sequence: `[*xs, 1]`.
struct SpreadElements {
  private let elements: [(node: Node, isSpread: Bool)]

  init(_ elements: [(node: Node, isSpread: Bool)]) { self.elements = elements }

  /// Gives `body` every element, in order.
  func forEach(
    _ frame: Frame, _ body: (Value) throws(Failure) -> Void
  ) throws(Failure) {
    for (node, isSpread) in elements {
      let value = try node.evaluate(frame)
      do throws(Failure) {
        guard isSpread else {
          try body(value)
          continue
        }
        let items = try Iteration.items(of: value, frame.interpreter)
        try frame.interpreter.charge(items.count * MemoryLayout<Value>.stride)
        for item in items { try body(item) }
      } catch {
        throw error.at(node.span)
      }
    }
  }
}

/// `[*xs, 1]`.
final class SpreadListNode: Node {
  private let elements: SpreadElements

  init(_ elements: SpreadElements, _ span: Span?) {
    self.elements = elements
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    var values = ContiguousArray<Value>()
    try elements.forEach(frame) { (value) throws(Failure) in
      guard values.count < Limits.elements else { throw Arithmetic.listTooLong() }
      values.append(value)
    }
    return .list(try ListBox(checking: values, at: span))
  }
}
