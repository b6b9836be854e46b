/// The elements of a list on the heap.
public final class ListBox {
  /// The elements in order.
  package var items: ContiguousArray<Value>
  /// One more than the highest element ever held; bounds how deep freeing and printing recurse.
  package private(set) var height: Int
  /// What the elements of a builtin's result are called, from the first on; nil for other lists.
  package let names: [String]?

  /// A list of `items`.
  package init(_ items: ContiguousArray<Value>, names: [String]? = nil) {
    self.names = names
    self.items = items
    var highest = 0
    for item in items { highest = max(highest, item.height) }
    height = highest + 1
  }

  /// The same elements in a new box, without names, as it is to be changed.
  package func copy() -> ListBox { ListBox(copying: self) }

  private init(copying other: ListBox) {
    items = other.items
    height = other.height
    names = nil
  }

  /// The element called `name`, if there is one.
  package func element(called name: String) -> Value? {
    guard let index = names?.firstIndex(of: name), index < items.count else { return nil }
    return items[index]
  }

  /// The position of the first element that equals `value`.
  package func firstIndex(of value: Value) throws(Failure) -> Int? {
    for (index, item) in items.enumerated() where try item.isEqual(to: value) { return index }
    return nil
  }

  /// Appends an element; only for a caller with the only reference.
  package func append(_ item: Value, _ interpreter: Interpreter) throws(Failure) {
    guard items.count < Limits.elements else { throw Arithmetic.listTooLong() }
    if items.count & 0xfff == 0xfff { try interpreter.charge(0x1000 * 128) }
    try admit(item)
    items.append(item)
  }

  /// Accounts for the elements of `other`, which are about to be added.
  package func admitAll(of other: ListBox) { height = max(height, other.height) }

  /// Accounts for an element that is about to be added.
  @inline(__always)
  package func admit(_ value: Value) throws(Failure) {
    switch value {
    case .list, .map, .set, .function, .object:
      let level = value.height + 1
      if level > height {
        guard level <= Limits.valueHeight else { throw Limits.tooDeep() }
        height = level
      }
    default: break
    }
  }
}
