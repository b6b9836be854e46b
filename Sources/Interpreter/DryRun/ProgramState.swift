import Tensors

/// One active call of a dry run.
struct Level {
  /// A loop that is running, and the states in which it may have been left early.
  struct Loop {
    var left: [ProgramState] = []
    var continued: [ProgramState] = []
  }

  let slots: UnsafeMutablePointer<Value>
  let count: Int
  /// What the call may have returned on the way.
  var returned: [Value] = []
  var loops: [Loop] = []
}

/// The values of all names that code can change, at one moment.
struct ProgramState {
  fileprivate let slots: [Value]
  fileprivate let cells: [Value]
  fileprivate let fields: [[Value]]
}

extension DryRun {
  /// Runs `body`, whose names are in `count` slots.
  package func within<Result>(
    _ slots: UnsafeMutablePointer<Value>, _ count: Int, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    levels.append(Level(slots: slots, count: count))
    defer {
      settleCost()
      levels.removeLast()
    }
    return try body()
  }

  /// Runs the body of a function; the value is that of each way to return.
  func call(
    _ slots: UnsafeMutablePointer<Value>, _ count: Int, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let outer = restsOnUnknown
    restsOnUnknown = false
    return try within(slots, count) { () throws(Failure) in
      var value = try body()
      for other in levels[levels.count - 1].returned { value = joined(other, value) }
      restsOnUnknown = outer || isUnknown(value)
      return value
    }
  }

  /// Runs `body`, and gives all names the values that they had before.
  package func apart(_ interpreter: Interpreter, _ body: () throws -> Void) throws {
    levels.append(Level(slots: interpreter.stack.top, count: 0))
    defer { levels.removeLast() }
    let before = state
    defer {
      restore(before)
      for cell in globals?.all.dropFirst(before.cells.count) ?? [] { cell.value.pointee = .unset }
    }
    // What runs is the session's own code, not a call.
    let outer = levels
    levels = []
    defer { levels = outer }
    try body()
  }

  /// The values of all names now.
  var state: ProgramState {
    let level = levels[levels.count - 1]
    return ProgramState(
      slots: (0..<level.count).map { level.slots[$0] },
      // Only the session's own code sets its names.
      cells: levels.count == 1 ? globals?.all.map(\.value.pointee) ?? [] : [],
      fields: instances.map { instance in
        (0..<instance.model.constructor.frameSize).map { instance.fields[$0] }
      })
  }

  /// Gives all names the values that they had.
  func restore(_ state: ProgramState) { merge(state) { before, _ in before } }

  /// Makes unknown what is another value now than in `state`, apart from what was not set then.
  func join(_ state: ProgramState) { merge(state, joined) }

  private func merge(_ state: ProgramState, _ choose: (Value, Value) -> Value) {
    let level = levels[levels.count - 1]
    for (slot, value) in state.slots.enumerated() {
      level.slots[slot] = choose(value, level.slots[slot])
    }
    for (cell, value) in zip(globals?.all ?? [], state.cells) {
      cell.value.pointee = choose(value, cell.value.pointee)
    }
    for (instance, values) in zip(instances, state.fields) {
      for (slot, value) in values.enumerated() {
        instance.fields[slot] = choose(value, instance.fields[slot])
      }
    }
  }

  /// Notes that the innermost loop, or the call, may end here, and goes on.
  func noteExit(_ completion: Completion, _ interpreter: Interpreter) {
    let level = levels.count - 1
    let loop = levels[level].loops.count - 1
    settleCost()
    switch completion {
    case .normal: break
    case .return:
      levels[level].returned.append(interpreter.returned)
      interpreter.returned = .none
    case .break where loop >= 0: levels[level].loops[loop].left.append(state)
    case .continue where loop >= 0: levels[level].loops[loop].continued.append(state)
    case .break, .continue: break
    }
  }

  // MARK: Joining

  /// What a name is that is one or the other.
  func joined(_ first: Value, _ second: Value) -> Value {
    switch (first, second) {
    case (.unset, _): return second
    case (_, .unset): return first
    case (.none, .none): return first
    case (.bool(let a), .bool(let b)) where a == b: return first
    case (.int(let a), .int(let b)) where a == b: return first
    case (.float(let a), .float(let b)) where a == b || a.isNaN && b.isNaN: return first
    case (.string(let a), .string(let b)) where a === b || a.string == b.string: return first
    case (.tensor(let a), .tensor(let b)) where a.shape == b.shape && a.dtype == b.dtype:
      return second
    case (.list(let a), .list(let b)) where a === b: return first
    case (.list(let a), .list(let b)):
      let mostSeen = 64
      guard a.items.count == b.items.count, a.items.count <= mostSeen, a.height < 4 else { break }
      return .list(ListBox(ContiguousArray(zip(a.items, b.items).map(joined)), names: b.names))
    case (.map(let a), .map(let b)) where a === b: return first
    case (.map(let a), .map(let b)):
      if let map = joined(a, b) { return .map(map) }
    case (.set(let a), .set(let b)) where a === b: return first
    case (.range(let a), .range(let b)) where a === b: return first
    case (.function(let a), .function(let b)) where a === b: return first
    case (.builtin(let a), .builtin(let b)) where a === b: return first
    case (.model(let a), .model(let b)) where a === b: return first
    case (.instance(let a), .instance(let b)) where a === b: return first
    case (.object(let a), .object(let b)) where a === b: return first
    default: break
    }
    let kinds = [first, second].map { $0.unknown.map(\.kind) ?? $0.typeName }
    return UnknownValue.of(kinds[0] == kinds[1] ? kinds[0] : nil)
  }

  /// Two maps with the same keys, value by value; nil for others.
  private func joined(_ first: MapBox, _ second: MapBox) -> MapBox? {
    let mostSeen = 64
    guard first.count == second.count, first.count <= mostSeen, first.height < 4 else { return nil }
    let map = MapBox()
    for (a, b) in zip(first.entries, second.entries) {
      guard (try? a.key.isEqual(to: b.key)) == true,
        (try? map.set(a.key, to: joined(a.value, b.value))) != nil
      else { return nil }
    }
    return map
  }
}
