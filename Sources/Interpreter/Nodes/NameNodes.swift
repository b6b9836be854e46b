import Language

/// A node that stands for a name.
protocol NamedValue: Node {
  /// What to say where the name's value is called and is no function.
  func taken(before call: Span?) -> String?
}

/// Reads a slot of the frame.
final class LocalNode: Node, NamedValue {
  let slot: Int
  private let name: String
  /// Whether the function is a model's that has a field of this name.
  private let hidesField: Bool

  init(_ slot: Int, _ name: String, hidesField: Bool, _ span: Span?) {
    self.slot = slot
    self.name = name
    self.hidesField = hidesField
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    // Numbers first: they need no reference counting.
    switch frame.slots[slot] {
    case .int(let number): return .int(number)
    case .float(let number): return .float(number)
    case .unset: throw unset()
    default: return frame.slots[slot]
    }
  }

  override var isPure: Bool { true }
  override var isStable: Bool { true }

  func taken(before call: Span?) -> String? {
    "`\(name)` is local to this function, whatever it is outside: choose another name for it"
  }

  /// The error for a slot that has no value yet.
  func unset() -> Failure {
    Failure(
      .runtime, "`\(name)` is used before it is set", at: span,
      hint: hidesField
        ? "a name set in a function is local to it; the field is `self.\(name)`"
        : "a name set in a function is local to it; set it above this line")
  }
}

/// Reads a session name, or the builtin of that name.
final class GlobalNode: Node, NamedValue {
  let cell: Cell
  private let globals: Globals

  init(_ cell: Cell, _ globals: Globals, _ span: Span?) {
    self.cell = cell
    self.globals = globals
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let value = cell.value.pointee
    if case .unset = value { return try fallback() }
    return value
  }

  override var isPure: Bool { true }
  override var isStable: Bool { true }

  func taken(before call: Span?) -> String? { cell.taken(before: call) }

  private func fallback() throws(Failure) -> Value {
    if case .unset = cell.builtin { throw globals.unknown(cell.name).at(span) }
    return cell.builtin
  }
}

/// Reads a field of the model that a method belongs to.
final class FieldNode: Node {
  let selfSlot: Int
  let field: Int
  let name: String

  init(selfSlot: Int, field: Int, _ name: String, _ span: Span?) {
    self.selfSlot = selfSlot
    self.field = field
    self.name = name
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard case .instance(let instance) = frame.slots[selfSlot] else { throw unset() }
    // Numbers first: they need no reference counting.
    switch instance.fields[field] {
    case .int(let number): return .int(number)
    case .float(let number): return .float(number)
    case .unset: throw unset()
    default: return instance.fields[field]
    }
  }

  override var isPure: Bool { true }
  override var isStable: Bool { true }

  private func unset() -> Failure {
    Failure(
      .runtime, "the field `\(name)` is used before it is set", at: span,
      hint: "set it in the body of the model")
  }
}

/// A method of the model, as a value.
final class MethodNode: Node {
  let selfSlot: Int
  let name: String

  init(selfSlot: Int, _ name: String, _ span: Span?) {
    self.selfSlot = selfSlot
    self.name = name
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    guard case .instance(let instance) = frame.slots[selfSlot],
      let method = try Members.method(name, of: instance)
    else { throw Failure(.runtime, "unknown method `\(name)`", at: span) }
    return method
  }
}

/// Sets a slot of the frame.
final class AssignLocalNode: Node {
  private let slot: Int
  private let value: Node

  init(_ slot: Int, _ value: Node, _ span: Span?) {
    self.slot = slot
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    frame.slots[slot] = try value.evaluate(frame)
    return .normal
  }
}

/// Sets a session name.
final class AssignGlobalNode: Node {
  private let cell: Cell
  private let value: Node

  init(_ cell: Cell, _ value: Node, _ span: Span?) {
    self.cell = cell
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    cell.value.pointee = try value.evaluate(frame)
    return .normal
  }
}
