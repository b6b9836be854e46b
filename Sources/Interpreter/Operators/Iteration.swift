/// Iterates over what a `for` can walk.
package enum Iteration {
  /// An iterator over `value`; if it has none, nil with `orNil`, else an error.
  package static func iterator(over value: Value, _ interpreter: Interpreter, orNil: Bool = false)
    throws(Failure) -> ValueIterator?
  {
    switch value {
    case .list(let list): return ItemIterator(list.items)
    case .range(let range): return RangeIterator(range)
    case .map(let map), .set(let map): return ItemIterator(ContiguousArray(map.keys))
    case .string(let text): return ScalarIterator(text.string)
    case .tensor(let tensor): return try TensorIndexing.RowIterator(tensor)
    case .object(let object):
      do {
        if let iterator = try object.makeIterator(interpreter) { return iterator }
      } catch {
        throw Failure.wrapping(error)
      }
    default: break
    }
    if orNil { return nil }
    var hint: String?
    if case .int(let count) = value { hint = "to count, use range(\(count))" }
    throw Failure("cannot loop over \(value.described)", hint: hint)
  }

  /// An iterator over `value`, or an error.
  package static func over(_ value: Value, _ interpreter: Interpreter) throws(Failure)
    -> ValueIterator
  {
    guard let iterator = try iterator(over: value, interpreter) else {
      throw Failure("cannot loop over \(value.described)")
    }
    return iterator
  }

  /// All elements of `value`.
  package static func items(of value: Value, _ interpreter: Interpreter) throws(Failure)
    -> ContiguousArray<Value>
  {
    switch value {
    case .list(let list): return list.items
    case .map(let map), .set(let map): return ContiguousArray(map.keys)
    default: break
    }
    let iterator = try over(value, interpreter)
    var items = ContiguousArray<Value>()
    if let count = iterator.remaining {
      guard count <= Limits.elements else { throw Arithmetic.listTooLong() }
      try interpreter.charge(count * 16)
      items.reserveCapacity(count)
    }
    while let item = try iterator.next() {
      items.append(item)
      if items.count & 0xfff == 0 {
        try interpreter.checkInterrupt()
        try interpreter.charge(0xfff * 32)
        guard items.count <= Limits.elements else { throw Arithmetic.listTooLong() }
      }
    }
    return items
  }
}

/// The elements of a list, as they were when the loop began.
final class ItemIterator: ValueIterator {
  private let items: ContiguousArray<Value>
  private var index = 0

  init(_ items: ContiguousArray<Value>) {
    self.items = items
  }

  override func next() throws(Failure) -> Value? {
    guard index < items.count else { return nil }
    index += 1
    return items[index - 1]
  }

  override var remaining: Int? { items.count - index }

  override func skip(_ count: Int) { index += count }
}

private final class RangeIterator: ValueIterator {
  private let range: RangeBox
  private var index = 0

  init(_ range: RangeBox) {
    self.range = range
  }

  override func next() throws(Failure) -> Value? {
    guard index < range.count else { return nil }
    index += 1
    return .int(range[index - 1])
  }

  override var remaining: Int? { range.count - index }

  override func skip(_ count: Int) { index += count }
}

private final class ScalarIterator: ValueIterator {
  private var scalars: String.UnicodeScalarView.Iterator

  init(_ string: String) {
    scalars = string.unicodeScalars.makeIterator()
  }

  override func next() throws(Failure) -> Value? {
    scalars.next().map { .text(String($0)) }
  }
}
