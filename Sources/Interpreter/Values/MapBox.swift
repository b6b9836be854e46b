/// The entries of a map on the heap: a hash table over entries kept in order of insertion.
public final class MapBox {
  package struct Entry {
    var hash: Int
    /// `.unset` if the entry was removed.
    var key: Value
    var value: Value
  }

  /// Entries in order, removed ones included until the next rebuild.
  package private(set) var entries: ContiguousArray<Entry> = []
  /// Positions in `entries`, -1 for free; its size is a power of two.
  private var table: ContiguousArray<Int32> = []
  /// The number of entries.
  package private(set) var count = 0
  /// One more than the highest key or value ever held.
  package private(set) var height = 1

  /// An empty map.
  package init() {}

  private init(copying other: MapBox) {
    entries = other.entries
    table = other.table
    count = other.count
    height = other.height
  }

  /// The same entries in a new box.
  package func copy() -> MapBox { MapBox(copying: self) }

  /// The position of `key` among the entries.
  package func find(_ key: Value, hash: Int) throws(Failure) -> Int? {
    guard !table.isEmpty else { return nil }
    switch key {
    case .int(let number): return try find(number, hash: hash)
    case .string(let text): return find(text)
    default: break
    }
    let mask = table.count - 1
    var slot = hash & mask
    while true {
      let position = Int(table[slot])
      if position < 0 { return nil }
      if entries[position].hash == hash, try Self.matches(entries[position].key, key) {
        return position
      }
      slot = (slot + 1) & mask
    }
  }

  /// As `find` for a text, which equals only texts.
  package func find(_ text: TextBox) -> Int? {
    guard !table.isEmpty else { return nil }
    let hash = text.hash
    let mask = table.count - 1
    var slot = hash & mask
    while true {
      let position = Int(table[slot])
      if position < 0 { return nil }
      if entries[position].hash == hash, case .string(let held) = entries[position].key,
        held === text || held.string == text.string
      {
        return position
      }
      slot = (slot + 1) & mask
    }
  }

  /// As `find` for the most common key besides texts.
  private func find(_ number: Int, hash: Int) throws(Failure) -> Int? {
    let mask = table.count - 1
    var slot = hash & mask
    while true {
      let position = Int(table[slot])
      if position < 0 { return nil }
      if entries[position].hash == hash {
        if case .int(let held) = entries[position].key {
          if held == number { return position }
        } else if try Self.matches(entries[position].key, .int(number)) {
          return position
        }
      }
      slot = (slot + 1) & mask
    }
  }

  private static func matches(_ held: Value, _ key: Value) throws(Failure) -> Bool {
    switch (held, key) {
    case (.string(let a), .string(let b)): a === b || a.string == b.string
    case (.int(let a), .int(let b)): a == b
    case (.unset, _): false
    default: try held.isEqual(to: key)
    }
  }

  /// The value of `key`, or nil.
  package func get(_ key: Value) throws(Failure) -> Value? {
    guard let position = try find(key, hash: try key.hash()) else { return nil }
    return entries[position].value
  }

  /// As `get` for a text.
  package func get(_ key: TextBox) -> Value? {
    guard let position = find(key) else { return nil }
    return entries[position].value
  }

  /// The value of the text `key`, or nil.
  package subscript(_ key: String) -> Value? { self.get(TextBox(key)) }

  /// Sets every entry of another map.
  func take(_ others: MapBox, _ interpreter: Interpreter) throws(Failure) {
    try interpreter.charge(others.count * MemoryLayout<Entry>.stride)
    for (key, value) in others.pairs { try set(key, to: value) }
  }

  /// Sets the value of `key`, appending it if it is new.
  package func set(_ key: Value, to value: Value) throws(Failure) {
    let level = max(key.height, value.height) + 1
    if level > height {
      guard level <= Limits.valueHeight else { throw Limits.tooDeep() }
      height = level
    }
    let hash = try key.hash()
    if let position = try find(key, hash: hash) {
      entries[position].value = value
      return
    }
    if (entries.count + 1) * 3 > table.count * 2 {
      guard entries.count < Limits.elements else {
        throw Failure(.limit, "the map has more than \(Limits.elements) entries")
      }
      rebuild()
    }
    place(hash, at: entries.count)
    entries.append(Entry(hash: hash, key: key, value: value))
    count += 1
  }

  /// Changes the value of the text `key`, if present, to something other than a container.
  ///
  /// A container might make the map higher. Returns whether it was present and `change` agreed.
  @inline(__always)
  package func change(_ key: TextBox, _ change: (inout Value) -> Bool) -> Bool {
    guard let position = find(key) else { return false }
    return change(&entries[position].value)
  }

  /// Sets the value at a position that `find` gave.
  func replaceValue(at position: Int, _ change: (inout Value) throws(Failure) -> Void)
    throws(Failure)
  {
    try change(&entries[position].value)
    let level = entries[position].value.height + 1
    if level > height {
      guard level <= Limits.valueHeight else {
        entries[position].value = .none
        throw Limits.tooDeep()
      }
      height = level
    }
  }

  /// Removes `key` and returns its value, or nil.
  package func remove(_ key: Value) throws(Failure) -> Value? {
    guard let position = try find(key, hash: try key.hash()) else { return nil }
    let value = entries[position].value
    entries[position].key = .unset
    entries[position].value = .unset
    count -= 1
    return value
  }

  private func place(_ hash: Int, at position: Int) {
    let mask = table.count - 1
    var slot = hash & mask
    while table[slot] >= 0 { slot = (slot + 1) & mask }
    table[slot] = Int32(truncatingIfNeeded: position)
  }

  private func rebuild() {
    if count < entries.count { entries.removeAll { $0.key.isUnset } }
    var size = 8
    while size * 2 < (count + 1) * 6 { size *= 2 }
    table = ContiguousArray(repeating: -1, count: size)
    for (position, entry) in entries.enumerated() { place(entry.hash, at: position) }
  }

  /// The keys in order.
  package var keys: [Value] { entries.lazy.filter { !$0.key.isUnset }.map(\.key) }

  /// The values in order.
  package var values: [Value] { entries.lazy.filter { !$0.key.isUnset }.map(\.value) }

  /// The pairs in order.
  package var pairs: [(key: Value, value: Value)] {
    entries.lazy.filter { !$0.key.isUnset }.map { ($0.key, $0.value) }
  }
}
