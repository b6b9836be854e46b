import Builtins
import Interpreter
import Tensors

/// A session's names and everything reachable from them at one moment, to be restored.
///
/// It holds values, which never change, by reference; of objects with identity (models, parameters,
/// optimizers) it keeps the contents. Parameters are copied only when they change, so a snapshot
/// costs memory only for what has changed since.
struct Snapshot {
  private var values: [ObjectIdentifier: (cell: Cell, value: Value)] = [:]
  private var tensors: [ObjectIdentifier: KeptParameter] = [:]
  private var instances: [ObjectIdentifier: (instance: Instance, fields: [Value])] = [:]
  private var memories: [ObjectIdentifier: (object: NativeObject, memory: Value)] = [:]
  private var seen: Set<ObjectIdentifier> = []
  /// Kept alive, so that nothing new gets the identity of something in `seen`.
  private var replaced: [Value] = []
  /// How many points there were.
  private(set) var pointCount: Int
  private var pointCounts: [String: Int]

  /// The state of `session` now.
  init(_ session: Session) throws(Failure) {
    pointCount = session.points.count
    pointCounts = session.pointCounts
    for cell in session.globals.bound { try keep(cell) }
  }

  /// Adds a name and its value, as they are now.
  mutating func keep(_ cell: Cell) throws(Failure) {
    try keep(cell, Changeable.reached(from: cell.value.pointee, &seen))
  }

  /// Takes in a name and its value, and the contents of all that it leads to as they are now, also of
  /// what is held already.
  mutating func renew(_ cell: Cell) throws(Failure) {
    var own: Set<ObjectIdentifier> = []
    let reached = Changeable.reached(from: cell.value.pointee, &own)
    seen.formUnion(own)
    try keep(cell, reached)
  }

  private mutating func keep(_ cell: Cell, _ reached: [Changeable]) throws(Failure) {
    let before = values.updateValue((cell, cell.value.pointee), forKey: ObjectIdentifier(cell))
    if let before { replaced.append(before.value) }
    do {
      try keepContents(of: reached)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  private mutating func keepContents(of reached: [Changeable]) throws {
    for found in reached {
      switch found {
      case .tensor(let tensor):
        tensors[ObjectIdentifier(tensor)] = KeptParameter(tensor)
      case .instance(let instance):
        instances[ObjectIdentifier(instance)] = (instance, instance.slots)
      case .object(let object):
        if let memory = try object.memory() {
          memories[ObjectIdentifier(object)] = (object, memory)
        }
      }
    }
  }

  /// Does what `restore` does, and forgets the names that were set since.
  func restoreAll(_ session: Session) throws(Failure) {
    for cell in session.globals.bound where values[ObjectIdentifier(cell)] == nil {
      cell.value.pointee = .unset
    }
    try restore(session)
  }

  /// Restores names and objects; names that were set later stay.
  func restore(_ session: Session) throws(Failure) {
    for (cell, value) in values.values { cell.value.pointee = value }
    for parameter in tensors.values { parameter.restore() }
    for (instance, fields) in instances.values {
      for (slot, value) in fields.enumerated() { instance.fields[slot] = value }
    }
    do {
      for (object, memory) in memories.values { try object.restore(memory) }
    } catch {
      throw Failure.wrapping(error)
    }
    session.points.removeSubrange(min(pointCount, session.points.count)...)
    session.pointCounts = pointCounts
  }

  /// Whether a name has a value in it.
  func holds(_ cell: Cell) -> Bool {
    guard let value = values[ObjectIdentifier(cell)]?.value else { return false }
    if case .unset = value { return false }
    return true
  }

  /// Follows a step that has recorded other points, up to those of `session`, than the ones up to `old`.
  mutating func movePoints(from old: Snapshot, to session: Session) {
    pointCount += session.points.count - old.pointCount
    for (key, count) in session.pointCounts {
      pointCounts[key, default: 0] += count - old.pointCounts[key, default: 0]
    }
    for (key, count) in old.pointCounts where session.pointCounts[key] == nil {
      pointCounts[key, default: 0] -= count
    }
  }

  /// The names that are new, have another value since, or lead to parameters that have changed.
  func changes(_ session: Session) -> Set<String> {
    var changed: Set<String> = []
    for cell in session.globals.bound {
      let now = cell.value.pointee
      guard let before = values[ObjectIdentifier(cell)]?.value, before.isIdentical(to: now) else {
        changed.insert(cell.name)
        continue
      }
      var seen: Set<ObjectIdentifier> = []
      let hasMoved = Changeable.reached(from: now, &seen).contains { found in
        guard case .tensor(let tensor) = found else { return false }
        return tensors[ObjectIdentifier(tensor)].map { tensor.hasChanged(since: $0.kept) } ?? true
      }
      if hasMoved { changed.insert(cell.name) }
    }
    return changed
  }
}

/// A parameter or buffer as it was.
private struct KeptParameter {
  let tensor: Tensor
  let kept: Tensor
  private let gradient: Tensor?
  private let isFrozen: Bool

  init(_ tensor: Tensor) {
    self.tensor = tensor
    kept = tensor.kept()
    gradient = tensor.gradient
    isFrozen = tensor.isFrozen
  }

  func restore() {
    tensor.restore(kept)
    tensor.gradient = gradient
    tensor.isFrozen = isFrozen
  }
}

/// Something with contents that may change.
enum Changeable {
  /// A parameter or buffer.
  case tensor(Tensor)
  case instance(Instance)
  case object(NativeObject)

  /// Whether `value`, of a dry run, leads to something whose contents may change.
  static func mayChange(_ value: Value) -> Bool {
    var seen: Set<ObjectIdentifier> = []
    return reached(from: value, &seen).contains { found in
      switch found {
      case .tensor, .instance: true
      case .object(let object as UnknownValue): !object.isPlain
      case .object(let object): (try? object.memory()).flatMap(\.self) != nil
      }
    }
  }

  /// Everything reachable from `value`, except what is in `seen` already.
  static func reached(from value: Value, _ seen: inout Set<ObjectIdentifier>) -> [Changeable] {
    var found: [Changeable] = []
    // A list instead of recursion: chains of instances may be long.
    var waiting = [value]
    func isNew(_ object: AnyObject) -> Bool { seen.insert(ObjectIdentifier(object)).inserted }
    while let value = waiting.popLast() {
      switch value {
      case .list(let list) where isNew(list): waiting += list.items
      case .map(let map) where isNew(map):
        waiting += map.pairs.flatMap { [$0.key, $0.value] }
      case .set(let set) where isNew(set): waiting += set.keys
      case .function(let function) where isNew(function):
        waiting += function.captures + function.defaults
      case .tensor(let tensor) where tensor.isParameter && isNew(tensor):
        found.append(.tensor(tensor))
      case .instance(let instance) where isNew(instance):
        found.append(.instance(instance))
        waiting += instance.slots
      case .object(let object) where isNew(object):
        found.append(.object(object))
        found += object.state.filter { isNew($0.tensor) }.map { .tensor($0.tensor) }
        waiting += object.contents
      default: break
      }
    }
    return found
  }
}

extension Instance {
  /// The values of all slots.
  fileprivate var slots: [Value] { (0..<model.constructor.frameSize).map { fields[$0] } }
}

extension Value {
  /// Whether it is the same object, or an equal number or text.
  fileprivate func isIdentical(to other: Value) -> Bool {
    switch (self, other) {
    case (.list(let a), .list(let b)): a === b
    case (.map(let a), .map(let b)), (.set(let a), .set(let b)): a === b
    case (.tensor(let a), .tensor(let b)): a === b
    case (.function(let a), .function(let b)): a === b
    case (.model(let a), .model(let b)): a === b
    case (.instance(let a), .instance(let b)): a === b
    case (.object(let a), .object(let b)): a === b
    case (.builtin(let a), .builtin(let b)): a === b
    // Numbers, texts and ranges, whose comparison never fails.
    default: (try? isEqual(to: other)) ?? false
    }
  }
}
