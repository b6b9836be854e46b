/// A node that an operator works on. Names and whole numbers, which most operands are, are read
/// here without calling one.
struct Operand {
  private enum Kind {
    /// Reads the slot `number`.
    case local
    /// The whole number `number`.
    case int
    case other
  }

  let node: Node
  private let kind: Kind
  private let number: Int

  init(_ node: Node) {
    self.node = node
    if let local = node as? LocalNode {
      (kind, number) = (.local, local.slot)
    } else if let constant = node as? ConstantNode, case .int(let value) = constant.value {
      (kind, number) = (.int, value)
    } else {
      (kind, number) = (.other, 0)
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
    case .other: return try node.evaluate(frame)
    }
  }
}
