import Language

/// `[a, b]` and `(a, b)`.
final class ListNode: Node {
  private let items: Row<Node>

  init(_ items: [Node], _ span: Span?) {
    self.items = Row(items)
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    var values = ContiguousArray<Value>()
    values.reserveCapacity(items.count)
    for index in 0..<items.count { values.append(try items.evaluate(index, frame)) }
    return .list(try ListBox(checking: values, at: span))
  }
}

extension ListBox {
  /// A list of `items`, unless it would be nested too deeply.
  package convenience init(checking items: ContiguousArray<Value>, at span: Span?) throws(Failure) {
    self.init(items)
    guard height <= Limits.valueHeight else { throw Limits.tooDeep().at(span) }
  }
}

/// `{"a": 1, **others}`.
final class MapNode: Node {
  private let entries: [(key: Node?, value: Node)]

  init(_ entries: [(key: Node?, value: Node)], _ span: Span?) {
    self.entries = entries
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let map = MapBox()
    for (key, value) in entries {
      let name = try key?.evaluate(frame)
      let content = try value.evaluate(frame)
      do throws(Failure) {
        if let name {
          try map.set(name, to: content)
        } else if content.unknown != nil {
          return UnknownValue.of("map")
        } else {
          guard case .map(let others) = content else {
            throw Failure("`**` in a map takes the entries of another, not \(content.described)")
          }
          try map.take(others, frame.interpreter)
        }
      } catch {
        throw error.at((key ?? value).span)
      }
    }
    return .map(map)
  }
}

/// One `for … if …` of a comprehension, compiled.
final class ClauseCode {
  let binder: Binder
  let sequence: Node
  let conditions: Row<Node>

  init(binder: Binder, sequence: Node, conditions: [Node]) {
    self.binder = binder
    self.sequence = sequence
    self.conditions = Row(conditions)
  }
}

/// What comprehensions share: walking their clauses, each inside the one before.
class ComprehensionNode: Node {
  private let clauses: [ClauseCode]

  init(_ clauses: [ClauseCode], _ span: Span?) {
    self.clauses = clauses
    super.init(span)
  }

  /// Calls `body` for every combination that meets the conditions.
  final func walk(_ frame: Frame, _ body: () throws(Failure) -> Void) throws(Failure) {
    try walk(0, frame, body)
  }

  private func walk(_ level: Int, _ frame: Frame, _ body: () throws(Failure) -> Void)
    throws(Failure)
  {
    let clause = clauses[level]
    let value = try clause.sequence.evaluate(frame)
    if let dryRun = frame.interpreter.dryRun {
      return try dryRun.walk(value, at: clause.sequence.span, frame) { (item) throws(Failure) in
        try step(item, clause, level, frame, body)
      }
    }
    if case .range(let range) = value {
      var number = range.start
      for _ in 0..<range.count {
        try step(.int(number), clause, level, frame, body)
        number &+= range.step
      }
      return
    }
    let iterator: ValueIterator
    do throws(Failure) {
      iterator = try Iteration.over(value, frame.interpreter)
    } catch {
      throw error.at(clause.sequence.span)
    }
    while true {
      let item: Value?
      do throws(Failure) {
        item = try iterator.next()
      } catch {
        throw error.at(clause.sequence.span)
      }
      guard let item else { return }
      try step(item, clause, level, frame, body)
    }
  }

  @inline(__always)
  private func step(
    _ item: Value, _ clause: ClauseCode, _ level: Int, _ frame: Frame,
    _ body: () throws(Failure) -> Void
  ) throws(Failure) {
    try frame.interpreter.checkLoop(at: span)
    try clause.binder.bind(item, frame)
    guard try clause.conditions.test(frame) else {
      frame.interpreter.dryRun?.noteCondition()
      return
    }
    frame.interpreter.dryRun?.noteCondition()
    if level + 1 == clauses.count { try body() } else { try walk(level + 1, frame, body) }
  }
}

/// `[f(i) for i in xs if i > 2]`.
final class ListComprehensionNode: ComprehensionNode {
  private let element: Node

  init(_ element: Node, _ clauses: [ClauseCode], _ span: Span?) {
    self.element = element
    super.init(clauses, span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    var items = ContiguousArray<Value>()
    try walk(frame) { () throws(Failure) in
      items.append(try element.evaluate(frame))
      if items.count & 0xfff == 0 {
        do throws(Failure) {
          try frame.interpreter.charge(0x1000 * 64)
          guard items.count <= Limits.elements else { throw Arithmetic.listTooLong() }
        } catch {
          throw error.at(span)
        }
      }
    }
    return .list(try ListBox(checking: items, at: span))
  }
}

/// `{k: v for (k, v) in m.items()}`.
final class MapComprehensionNode: ComprehensionNode {
  private let key: Node
  private let value: Node

  init(_ key: Node, _ value: Node, _ clauses: [ClauseCode], _ span: Span?) {
    self.key = key
    self.value = value
    super.init(clauses, span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let map = MapBox()
    try walk(frame) { () throws(Failure) in
      let name = try key.evaluate(frame)
      let content = try value.evaluate(frame)
      do throws(Failure) {
        try map.set(name, to: content)
        if map.count & 0xfff == 0 { try frame.interpreter.charge(0x1000 * 128) }
      } catch {
        throw error.at(key.span)
      }
    }
    return .map(map)
  }
}

/// `x -> x ** 2`, and a nested `def`: makes a function with the values that it captures.
final class ClosureNode: Node {
  private let code: FunctionCode
  /// What is captured, read without checking that it is set.
  private let captured: [Int]

  init(_ code: FunctionCode, captured: [Int], _ span: Span?) {
    self.code = code
    self.captured = captured
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let values = captured.map { frame.slots[$0] }
    let defaults = try code.evaluateDefaults(frame)
    do throws(Failure) {
      return .function(try Function(code: code, captures: values, defaults: defaults))
    } catch {
      throw error.at(span)
    }
  }
}

extension FunctionCode {
  /// The parameters' defaults, as they are where the function is created.
  func evaluateDefaults(_ frame: Frame) throws(Failure) -> [Value] {
    guard parameters.contains(where: { $0.defaultValue != nil }) else { return [] }
    var values: [Value] = []
    for parameter in parameters {
      values.append(try parameter.defaultValue?.evaluate(frame) ?? .unset)
    }
    return values
  }
}
