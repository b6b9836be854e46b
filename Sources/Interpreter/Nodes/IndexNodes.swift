import Language

/// `x[i]` with one plain index.
class IndexNode: Node {
  let container: Node
  let key: Operand
  /// The slot that the container is read from, if nothing can change it meanwhile.
  private let slot: Int?

  /// The node for `container[key]`.
  static func make(_ container: Node, _ key: Node, _ span: Span?) -> IndexNode {
    if key.isPure, let row = container as? IndexNode, let slot = row.slot {
      return RowElementNode(slot, row, key, span)
    }
    return IndexNode(container, key, span)
  }

  fileprivate init(_ container: Node, _ key: Node, _ span: Span?) {
    self.container = container
    self.key = Operand(key)
    slot = key.isPure ? (container as? LocalNode)?.slot : nil
    super.init(span)
  }

  override final var isPure: Bool { container.isPure && key.node.isPure }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    // The most common paths, which count no reference to a container.
    guard let slot else { return try general(frame) }
    if let map = (frame.slots + slot).uncountedMap {
      if let text = key.uncountedText(frame), let value = map.get(text) { return value }
    } else if case .int(let position) = try key.evaluate(frame), position >= 0,
      case .list(let list) = frame.slots[slot], position < list.items.count
    {
      return list.items[position]
    }
    return try general(frame)
  }

  fileprivate final func general(_ frame: Frame) throws(Failure) -> Value {
    let value = try container.evaluate(frame)
    let index = try key.evaluate(frame)
    if case .list(let list) = value, case .int(let position) = index, position >= 0,
      position < list.items.count
    {
      return list.items[position]
    }
    do throws(Failure) {
      return try Indexing.get(value, index, frame.interpreter)
    } catch {
      throw error.at(span)
    }
  }
}

/// `rows[i][j]` where a name holds `rows`: the most common nested access.
private final class RowElementNode: IndexNode {
  private let slot: Int
  private let line: Operand

  /// `row` reads the row from the list in `slot`.
  init(_ slot: Int, _ row: IndexNode, _ key: Node, _ span: Span?) {
    self.slot = slot
    line = row.key
    super.init(row, key, span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    if case .int(let line) = try line.evaluate(frame), line >= 0,
      case .int(let position) = try key.evaluate(frame), position >= 0,
      case .list(let rows) = frame.slots[slot], line < rows.items.count,
      case .list(let row) = rows.items[line], position < row.items.count
    {
      return row.items[position]
    }
    return try general(frame)
  }
}

/// What is between the brackets, compiled.
enum KeyNode {
  case value(Node)
  case slice(start: Node?, stop: Node?, step: Node?)
  case ellipsis

  func evaluate(_ frame: Frame) throws(Failure) -> Key {
    switch self {
    case .value(let node): return .value(try node.evaluate(frame))
    case .slice(let start, let stop, let step):
      return .slice(
        start: try Self.bound(start, frame), stop: try Self.bound(stop, frame),
        step: try Self.bound(step, frame))
    case .ellipsis: return .ellipsis
    }
  }

  /// Whether evaluating it has no side effects.
  var isPure: Bool {
    switch self {
    case .value(let node): node.isPure
    case .slice(let start, let stop, let step):
      [start, stop, step].allSatisfy { $0?.isPure ?? true }
    case .ellipsis: true
    }
  }

  private static func bound(_ node: Node?, _ frame: Frame) throws(Failure) -> Int? {
    guard let node else { return nil }
    let value = try node.evaluate(frame)
    if value.isNone { return nil }
    guard let number = value.integer else {
      throw Failure(
        .runtime, "the bounds of a slice must be whole numbers, not \(value.described)",
        at: node.span)
    }
    return number
  }
}

/// `x[a:b, ..., i]`.
final class SubscriptNode: Node {
  let container: Node
  let keys: [KeyNode]

  init(_ container: Node, _ keys: [KeyNode], _ span: Span?) {
    self.container = container
    self.keys = keys
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let value = try container.evaluate(frame)
    var evaluated: [Key] = []
    for key in keys { evaluated.append(try key.evaluate(frame)) }
    do throws(Failure) {
      return try Indexing.get(value, evaluated, frame.interpreter)
    } catch {
      throw error.at(span)
    }
  }
}

/// `x.name = value`.
final class AssignMemberNode: Node {
  private let place: Place
  private let value: Node

  init(_ place: Place, _ value: Node, _ span: Span?) {
    self.place = place
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    let new = try value.evaluate(frame)
    try place.replace(with: new, frame)
    return .normal
  }
}

/// `x += value`; texts and lists grow in place.
final class AugmentNode: Node {
  private let place: Place
  private let operation: BinaryOperator
  private let value: Node
  /// Whether the path is walked before the value is evaluated.
  private let isWalkedFirst: Bool

  init(_ place: Place, _ operation: BinaryOperator, _ value: Node, _ span: Span?) {
    self.place = place
    self.operation = operation
    self.value = value
    isWalkedFirst = place.isWalkedFirst(othersArePure: value.isPure)
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    if isWalkedFirst { return try locate(frame) }
    let right = try value.evaluate(frame)
    if operation == .add, case .int(let b) = right, try place.add(b, frame) { return .normal }
    do throws(Failure) {
      try place.change(frame) { (value) throws(Failure) in
        try Self.apply(operation, &value, right, frame.interpreter)
      }
    } catch {
      throw error.at(span)
    }
    return .normal
  }

  private func locate(_ frame: Frame) throws(Failure) -> Completion {
    try place.locate(frame) { (spot) throws(Failure) in
      let right = try value.evaluate(frame)
      do throws(Failure) {
        try spot.change { (value) throws(Failure) in
          try Self.apply(operation, &value, right, frame.interpreter)
        }
      } catch {
        throw error.at(span)
      }
      return .normal
    }
  }

  static func apply(
    _ operation: BinaryOperator, _ value: inout Value, _ right: Value, _ interpreter: Interpreter
  ) throws(Failure) {
    // Looked at one by one: a pair of both would hold a second reference to what grows in place.
    if operation == .add {
      if case .string(let suffix) = right, case .string = value {
        return try append(suffix, to: &value, interpreter)
      }
      if case .list(let suffix) = right, case .list = value {
        return try append(suffix, to: &value, interpreter)
      }
    }
    switch (value, right) {
    case (.int(let a), .int(let b)): value = try Arithmetic.ints(operation, a, b)
    case (.float(let a), .float(let b)): value = try Arithmetic.floats(operation, a, b)
    case (.tensor(let tensor), _) where tensor.isParameter:
      try TensorIndexing.move(tensor, operation, by: right, interpreter)
    default: value = try Arithmetic.apply(operation, value, right, interpreter)
    }
  }

  private static func append(
    _ suffix: TextBox, to value: inout Value, _ interpreter: Interpreter
  ) throws(Failure) {
    guard var text = value.takeText() else { return }
    defer { value = .string(text) }
    let bytes = text.string.utf8.count + suffix.string.utf8.count
    guard bytes <= Limits.textBytes else { throw Arithmetic.textTooLong() }
    try interpreter.charge(suffix.string.utf8.count)
    if isKnownUniquelyReferenced(&text) {
      text.append(suffix)
    } else {
      text = TextBox(text.string + suffix.string)
    }
  }

  private static func append(
    _ suffix: ListBox, to value: inout Value, _ interpreter: Interpreter
  ) throws(Failure) {
    guard var list = value.takeList() else { return }
    defer { value = .list(list) }
    guard list.items.count + suffix.items.count <= Limits.elements else {
      throw Arithmetic.listTooLong()
    }
    try interpreter.charge(suffix.items.count * 16)
    if !isKnownUniquelyReferenced(&list) { list = list.copy() }
    list.admitAll(of: suffix)
    list.items.append(contentsOf: suffix.items)
  }
}

/// `x += value` for a slot of the frame: the most common way to count.
final class AugmentLocalNode: Node {
  private let local: LocalNode
  private let slot: Int
  private let operation: BinaryOperator
  private let value: Node

  init(_ local: LocalNode, _ operation: BinaryOperator, _ value: Node, _ span: Span?) {
    self.local = local
    slot = local.slot
    self.operation = operation
    self.value = value
    super.init(span)
  }

  override func execute(_ frame: Frame) throws(Failure) -> Completion {
    let right = try value.evaluate(frame)
    if case .int(let a) = frame.slots[slot], case .int(let b) = right, operation == .add {
      let (sum, overflowed) = a.addingReportingOverflow(b)
      if !overflowed {
        frame.slots[slot] = .int(sum)
        return .normal
      }
    }
    if case .unset = frame.slots[slot] { throw local.unset() }
    do throws(Failure) {
      try AugmentNode.apply(operation, &frame.slots[slot], right, frame.interpreter)
    } catch {
      throw error.at(span)
    }
    return .normal
  }
}
