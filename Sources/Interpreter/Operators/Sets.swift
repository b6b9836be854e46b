import Language

/// Operations on sets, whose elements are the keys of maps; results keep the order of insertion.
package enum Sets {
  /// `a | b`, `a & b`, `a - b`, `a ^ b`; nil for other operators.
  static func apply(
    _ operation: BinaryOperator, _ a: MapBox, _ b: MapBox
  ) throws(Failure) -> Value? {
    switch operation {
    case .or: .set(try union(a, b.keys))
    case .and: .set(try filtered(a) { (x) throws(Failure) in try b.get(x) != nil })
    case .subtract: .set(try difference(a, b))
    case .xor: .set(try union(try difference(a, b), try difference(b, a).keys))
    default: nil
    }
  }

  /// The set of `items`.
  package static func set(
    of items: some Sequence<Value>
  ) throws(Failure) -> MapBox {
    let result = MapBox()
    for item in items { try result.set(item, to: .none) }
    return result
  }

  /// What is in `a` or among `items`.
  package static func union(
    _ a: MapBox, _ items: some Sequence<Value>
  ) throws(Failure) -> MapBox {
    let result = a.copy()
    for item in items { try result.set(item, to: .none) }
    return result
  }

  /// What is in `a` and not in `b`.
  package static func difference(_ a: MapBox, _ b: MapBox) throws(Failure) -> MapBox {
    try filtered(a) { (x) throws(Failure) in try b.get(x) == nil }
  }

  /// The elements of `a` that `holds` accepts.
  package static func filtered(
    _ a: MapBox, _ holds: (Value) throws(Failure) -> Bool
  ) throws(Failure) -> MapBox {
    let result = MapBox()
    for item in a.keys where try holds(item) { try result.set(item, to: .none) }
    return result
  }

  /// Whether all of `a` is in `b`.
  package static func isSubset(_ a: MapBox, of b: MapBox) throws(Failure) -> Bool {
    guard a.count <= b.count else { return false }
    for item in a.keys where try b.get(item) == nil { return false }
    return true
  }

  /// `a < b` is a proper subset, as in Python.
  static func isOrdered(
    _ operation: ComparisonOperator, _ a: MapBox, _ b: MapBox
  ) throws(Failure) -> Bool {
    switch operation {
    case .less: a.count < b.count ? try isSubset(a, of: b) : false
    case .lessOrEqual: try isSubset(a, of: b)
    case .greater: b.count < a.count ? try isSubset(b, of: a) : false
    default: try isSubset(b, of: a)
    }
  }
}
