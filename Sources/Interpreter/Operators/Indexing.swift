import Text

/// What is between brackets, evaluated.
package enum Key {
  case value(Value)
  case slice(start: Int?, stop: Int?, step: Int?)
  case ellipsis
}

/// `x[keys]`, for reading and writing.
package enum Indexing {
  package static func get(_ container: Value, _ keys: [Key], _ interpreter: Interpreter)
    throws(Failure)
    -> Value
  {
    if keys.count == 1, case .value(let key) = keys[0] {
      return try get(container, key, interpreter)
    }
    if case .tensor(let tensor) = container { return try TensorIndexing.get(tensor, keys) }
    if case .object(let object) = container, object.shape != nil {
      return try part(of: object, keys, interpreter)
    }
    guard keys.count == 1, case .slice(let start, let stop, let step) = keys[0] else {
      if case .object(let object) = container {
        var values: [Value] = []
        for key in keys { values.append(try plain(key)) }
        return try element(of: object, values, interpreter)
      }
      throw Failure(
        "\(container.described) takes one index, not \(keys.count)",
        hint: "write x[i][j] for lists inside lists")
    }
    switch container {
    case .list(let list):
      let chosen = try positions(start, stop, step, count: list.items.count)
      if chosen.step == 1 {
        return .list(
          ListBox(ContiguousArray(list.items[chosen.start..<chosen.start + chosen.count])))
      }
      return .list(ListBox(ContiguousArray((0..<chosen.count).map { list.items[chosen[$0]] })))
    case .string(let text):
      let chosen = try positions(start, stop, step, count: text.count)
      if chosen.step == 1 { return .text(text.slice(chosen.start..<chosen.start + chosen.count)) }
      let scalars = Array(text.string.unicodeScalars)
      var result = String.UnicodeScalarView()
      for index in 0..<chosen.count { result.append(scalars[chosen[index]]) }
      return .text(String(result))
    case .range(let range):
      let chosen = try positions(start, stop, step, count: range.count)
      let (width, overflowed) = range.step.multipliedReportingOverflow(by: chosen.step)
      guard chosen.count > 0, !overflowed else {
        return .range(RangeBox(start: 0, stop: 0, step: 1))
      }
      let first = range[chosen.start]
      let last = range[chosen[chosen.count - 1]]
      let (stop, beyond) = last.addingReportingOverflow(width > 0 ? 1 : -1)
      return .range(RangeBox(start: first, stop: beyond ? last : stop, step: width))
    case .object(let object): return try element(of: object, [try plain(keys[0])], interpreter)
    default: throw Failure("\(container.described) cannot be sliced")
    }
  }

  /// `container[key]` with one plain key.
  package static func get(_ container: Value, _ key: Value, _ interpreter: Interpreter)
    throws(Failure)
    -> Value
  {
    switch container {
    case .list(let list):
      return list.items[try position(key, count: list.items.count, in: container.described)]
    case .map(let map):
      guard let value = try map.get(key) else { throw missing(key, in: map) }
      return value
    case .string(let text):
      return .text(text.scalar(at: try position(key, count: text.count, in: container.described)))
    case .range(let range):
      return .int(range[try position(key, count: range.count, in: container.described)])
    case .tensor(let tensor): return try TensorIndexing.get(tensor, [.value(key)])
    case .object(let object):
      if object.shape != nil, key.isNone || key.isMask {
        return try get(try container.made(), key, interpreter)
      }
      return try element(of: object, [key], interpreter)
    default: throw Failure("\(container.described) cannot be indexed")
    }
  }

  /// A part of what stands for a tensor: of the rows that the first key takes, where it is plain.
  private static func part(of object: NativeObject, _ keys: [Key], _ interpreter: Interpreter)
    throws(Failure) -> Value
  {
    switch keys[0] {
    case .value(let key) where key.integer != nil:
      let row = try element(of: object, [key], interpreter)
      return keys.count > 1 ? try get(row, Array(keys.dropFirst()), interpreter) : row
    case .slice:
      let rows = try element(of: object, [try plain(keys[0])], interpreter)
      let whole = Key.slice(start: nil, stop: nil, step: nil)
      return keys.count > 1 ? try get(rows, [whole] + keys.dropFirst(), interpreter) : rows
    case .value, .ellipsis: return try get(try Value.object(object).made(), keys, interpreter)
    }
  }

  private static func element(of object: NativeObject, _ keys: [Value], _ interpreter: Interpreter)
    throws(Failure) -> Value
  {
    do {
      return try object.element(at: keys, interpreter)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// A key as a value, for objects; a slice becomes a `Slice`.
  private static func plain(_ key: Key) throws(Failure) -> Value {
    switch key {
    case .value(let value): return value
    case .slice(let start, let stop, let step): return .object(Slice(start, stop, step))
    case .ellipsis: throw Failure("`...` is only allowed in the index of a tensor")
    }
  }

  private static func cannotBeSet(_ container: Value) -> Failure {
    Failure("the elements of \(container.described) cannot be set")
  }

  /// `container[keys] = value`; the caller holds the only way to `container`.
  package static func set(_ container: inout Value, _ keys: [Key], to value: Value) throws(Failure)
  {
    if container.isTensor { return try TensorIndexing.set(&container, keys, to: value) }
    guard keys.count == 1, case .value(let key) = keys[0] else {
      throw Failure(
        "slices of \(container.described) cannot be set", hint: "set the elements one by one")
    }
    try set(&container, key, to: value)
  }

  /// `container[key] = value`; the caller holds the only way to `container`.
  package static func set(_ container: inout Value, _ key: Value, to value: Value) throws(Failure) {
    if var list = container.takeList() {
      defer { container = .list(list) }
      let index: Int
      if case .int(let plain) = key, plain >= 0, plain < list.items.count {
        index = plain
      } else {
        index = try position(key, count: list.items.count, in: "a list")
      }
      if !isKnownUniquelyReferenced(&list) { list = list.copy() }
      try list.admit(value)
      list.items[index] = value
      return
    }
    if var map = container.takeMap() {
      defer { container = .map(map) }
      if !isKnownUniquelyReferenced(&map) { map = map.copy() }
      try map.set(key, to: value)
      return
    }
    if container.isTensor {
      return try TensorIndexing.set(&container, [.value(key)], to: value)
    }
    switch container {
    case .string:
      throw Failure("the characters of a string cannot be set", hint: "build a new string")
    default: throw cannotBeSet(container)
    }
  }

  /// Changes the entry of the text `key` in the map in `place` to something other than a container.
  ///
  /// Returns false, having done nothing, if there is none.
  @inline(__always)
  package static func change(
    mapIn place: UnsafeMutablePointer<Value>, _ key: TextBox, _ change: (inout Value) -> Bool
  ) -> Bool {
    guard var map = place.pointee.takeMap() else { return false }
    defer { place.pointee = .map(map) }
    if !isKnownUniquelyReferenced(&map) { map = map.copy() }
    return map.change(key, change)
  }

  /// Changes the element at `key` in place.
  package static func modify(
    _ container: inout Value, _ key: Value, _ change: (inout Value) throws(Failure) -> Void
  ) throws(Failure) {
    if var list = container.takeList() {
      defer { container = .list(list) }
      let index = try position(key, count: list.items.count, in: "a list")
      if !isKnownUniquelyReferenced(&list) { list = list.copy() }
      try change(&list.items[index])
      do {
        try list.admit(list.items[index])
      } catch {
        list.items[index] = .none
        throw error
      }
      return
    }
    if container.isTensor {
      // The part's memory is the tensor's until it changes, and has its own then.
      var part = try part(of: container, key)
      try change(&part)
      return try TensorIndexing.set(&container, [.value(key)], to: part)
    }
    guard var map = container.takeMap() else {
      throw cannotBeSet(container)
    }
    defer { container = .map(map) }
    guard let position = try map.find(key, hash: try key.hash()) else {
      throw missing(key, in: map)
    }
    if !isKnownUniquelyReferenced(&map) { map = map.copy() }
    try map.replaceValue(at: position, change)
  }

  private static func part(of container: Value, _ key: Value) throws(Failure) -> Value {
    guard case .tensor(let tensor) = container else { return .none }
    return try TensorIndexing.get(tensor, [.value(key)])
  }

  // MARK: Positions

  /// The position that `key` names among `count`; negative ones count from the end.
  package static func position(_ key: Value, count: Int, in container: @autoclosure () -> String)
    throws(Failure) -> Int
  {
    guard let index = key.integer else {
      throw Failure("the index of \(container()) must be a whole number, not \(key.described)")
    }
    let position = index < 0 ? index &+ count : index
    guard position >= 0, position < count else {
      throw Failure(
        "index \(index) is outside \(container()) of length \(count)",
        hint: count > 0 ? "indices go from 0 to \(count - 1), or from -1 back to -\(count)" : nil)
    }
    return position
  }

  /// The positions of a slice: its first, their number and their step.
  package static func positions(_ start: Int?, _ stop: Int?, _ step: Int?, count: Int)
    throws(Failure)
    -> RangeBox
  {
    let step = step ?? 1
    guard step != 0 else { throw Failure("the step of a slice cannot be 0") }
    func clamp(_ index: Int, _ low: Int, _ high: Int) -> Int {
      max(low, min(high, index < 0 ? index &+ count : index))
    }
    if step > 0 {
      let low = clamp(start ?? 0, 0, count)
      return RangeBox(start: low, stop: clamp(stop ?? count, 0, count), step: step)
    }
    let high = clamp(start ?? count - 1, -1, count - 1)
    return RangeBox(start: high, stop: stop.map { clamp($0, -1, count - 1) } ?? -1, step: step)
  }

  package static func missing(_ key: Value, in map: MapBox) -> Failure {
    var hint: String?
    if case .string(let text) = key {
      hint = Spelling.hint(text.string, map.keys.map(\.text))
    }
    return Failure(
      "the map has no key \(key.representation)",
      hint: hint ?? "`.get(key, 0)` gives 0 where a key is missing")
  }
}

/// `a:b:c` in the index of an object.
package final class Slice: NativeObject {
  /// The parts, nil if left out.
  package let start: Int?, stop: Int?, step: Int?

  package init(_ start: Int?, _ stop: Int?, _ step: Int?) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  package override var typeName: String { "slice" }

  /// The positions among `count` elements: the first, the step, the number.
  package func positions(count: Int) throws(Failure) -> (start: Int, step: Int, count: Int) {
    let chosen = try Indexing.positions(start, stop, step, count: count)
    return (chosen.start, chosen.step, chosen.count)
  }
}

extension Value {
  /// Whether it chooses among the elements of several dimensions.
  fileprivate var isMask: Bool {
    if case .tensor(let tensor) = self { tensor.dtype == .bool && tensor.rank > 1 } else { false }
  }
}
