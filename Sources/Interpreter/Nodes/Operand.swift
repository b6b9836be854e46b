/// An operand of an operator.
///
/// Names, whole numbers and texts, which most operands are, are read here without calling a node.
struct Operand {
  private enum Kind {
    /// Reads the slot `number`.
    case local
    /// The whole number `number`.
    case int
    case text
    case other
  }

  let node: Node
  private let kind: Kind
  private let number: Int
  /// The text as written, kept alive by the node.
  private let text: Unmanaged<TextBox>?

  init(_ node: Node) {
    self.node = node
    let constant = (node as? ConstantNode)?.value
    if let local = node as? LocalNode {
      (kind, number, text) = (.local, local.slot, nil)
    } else if case .int(let value)? = constant {
      (kind, number, text) = (.int, value, nil)
    } else if case .string(let value)? = constant {
      (kind, number, text) = (.text, 0, .passUnretained(value))
    } else {
      (kind, number, text) = (.other, 0, nil)
    }
  }

  /// The slot of the frame that it reads, or nil.
  var slot: Int? { kind == .local ? number : nil }

  @inline(__always)
  func evaluate(_ frame: Frame) throws(Failure) -> Value {
    switch kind {
    case .int: return .int(number)
    case .local:
      if case .int(let value) = frame.slots[number] { return .int(value) }
      return try node.evaluate(frame)
    case .text, .other: return try node.evaluate(frame)
    }
  }

  /// The text that it is, as written or held by its name, uncounted.
  ///
  /// It is valid until something else is stored there.
  @inline(__always)
  func uncountedText(_ frame: Frame) -> Unmanaged<TextBox>? {
    switch kind {
    case .local: (frame.slots + number).uncountedText
    case .text: text
    case .int, .other: nil
    }
  }
}
