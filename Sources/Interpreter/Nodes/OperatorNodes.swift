import Language

/// `a + b` and the like; whole numbers and fractions take a shortcut.
class BinaryNode: Node {
  private let operation: BinaryOperator
  fileprivate let left: Operand
  fileprivate let right: Operand

  fileprivate init(_ operation: BinaryOperator, _ left: Node, _ right: Node, _ span: Span?) {
    self.operation = operation
    self.left = Operand(left)
    self.right = Operand(right)
    super.init(span)
  }

  /// The node for `operation`: a specialised one for those in every loop.
  static func make(_ operation: BinaryOperator, _ left: Node, _ right: Node, _ span: Span?) -> Node
  {
    switch operation {
    case .add: AddNode(operation, left, right, span)
    case .subtract: SubtractNode(operation, left, right, span)
    case .multiply: MultiplyNode(operation, left, right, span)
    default: BinaryNode(operation, left, right, span)
    }
  }

  final override var isPure: Bool { left.node.isPure && right.node.isPure }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    do {
      switch (a, b) {
      case (.int(let a), .int(let b)): return try Arithmetic.ints(operation, a, b)
      case (.float(let a), .float(let b)): return try Arithmetic.floats(operation, a, b)
      default: return try Arithmetic.apply(operation, a, b, frame.interpreter)
      }
    } catch {
      throw error.at(span)
    }
  }

  /// What the operator gives for any values.
  fileprivate final func apply(_ a: Value, _ b: Value, _ frame: Frame) throws(Failure) -> Value {
    do {
      return try Arithmetic.apply(operation, a, b, frame.interpreter)
    } catch {
      throw error.at(span)
    }
  }
}

/// `a + b`.
private final class AddNode: BinaryNode {
  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    switch (a, b) {
    case (.int(let a), .int(let b)):
      let (sum, overflowed) = a.addingReportingOverflow(b)
      if !overflowed { return .int(sum) }
    case (.float(let a), .float(let b)): return .float(a + b)
    default: break
    }
    return try apply(a, b, frame)
  }
}

/// `a - b`.
private final class SubtractNode: BinaryNode {
  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    switch (a, b) {
    case (.int(let a), .int(let b)):
      let (difference, overflowed) = a.subtractingReportingOverflow(b)
      if !overflowed { return .int(difference) }
    case (.float(let a), .float(let b)): return .float(a - b)
    default: break
    }
    return try apply(a, b, frame)
  }
}

/// `a * b`.
private final class MultiplyNode: BinaryNode {
  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    switch (a, b) {
    case (.int(let a), .int(let b)):
      let (product, overflowed) = a.multipliedReportingOverflow(by: b)
      if !overflowed { return .int(product) }
    case (.float(let a), .float(let b)): return .float(a * b)
    default: break
    }
    return try apply(a, b, frame)
  }
}

/// `-x`, `+x`, `not x`.
final class UnaryNode: Node {
  private let operation: UnaryOperator
  private let operand: Node

  init(_ operation: UnaryOperator, _ operand: Node, _ span: Span?) {
    self.operation = operation
    self.operand = operand
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    if operation == .not { return .bool(!(try operand.test(frame))) }
    let value = try operand.evaluate(frame)
    do {
      return switch operation {
      case .minus: try Arithmetic.negated(value)
      case .invert: try Arithmetic.inverted(value)
      default: try Arithmetic.positive(value)
      }
    } catch {
      throw error.at(span)
    }
  }

  override func test(_ frame: Frame) throws(Failure) -> Bool {
    operation == .not ? !(try operand.test(frame)) : try super.test(frame)
  }
}

/// `a < b`.
final class ComparisonNode: Node {
  private let operation: ComparisonOperator
  private let isMembership: Bool
  private let left: Operand
  private let right: Operand

  init(_ operation: ComparisonOperator, _ left: Node, _ right: Node, _ span: Span?) {
    self.operation = operation
    isMembership = operation == .in || operation == .notIn
    self.left = Operand(left)
    self.right = Operand(right)
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    if !isMembership, case .int(let a) = a, case .int(let b) = b {
      return .bool(Comparing.compare(operation, a, b))
    }
    do {
      return try Comparing.apply(operation, a, b, frame.interpreter)
    } catch {
      throw error.at(span)
    }
  }

  override func judge(_ frame: Frame, _ evidence: inout Evidence) throws(Failure) -> Value {
    let (a, b) = (try left.evaluate(frame), try right.evaluate(frame))
    evidence.add(operation, a, b)
    do {
      return try Comparing.apply(operation, a, b, frame.interpreter)
    } catch {
      throw error.at(span)
    }
  }

  override func test(_ frame: Frame) throws(Failure) -> Bool {
    // A text in a map that a name holds: neither reference is counted.
    if isMembership, let slot = right.slot, let map = (frame.slots + slot).uncountedMap,
      let text = left.uncountedText(frame)
    {
      return map.contains(text) == (operation == .in)
    }
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    if !isMembership, case .int(let a) = a, case .int(let b) = b {
      return Comparing.compare(operation, a, b)
    }
    do {
      return try Comparing.apply(operation, a, b, frame.interpreter).isTrue()
    } catch {
      throw error.at(span)
    }
  }
}

/// `a < b <= c`: every operand is evaluated once, and none after the first that fails.
final class ChainNode: Node {
  private let first: Node
  private let rest: [(operator: ComparisonOperator, operand: Node)]

  init(_ first: Node, _ rest: [(operator: ComparisonOperator, operand: Node)], _ span: Span?) {
    self.first = first
    self.rest = rest
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    try walk(frame) { _, _, _ in }
  }

  override func judge(_ frame: Frame, _ evidence: inout Evidence) throws(Failure) -> Value {
    try walk(frame) { operation, left, right in evidence.add(operation, left, right) }
  }

  @inline(__always)
  private func walk(
    _ frame: Frame, _ visit: (ComparisonOperator, Value, Value) -> Void
  ) throws(Failure) -> Value {
    var left = try first.evaluate(frame)
    var result = Value.bool(true)
    for (operation, operand) in rest {
      let right = try operand.evaluate(frame)
      visit(operation, left, right)
      do {
        result = try Comparing.apply(operation, left, right, frame.interpreter)
        if !(try result.isTrue()) { return result }
      } catch {
        throw error.at(span)
      }
      left = right
    }
    return result
  }
}

/// `a and b`, `a or b`: the value of the operand that decided.
final class LogicNode: Node {
  private let isAnd: Bool
  private let left: Node
  private let right: Node

  init(isAnd: Bool, _ left: Node, _ right: Node, _ span: Span?) {
    self.isAnd = isAnd
    self.left = left
    self.right = right
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let value = try left.evaluate(frame)
    let isTrue: Bool
    do {
      isTrue = try value.isTrue()
    } catch {
      throw error.at(left.span)
    }
    return isTrue == isAnd ? try right.evaluate(frame) : value
  }

  override func judge(_ frame: Frame, _ evidence: inout Evidence) throws(Failure) -> Value {
    let value = try left.judge(frame, &evidence)
    let isTrue: Bool
    do {
      isTrue = try value.isTrue()
    } catch {
      throw error.at(left.span)
    }
    guard isTrue == isAnd else { return value }
    // Of `or` the second operand alone decides.
    if !isAnd { evidence = Evidence() }
    return try right.judge(frame, &evidence)
  }

  override func test(_ frame: Frame) throws(Failure) -> Bool {
    let isTrue = try left.test(frame)
    return isTrue == isAnd ? try right.test(frame) : isTrue
  }
}

/// `x ≈ y ± tolerance`.
final class ApproximatelyNode: Node {
  private let left: Node
  private let right: Node
  private let tolerance: Node

  init(_ left: Node, _ right: Node, tolerance: Node, _ span: Span?) {
    self.left = left
    self.right = right
    self.tolerance = tolerance
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    var evidence = Evidence()
    return try judge(frame, &evidence)
  }

  override func judge(_ frame: Frame, _ evidence: inout Evidence) throws(Failure) -> Value {
    let (a, b) = (try left.evaluate(frame), try right.evaluate(frame))
    let allowed = try tolerance.evaluate(frame)
    evidence.add(a, near: b, within: allowed)
    do {
      return .bool(try Closeness.isWithin(a, b, tolerance: allowed))
    } catch {
      throw error.at(span)
    }
  }
}
