import Language
import Text

/// Something that can be changed where it is stored: a name or a field, and elements inside it.
///
/// Everything that runs the script's code (indices, the object before a dot) is evaluated before
/// the place is touched, so that nothing can move it meanwhile. If that must happen once, or before
/// something else, the place is located first: see `Spot`.
package final class Place {
  enum Root {
    case local(LocalNode)
    case global(Cell)
    /// A field of the method's own model.
    case field(selfSlot: Int, field: Int)
    /// A field of the value of an expression.
    case member(Node, String)
  }

  /// Where the root is kept.
  private enum Home {
    /// In memory, which the instance keeps alive.
    case slot(UnsafeMutablePointer<Value>, Instance?)
    /// In a property of a value, which can be set.
    case property(SettableProperty)
  }

  enum Kind {
    case list, map, set, tensor, other
  }

  private let root: Root
  private let keys: Row<Node>
  /// Whether the path has no side effects, so that it may be evaluated twice.
  private let isPure: Bool
  /// Whether the path is the same each time it is evaluated.
  private let isStable: Bool
  /// Where the field of a `.member` is.
  private var field = FieldCache()
  /// The slot of the frame, if the place is one.
  private let local: Int?
  let span: Span?

  init(_ root: Root, keys: [Node], _ span: Span?) {
    self.root = root
    self.keys = Row(keys)
    self.span = span
    let isRootPure = if case .member(let node, _) = root { node.isPure } else { true }
    isPure = isRootPure && keys.allSatisfy(\.isPure)
    let isRootStable = if case .member(let node, _) = root { node.isStable } else { true }
    isStable = isRootStable && keys.allSatisfy(\.isStable)
    if case .local(let node) = root, keys.isEmpty { local = node.slot } else { local = nil }
  }

  /// Whether the path must be walked once, before the other parts of the statement are evaluated.
  ///
  /// `othersArePure` says that those have no side effects.
  func isWalkedFirst(othersArePure: Bool) -> Bool { !isStable && !(isPure && othersArePure) }

  /// Walks the path once and calls `body` with where it leads.
  func locate<Result>(_ frame: Frame, _ body: (Spot) throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    var (root, owner, computed): (UnsafeMutablePointer<Value>?, Instance?, Value)
    var property: SettableProperty?
    if case .member(let node, let name) = self.root {
      let value = try node.evaluate(frame)
      if case .instance(let instance) = value, let slot = field.slot(of: name, in: instance.model) {
        (root, owner, computed) = (instance.fields + slot, instance, .none)
      } else {
        (root, owner) = (nil, nil)
        computed = try Members.get(name, of: value, frame.interpreter, at: span)
        property = SettableProperty(name, of: value, frame.interpreter)
      }
    } else {
      guard case .slot(let pointer, let instance) = try home(frame) else { throw noModel }
      (root, owner, computed) = (pointer, instance, .none)
    }
    let path = try frame.interpreter.push(keys.count, at: span)
    defer { frame.interpreter.stack.pop(to: path) }
    for index in 0..<keys.count { path[index] = try keys.evaluate(index, frame) }
    return try withExtendedLifetime(owner) { () throws(Failure) in
      try body(
        Spot(
          place: self, root: root, computed: computed, property: property, path: path,
          count: keys.count, interpreter: frame.interpreter))
    }
  }

  /// Where the value is stored, if the place is a name or a field of the method's own model.
  ///
  /// It stays there while the frame lives.
  @inline(__always)
  func slot(_ frame: Frame) -> UnsafeMutablePointer<Value>? {
    if let local { return frame.slots + local }
    return slotElsewhere(frame)
  }

  private func slotElsewhere(_ frame: Frame) -> UnsafeMutablePointer<Value>? {
    keys.count == 0 ? rootSlot(frame) : nil
  }

  /// Where the root is stored, if it is a name or a field of the method's own model.
  private func rootSlot(_ frame: Frame) -> UnsafeMutablePointer<Value>? {
    switch root {
    case .local(let node): return frame.slots + node.slot
    case .global(let cell): return cell.value
    case .field(let selfSlot, let field):
      guard case .instance(let instance) = frame.slots[selfSlot] else { return nil }
      return instance.fields + field
    case .member: return nil
    }
  }

  /// Where the root is kept; an error if it cannot be changed there.
  private func home(_ frame: Frame) throws(Failure) -> Home {
    switch root {
    case .local(let node): return .slot(frame.slots + node.slot, nil)
    case .global(let cell): return .slot(cell.value, nil)
    case .field(let selfSlot, let field):
      guard case .instance(let instance) = frame.slots[selfSlot] else { throw noModel }
      return .slot(instance.fields + field, instance)
    case .member(let node, let name):
      let value = try node.evaluate(frame)
      guard case .instance(let instance) = value else {
        if let property = SettableProperty(name, of: value, frame.interpreter) {
          return .property(property)
        }
        throw Failure(
          .runtime, "`\(name)` of \(value.described) cannot be set", at: span,
          hint: SettableProperty.names(of: value, frame.interpreter))
      }
      guard let slot = field.slot(of: name, in: instance.model) else {
        throw Failure(
          .runtime, "\(instance.model.name) has no field `\(name)`", at: span,
          hint: Spelling.hint(name, instance.model.fieldNames)
            ?? "fields are set in the body of the model")
      }
      return .slot(instance.fields + slot, instance)
    }
  }

  private var noModel: Failure { Failure(.runtime, "there is no model here", at: span) }

  /// What kind of value is there, without taking a reference to it.
  func kind(_ frame: Frame) throws(Failure) -> Kind {
    if let slot = slot(frame) { return Self.kind(of: slot.pointee) }
    return try elementKind(frame)
  }

  static func kind(of value: Value) -> Kind {
    switch value {
    case .list: .list
    case .map: .map
    case .set: .set
    case .tensor: .tensor
    default: .other
    }
  }

  /// Reads along the path; the reference is dropped before anything is changed.
  private func elementKind(_ frame: Frame) throws(Failure) -> Kind {
    if case .member(let node, let name) = root {
      // A computed member is not stored anywhere.
      let value = try node.evaluate(frame)
      if case .instance(let instance) = value {
        if field.slot(of: name, in: instance.model) == nil { return .other }
      } else if SettableProperty(name, of: value, frame.interpreter) == nil {
        return .other
      }
    }
    do {
      var value: Value
      var owner: Instance?
      switch try home(frame) {
      case .slot(let pointer, let instance): (value, owner) = (pointer.pointee, instance)
      case .property(let property): value = try property.value(frame.interpreter)
      }
      for index in 0..<keys.count {
        value = try Indexing.get(value, try keys.evaluate(index, frame), frame.interpreter)
      }
      return withExtendedLifetime(owner) { Self.kind(of: value) }
    } catch {
      throw error.at(span)
    }
  }

  /// Changes what is there in place.
  func change<Result>(_ frame: Frame, _ body: (inout Value) throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    let path = try frame.interpreter.push(keys.count, at: span)
    defer { frame.interpreter.stack.pop(to: path) }
    for index in 0..<keys.count { path[index] = try keys.evaluate(index, frame) }
    switch try home(frame) {
    case .slot(let pointer, let owner):
      defer { withExtendedLifetime(owner) {} }
      try adopt(pointer)
      return try change(&pointer.pointee, path, keys.count, body)
    case .property(let property):
      return try property.change(frame.interpreter, at: span) { (value) throws(Failure) in
        try change(&value, path, keys.count, body)
      }
    }
  }

  /// Changes what the path leads to inside `root`.
  func change<Result>(
    _ root: inout Value, _ path: UnsafeMutablePointer<Value>, _ count: Int,
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard count > 0 else { return try body(&root) }
    var result: Result?
    do {
      try Self.descend(&root, path, count) { (value) throws(Failure) in
        result = try body(&value)
      }
    } catch {
      throw error.at(span)
    }
    guard let result else { throw Failure(.runtime, "nothing is there", at: span) }
    return result
  }

  static func descend(
    _ value: inout Value, _ path: UnsafeMutablePointer<Value>, _ count: Int,
    _ body: (inout Value) throws(Failure) -> Void
  ) throws(Failure) {
    guard count > 0 else { return try body(&value) }
    try Indexing.modify(&value, path[0]) { (element) throws(Failure) in
      try descend(&element, path + 1, count - 1, body)
    }
  }

  /// Sets the element `key` of a list in a list, as in `rows[i][j] = value`.
  ///
  /// It is the most common nested access; for all others it returns false and does nothing.
  func setInRow(_ key: Operand, to new: Value, _ frame: Frame) throws(Failure) -> Bool {
    guard !new.isContainer, isPure, keys.count == 1, key.node.isPure, let root = rootSlot(frame),
      case .int(let line) = try keys.evaluate(0, frame),
      case .int(let column) = try key.evaluate(frame)
    else { return false }
    return Self.change(&root.pointee, at: line) { row in
      Self.change(&row, at: column) { element in
        element = new
        return true
      }
    }
  }

  /// Adds to the whole number that is there, as in `x += 1` and `counts[word] += 1`.
  ///
  /// Also `rows[i][j] += 1`. Returns false, having done nothing, if there is no whole number, it is
  /// stored elsewhere, or the sum is too large.
  @inline(__always)
  func add(_ number: Int, _ frame: Frame) throws(Failure) -> Bool {
    if let slot = slot(frame) { return Self.add(number, to: &slot.pointee) }
    return try addInside(number, frame)
  }

  private func addInside(_ number: Int, _ frame: Frame) throws(Failure) -> Bool {
    guard isPure, (1...2).contains(keys.count), let root = rootSlot(frame) else { return false }
    switch (try keys.evaluate(0, frame), keys.count == 2 ? try keys.evaluate(1, frame) : nil) {
    case (.string(let text), nil):
      return Indexing.change(mapIn: root, text) { Self.add(number, to: &$0) }
    case (.int(let index), nil):
      return Self.change(&root.pointee, at: index) { Self.add(number, to: &$0) }
    case (.int(let line), .int(let column)):
      return Self.change(&root.pointee, at: line) { row in
        Self.change(&row, at: column) { Self.add(number, to: &$0) }
      }
    default: return false
    }
  }

  private static func add(_ number: Int, to value: inout Value) -> Bool {
    guard case .int(let old) = value else { return false }
    let (sum, overflowed) = old.addingReportingOverflow(number)
    if !overflowed { value = .int(sum) }
    return !overflowed
  }

  /// Changes the element at `index` of a list; returns false, changing nothing, if none is there.
  @inline(__always)
  private static func change(
    _ value: inout Value, at index: Int, _ change: (inout Value) -> Bool
  ) -> Bool {
    guard index >= 0, var list = value.takeList() else { return false }
    defer { value = .list(list) }
    guard index < list.items.count else { return false }
    if !isKnownUniquelyReferenced(&list) { list = list.copy() }
    return change(&list.items[index])
  }

  /// Stores `value` at `keys` inside what is there.
  func set(_ key: Value, to value: Value, _ frame: Frame) throws(Failure) {
    do {
      // A map may gain an entry.
      try frame.interpreter.charge(MemoryLayout<MapBox.Entry>.stride)
      try change(frame) { (container) throws(Failure) in
        try Indexing.set(&container, key, to: value)
      }
    } catch {
      throw error.at(span)
    }
  }

  /// Stores `value` at `keys`, slices among them, inside what is there.
  func set(_ keys: [Key], to value: Value, _ frame: Frame) throws(Failure) {
    try change(frame) { (container) throws(Failure) in
      try Indexing.set(&container, keys, to: value)
    }
  }

  /// Replaces what is there.
  func replace(with value: Value, _ frame: Frame) throws(Failure) {
    switch try home(frame) {
    case .slot(let pointer, let owner): withExtendedLifetime(owner) { pointer.pointee = value }
    case .property(let property): try property.set(to: value, at: span)
    }
  }

  /// Fails if nothing is set.
  func adopt(_ pointer: UnsafeMutablePointer<Value>) throws(Failure) {
    guard case .unset = pointer.pointee else { return }
    switch root {
    case .global(let cell):
      throw Failure(.runtime, "unknown name `\(cell.name)`", at: span)
    case .local(let node): throw node.unset().at(span)
    case .member(_, let name):
      throw Failure(.runtime, "`\(name)` is used before it is set", at: span)
    case .field: throw Failure(.runtime, "the field is used before it is set", at: span)
    }
  }
}
