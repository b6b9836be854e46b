import Tensors

/// A session's names and all that they lead to at one moment, to come back to.
///
/// It holds values, which never change, by reference; of what has an identity (models, parameters,
/// optimizers) it keeps the contents. Parameters are copied only when they change, so a snapshot
/// costs memory for what has changed since.
struct Snapshot {
  private var values: [ObjectIdentifier: (cell: Cell, value: Value)] = [:]
  private var tensors: [ObjectIdentifier: (tensor: Tensor, kept: Tensor, gradient: Tensor?)] = [:]
  private var instances: [(instance: Instance, fields: [Value])] = []
  private var memories: [() throws -> Void] = []
  private var seen: Set<ObjectIdentifier> = []
  private let pointCount: Int
  private let pointCounts: [String: Int]

  /// The state of `session` now.
  init(_ session: Session) throws(Failure) {
    pointCount = session.points.count
    pointCounts = session.pointCounts
    for cell in session.globals.bound { try keep(cell) }
  }

  /// Takes a name and its value in, as they are now.
  mutating func keep(_ cell: Cell) throws(Failure) {
    values[ObjectIdentifier(cell)] = (cell, cell.value.pointee)
    do {
      try keepContents(of: cell.value.pointee)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// Goes through all that `value` leads to, with a list of its own instead of calls: chains of
  /// instances may be long.
  private mutating func keepContents(of value: Value) throws {
    var waiting = [value]
    while let value = waiting.popLast() {
      switch value {
      case .list(let list):
        if isNew(list) { waiting += list.items }
      case .map(let map):
        if isNew(map) { waiting += map.pairs.flatMap { [$0.key, $0.value] } }
      case .function(let function):
        if isNew(function) { waiting += function.captures + function.defaults }
      case .tensor(let tensor) where tensor.isParameter: keep(tensor)
      case .instance(let instance):
        guard isNew(instance) else { continue }
        let count = instance.model.constructor.frameSize
        let fields = (0..<count).map { instance.fields[$0] }
        instances.append((instance, fields))
        waiting += fields
      case .object(let object):
        guard isNew(object) else { continue }
        for entry in object.state { keep(entry.tensor) }
        if let memory = try object.memory() { memories.append(memory) }
        waiting += object.contents
      default: break
      }
    }
  }

  private mutating func isNew(_ object: AnyObject) -> Bool {
    seen.insert(ObjectIdentifier(object)).inserted
  }

  private mutating func keep(_ tensor: Tensor) {
    let id = ObjectIdentifier(tensor)
    if tensors[id] == nil { tensors[id] = (tensor, tensor.kept(), tensor.gradient) }
  }

  /// Brings names and objects back; names that were set later stay.
  func restore(_ session: Session) throws(Failure) {
    for (cell, value) in values.values { cell.value.pointee = value }
    for (tensor, kept, gradient) in tensors.values {
      tensor.restore(kept)
      tensor.gradient = gradient
    }
    for (instance, fields) in instances {
      for (slot, value) in fields.enumerated() { instance.fields[slot] = value }
    }
    do {
      for memory in memories { try memory() }
    } catch {
      throw Failure.wrapping(error)
    }
    session.points.removeSubrange(min(pointCount, session.points.count)...)
    session.pointCounts = pointCounts
  }

  /// The names that are new or have another value since, or lead to parameters that have changed.
  func changes(_ session: Session) -> Set<String> {
    var changed: Set<String> = []
    for cell in session.globals.bound {
      let now = cell.value.pointee
      guard let before = values[ObjectIdentifier(cell)]?.value, before.isIdentical(to: now) else {
        changed.insert(cell.name)
        continue
      }
      let hasMoved = State(of: now).entries.contains { entry in
        tensors[ObjectIdentifier(entry.tensor)].map { entry.tensor.hasChanged(since: $0.kept) }
          ?? true
      }
      if hasMoved { changed.insert(cell.name) }
    }
    return changed
  }
}

extension Value {
  /// Whether it is the very same object, or an equal number or text.
  fileprivate func isIdentical(to other: Value) -> Bool {
    switch (self, other) {
    case (.list(let a), .list(let b)): a === b
    case (.map(let a), .map(let b)): a === b
    case (.tensor(let a), .tensor(let b)): a === b
    case (.function(let a), .function(let b)): a === b
    case (.model(let a), .model(let b)): a === b
    case (.instance(let a), .instance(let b)): a === b
    case (.object(let a), .object(let b)): a === b
    case (.builtin(let a), .builtin(let b)): a === b
    default: isEqual(to: other)
    }
  }
}
