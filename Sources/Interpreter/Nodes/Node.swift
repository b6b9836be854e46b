import Language

/// A piece of compiled code: an expression or a statement whose names are resolved to slots.
package class Node {
  /// Where it is in the source; nil if it has none.
  package let span: Span?

  init(_ span: Span?) {
    self.span = span
  }

  /// The node that does the work, where this one stands around it.
  var core: Node { self }

  /// The value of an expression; `none` for a statement.
  package func evaluate(_ frame: Frame) throws(Failure) -> Value {
    _ = try execute(frame)
    return .none
  }

  /// Whether the value is true, as a condition asks, if possible without creating a value.
  func test(_ frame: Frame) throws(Failure) -> Bool {
    let value = try evaluate(frame)
    if case .bool(let flag) = value { return flag }
    do {
      return try value.isTrue()
    } catch {
      throw error.at(span)
    }
  }

  /// The value as that of a claim; in `evidence` it leaves what decided.
  func judge(_ frame: Frame, _ evidence: inout Evidence) throws(Failure) -> Value {
    try evaluate(frame)
  }

  /// Whether evaluating it changes nothing, so that values may be read before or after.
  var isPure: Bool { false }

  /// Whether it has the same value whatever the statement's other code does meanwhile.
  ///
  /// Constants and names do.
  var isStable: Bool { false }

  /// Runs it as a statement.
  package func execute(_ frame: Frame) throws(Failure) -> Completion {
    _ = try evaluate(frame)
    return .normal
  }
}

/// A value known at compile time.
final class ConstantNode: Node {
  let value: Value

  init(_ value: Value, _ span: Span? = nil) {
    self.value = value
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value { value }

  override var isPure: Bool { true }
  override var isStable: Bool { true }
}

/// Statements one after another, without a value.
final class BlockNode: Node {
  private let statements: Row<Node>

  init(_ statements: [Node], _ span: Span?) {
    self.statements = Row(statements)
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    try statements.execute(frame)
  }
}

/// Statements, then an expression that is the value: the body of a function.
final class BodyNode: Node {
  private let statements: Row<Node>
  private let result: Node?

  init(_ statements: [Node], result: Node?, _ span: Span?) {
    self.statements = Row(statements)
    self.result = result
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    for index in 0..<statements.count {
      let completion = try statements.visit(index) { (statement) throws(Failure) in
        try statement.execute(frame)
      }
      if completion == .return {
        let value = frame.interpreter.returned
        frame.interpreter.returned = .none
        return value
      }
    }
    guard let result else { return .none }
    return try result.evaluate(frame)
  }
}

/// `return` inside a body.
final class ReturnNode: Node {
  private let value: Node?

  init(_ value: Node?, _ span: Span?) {
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    frame.interpreter.returned = try value?.evaluate(frame) ?? .none
    return .return
  }
}

/// `break` and `continue`.
final class JumpNode: Node {
  private let completion: Completion

  init(_ completion: Completion, _ span: Span?) {
    self.completion = completion
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion { completion }
}

/// A block as a value: statements, then the value. Jumps do not leave it.
final class ValueBlockNode: Node {
  private let statements: [Node]
  private let result: Node

  init(_ statements: [Node], _ result: Node, _ span: Span?) {
    self.statements = statements
    self.result = result
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    for statement in statements {
      guard try statement.execute(frame) == .normal else {
        throw Failure(
          .runtime, "`return`, `break` and `continue` cannot leave a block that is a value",
          at: statement.span, hint: "make the block a statement of its own")
      }
    }
    return try result.evaluate(frame)
  }
}

/// The last statement of a function where it may return.
final class ReturningNode: Node {
  private let statement: Node

  init(_ statement: Node) {
    self.statement = statement
    super.init(statement.span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard try statement.execute(frame) == .return else { return .none }
    let value = frame.interpreter.returned
    frame.interpreter.returned = .none
    return value
  }
}
