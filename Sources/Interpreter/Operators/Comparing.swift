import Glibc
import Language

/// `< <= > >= == != in is` on values.
package enum Comparing {
  package static func apply(
    _ operation: ComparisonOperator, _ left: Value, _ right: Value, _ interpreter: Interpreter
  ) throws(Failure) -> Value {
    if let result = try TensorOperators.compare(operation, left, right) { return result }
    return .bool(try holds(operation, left, right, interpreter))
  }

  /// Whether `left operation right` holds.
  package static func holds(
    _ operation: ComparisonOperator, _ left: Value, _ right: Value, _ interpreter: Interpreter
  ) throws(Failure) -> Bool {
    switch operation {
    case .equal: return try left.isEqual(to: right)
    case .notEqual: return !(try left.isEqual(to: right))
    case .is: return left.isSame(as: right)
    case .isNot: return !left.isSame(as: right)
    case .in: return try contains(right, left, interpreter)
    case .notIn: return !(try contains(right, left, interpreter))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try isOrdered(operation, left, right)
    }
  }

  private static func isOrdered(_ operation: ComparisonOperator, _ left: Value, _ right: Value)
    throws(Failure) -> Bool
  {
    if let a = left.integer, let b = right.integer { return compare(operation, a, b) }
    if let a = left.number, let b = right.number { return compare(operation, a, b) }
    switch (left, right) {
    case (.string(let a), .string(let b)): return compare(operation, a.string, b.string)
    case (.list(let a), .list(let b)):
      for (x, y) in zip(a.items, b.items) where try !x.isEqual(to: y) {
        return try isOrdered(operation, x, y)
      }
      return compare(operation, a.items.count, b.items.count)
    case (.set(let a), .set(let b)): return try Sets.isOrdered(operation, a, b)
    default:
      throw Failure(
        "`\(operation.rawValue)` cannot compare \(left.described) with \(right.described)")
    }
  }

  @inline(__always)
  package static func compare<Number: Comparable>(
    _ operation: ComparisonOperator, _ a: Number, _ b: Number
  )
    -> Bool
  {
    switch operation {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal, .is, .in: a == b
    case .notEqual, .isNot, .notIn: a != b
    }
  }

  /// Whether `left` comes before `right`, as `sorted` asks.
  package static func precedes(_ left: Value, _ right: Value) throws(Failure) -> Bool {
    try isOrdered(.less, left, right)
  }

  private static func contains(_ container: Value, _ value: Value, _ interpreter: Interpreter)
    throws(Failure) -> Bool
  {
    switch container {
    case .list(let list): return try list.firstIndex(of: value) != nil
    case .map(let map), .set(let map): return try map.get(value) != nil
    case .range(let range):
      if let number = value.integer { return range.contains(number) }
      if let number = value.number, let whole = Int(exactly: number) {
        return range.contains(whole)
      }
      return false
    case .string(let text):
      guard case .string(let part) = value else {
        throw Failure("only a string can be `in` a string, not \(value.described)")
      }
      return Search.first(of: part.string, in: text.string, from: 0) != nil
    default:
      guard let iterator = try Iteration.iterator(over: container, interpreter, orNil: true) else {
        throw Failure("`in` cannot look into \(container.described)")
      }
      while let item = try iterator.next() {
        try interpreter.checkInterrupt()
        if try item.isEqual(to: value) { return true }
      }
      return false
    }
  }
}

/// Finds texts in texts, by bytes.
package enum Search {
  /// Bytes up to which every place is compared.
  private static let shortest = 32
  private static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The byte offset of the first `part` at or after `start`; an empty one is everywhere.
  package static func first(of part: String, in text: String, from start: Int) -> Int? {
    if part.isEmpty { return start }
    var (text, part) = (text, part)
    return text.withUTF8 { bytes in
      part.withUTF8 { wanted in first(of: wanted, in: bytes, from: start) }
    }
  }

  /// The byte offsets of all `part`s that do not overlap; `part` is not empty.
  package static func all(of part: String, in text: String) -> [Int] {
    var (text, part) = (text, part)
    return text.withUTF8 { bytes in
      part.withUTF8 { wanted in
        var found: [Int] = []
        var start = 0
        while let offset = first(of: wanted, in: bytes, from: start) {
          found.append(offset)
          start = offset + wanted.count
        }
        return found
      }
    }
  }

  private static func first(
    of wanted: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let part = wanted.baseAddress else { return start <= bytes.count ? start : nil }
    guard bytes.count - start >= wanted.count, let text = bytes.baseAddress else { return nil }
    let last = bytes.count - wanted.count
    if wanted.count <= shortest {
      var offset = start
      while offset <= last, let found = memchr(text + offset, Int32(wanted[0]), last - offset + 1) {
        offset = UnsafeRawPointer(found) - UnsafeRawPointer(text)
        if memcmp(text + offset, part, wanted.count) == 0 { return offset }
        offset += 1
      }
      return nil
    }
    // Rabin and Karp's: the time grows with the text alone, whatever is looked for.
    var (hash, sought, power) = (0 as UInt64, 0 as UInt64, 1 as UInt64)
    for index in 0..<wanted.count {
      hash = hash &* factor &+ UInt64(bytes[start + index])
      sought = sought &* factor &+ UInt64(wanted[index])
      power = power &* factor
    }
    for offset in start...last {
      if hash == sought, memcmp(text + offset, part, wanted.count) == 0 { return offset }
      guard offset < last else { break }
      let (old, new) = (UInt64(bytes[offset]), UInt64(bytes[offset + wanted.count]))
      hash = hash &* factor &+ new &- old &* power
    }
    return nil
  }
}
