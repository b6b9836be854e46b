import Tensors

/// Equality and hashing as in Python.
///
/// 1 == 1.0 == true, containers compare element by element, objects by identity.
extension Value {
  /// Whether the two are equal; values of different kinds are not.
  ///
  /// Throws only if lists share parts so often that the comparison would never end.
  package func isEqual(to other: Value) throws(Failure) -> Bool {
    var walk = Walk()
    return try isEqual(to: other, &walk)
  }

  private func isEqual(to other: Value, _ walk: inout Walk) throws(Failure) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a == b
    case (.string(let a), .string(let b)): return a === b || a.string == b.string
    case (.none, .none): return true
    case (.list(let a), .list(let b)):
      guard a !== b else { return true }
      guard a.items.count == b.items.count else { return false }
      try walk.visit(a.items.count)
      for (x, y) in zip(a.items, b.items) where try !x.isEqual(to: y, &walk) { return false }
      return true
    case (.map(let a), .map(let b)), (.set(let a), .set(let b)):
      return try Self.equal(a, b, &walk)
    case (.range(let a), .range(let b)):
      guard a.count == b.count else { return false }
      return a.count == 0 || (a.start == b.start && (a.count == 1 || a.step == b.step))
    case (.tensor(let a), .tensor(let b)): return a === b || a.isEqual(to: b)
    default: break
    }
    if let a = integer, let b = other.integer { return a == b }
    if let a = number, let b = other.number { return Self.compare(self, a, other, b) }
    return isSame(as: other)
  }

  /// Whether the two are the same object (`is`); numbers, texts and `none` compare by value.
  package func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.string(let a), .string(let b)): a.string == b.string
    case (.list(let a), .list(let b)): a === b
    case (.map(let a), .map(let b)), (.set(let a), .set(let b)): a === b
    case (.range(let a), .range(let b)): a === b
    case (.tensor(let a), .tensor(let b)): a === b
    case (.function(let a), .function(let b)): a === b
    case (.builtin(let a), .builtin(let b)): a.name == b.name && a.receiver == b.receiver
    case (.model(let a), .model(let b)): a === b
    case (.instance(let a), .instance(let b)): a === b
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }

  private static func compare(_ x: Value, _ a: Double, _ y: Value, _ b: Double) -> Bool {
    // An Int beyond 2^53 is not the Double that it rounds to.
    if let whole = x.integer { return Int(exactly: b) == whole }
    if let whole = y.integer { return Int(exactly: a) == whole }
    return a == b
  }

  private static func equal(_ a: MapBox, _ b: MapBox, _ walk: inout Walk) throws(Failure) -> Bool {
    guard a !== b else { return true }
    guard a.count == b.count else { return false }
    try walk.visit(a.count)
    for entry in a.entries where !entry.key.isUnset {
      guard let position = try b.find(entry.key, hash: entry.hash),
        try b.entries[position].value.isEqual(to: entry.value, &walk)
      else { return false }
    }
    return true
  }

  /// A number that equal values share. Maps cannot be keys, nor can lists that contain one.
  package func hash() throws(Failure) -> Int {
    switch self {
    case .string(let text): return text.hash
    case .int(let value): return Self.mix(value)
    default:
      var walk = Walk()
      return try hash(&walk)
    }
  }

  private func hash(_ walk: inout Walk) throws(Failure) -> Int {
    switch self {
    case .unset, .none: return 0x5bd1
    case .bool(let value): return Self.mix(value ? 1 : 0)
    case .int(let value): return Self.mix(value)
    case .float(let value):
      if let whole = Int(exactly: value) { return Self.mix(whole) }
      return Self.mix(Int(truncatingIfNeeded: value.bitPattern))
    case .string(let text): return text.hash
    case .list(let list):
      try walk.visit(list.items.count)
      var state = list.items.count
      for item in list.items { state = Self.mix(state &* 31 &+ (try item.hash(&walk))) }
      return state
    case .map:
      throw Failure("a map cannot be a key", hint: "use a string, a number or a list of them")
    case .set:
      throw Failure("a set cannot be a key or in a set", hint: "use a list: sorted(s)")
    case .range(let range): return Self.mix(range.count &* 31 &+ range.start)
    case .tensor: throw Self.tensorIsNoKey
    case .function(let function): return Self.mix(ObjectIdentifier(function).hashValue)
    case .builtin(let builtin): return TextBox(builtin.name).hash
    case .model(let model): return Self.mix(ObjectIdentifier(model).hashValue)
    case .instance(let instance): return Self.mix(ObjectIdentifier(instance).hashValue)
    case .object(let object):
      guard object.shape == nil else { throw Self.tensorIsNoKey }
      return Self.mix(ObjectIdentifier(object).hashValue)
    }
  }

  private static var tensorIsNoKey: Failure {
    Failure("a tensor cannot be a key", hint: "use x.item(), or a string")
  }

  /// Spreads adjacent numbers over the table.
  private static func mix(_ number: Int) -> Int {
    let product = UInt(bitPattern: number) &* 0x9e37_79b9_7f4a_7c15
    return Int(bitPattern: product ^ (product >> 32))
  }
}

/// Bounds a walk through nested lists.
///
/// A list that contains another twice, which contains a third twice, and so on, has more leaves
/// than can be visited.
struct Walk {
  private var left = Limits.visits

  /// Counts `count` elements that are about to be visited.
  mutating func visit(_ count: Int) throws(Failure) {
    try Failure.wrapping { () throws(TensorError) in try Cancellation.check() }
    left -= count
    guard left >= 0 else {
      throw Failure(
        .limit, "a value with more than \(Limits.visits) parts, counting shared ones each time",
        hint: "compare or look up something smaller")
    }
  }
}
