import Language

/// An expression in a dry run.
final class DryExpressionNode: Node {
  private let node: Node
  /// Whether it is unknown wherever a part of it is.
  private let isDecidedByParts: Bool
  /// The place that is noted for people who look at it: of a member, what follows the dot.
  private let noted: Span

  init(_ node: Node, _ expression: Expression) {
    self.node = node
    switch expression.kind {
    case .comparison, .approximately, .and, .or, .interpolated, .set, .member:
      isDecidedByParts = true
    case .unary(let operation, _): isDecidedByParts = operation == .not
    case .none, .bool, .int, .float, .string, .name, .list, .map, .binary, .lambda, .call, .index,
      .conditional, .noGrad, .listComprehension, .setComprehension, .mapComprehension, .spread:
      isDecidedByParts = false
    }
    if case .member(_, _, let span) = expression.kind {
      noted = span
    } else {
      noted = expression.span
    }
    super.init(node.span ?? expression.span)
  }

  override var core: Node { node.core }
  override var isPure: Bool { node.isPure }
  override var isStable: Bool { node.isStable }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard let dryRun = frame.interpreter.dryRun else { return try node.evaluate(frame) }
    return try dryRun.value(of: node, in: frame, isDecidedByParts: isDecidedByParts, at: noted)
  }
}

/// A statement in a dry run: the next one runs even if it fails.
final class DryStatementNode: Node {
  private let node: Node
  private let names: NamesSet
  /// What it changes besides names, if anything.
  private let changed: Place?

  init(
    _ node: Node, _ statement: Statement, _ names: NamesSet, changing place: Place?
  ) {
    self.node = node
    self.names = names
    changed = place
    super.init(statement.span)
  }

  override var core: Node { node.core }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    _ = try execute(frame)
    return .none
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    guard let dryRun = frame.interpreter.dryRun else { return try node.execute(frame) }
    return try dryRun.execute(node, in: frame) { forget(frame) }
  }

  private func forget(_ frame: Frame) {
    names.change(frame) { _ in UnknownValue.of() }
    try? changed?.replace(with: UnknownValue.of(), frame)
  }
}

/// The names that a statement sets, found only when they are asked for.
struct NamesSet {
  let statement: Statement
  let scope: Scope
  let globals: Globals

  /// Gives each name what `body` makes of its value.
  func change(_ frame: Frame, _ body: (Value) -> Value) {
    var names = AssignedNames([statement]).names
    switch statement.kind {
    case .param(let declaration): names.append(declaration.name)
    case .data(let declaration): names.append(declaration.name)
    default: break
    }
    for name in names {
      if scope.kind == .chunk {
        let cell = globals.cell(name)
        cell.value.pointee = body(cell.value.pointee)
      } else if let slot = scope.own(name) {
        frame.slots[slot] = body(frame.slots[slot])
      }
    }
  }
}

/// The body of a function in a dry run.
final class DryFunctionNode: Node {
  private unowned let code: FunctionCode
  private let body: Node
  /// How many calls of the function are active.
  private var active = 0

  init(_ code: FunctionCode, _ body: Node) {
    self.code = code
    self.body = body
    super.init(body.span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard let dryRun = frame.interpreter.dryRun else { return try body.evaluate(frame) }
    dryRun.noteCall(of: code)
    let (mostOfOne, most) = (8, 200)
    guard active < mostOfOne, dryRun.levels.count < most else {
      dryRun.missesGradients = true
      dryRun.leaveOutCost()
      return UnknownValue.of()
    }
    active += 1
    defer { active -= 1 }
    return try dryRun.call(frame.slots, code.frameSize) { () throws(Failure) in
      try body.evaluate(frame)
    }
  }
}
