import Language

/// Where a place's path leads.
///
/// Its indices and the object before its dot have been evaluated, once, and nothing has been
/// touched yet.
struct Spot {
  let place: Place
  /// Where the root is stored; nil if it is not a place but a computed value.
  let root: UnsafeMutablePointer<Value>?
  /// The root, if it is not a place.
  let computed: Value
  /// What sets it then, if anything does.
  let property: SettableProperty?
  let path: UnsafeMutablePointer<Value>
  let count: Int
  let interpreter: Interpreter

  /// The value there.
  func value() throws(Failure) -> Value {
    var value = computed
    if let root {
      try place.adopt(root)
      value = root.pointee
    }
    do throws(Failure) {
      for index in 0..<count { value = try Indexing.get(value, path[index], interpreter) }
    } catch {
      throw error.at(place.span)
    }
    return value
  }

  /// What kind of value is there to be changed; no reference to it is kept.
  func kind() throws(Failure) -> Place.Kind {
    root == nil && property == nil ? .other : Place.kind(of: try value())
  }

  /// Changes what is there in place.
  func change<Result>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
    if let property {
      return try property.change(interpreter, at: place.span) { (value) throws(Failure) in
        try place.change(&value, path, count, body)
      }
    }
    guard let root else { throw Place.notKept(computed, at: place.span) }
    try place.adopt(root)
    return try place.change(&root.pointee, path, count, body)
  }

  /// Stores `value` at `keys` inside what is there.
  func set(_ keys: [Key], to value: Value) throws(Failure) {
    // A map may gain an entry.
    try interpreter.charge(MemoryLayout<MapBox.Entry>.stride)
    try change { (container) throws(Failure) in
      try Indexing.set(&container, keys, to: value)
    }
  }
}

extension Place {
  /// The error for changing a value that no name, field or element keeps.
  static func notKept(_ value: Value, at span: Span?) -> Failure {
    Failure(
      .runtime, "this \(value.typeName) is not stored anywhere, so the change would be lost",
      at: span, hint: "give it a name, and change that")
  }

  /// The same for what `node` returns; most often a session name inside a function.
  static func notKept(_ value: Value, _ node: Node) -> Failure {
    guard let name = sessionName(of: node) else { return notKept(value, at: node.span) }
    return belongsToSession(name, value.typeName, at: node.span)
  }

  static func belongsToSession(_ name: String, _ kind: String, at span: Span?) -> Failure {
    Failure(
      .runtime, "`\(name)` belongs to the session, and a function can change only its own names",
      at: span, hint: "return the changed \(kind), and set `\(name)` to it outside")
  }

  /// The session name at the start of a path.
  static func sessionName(of node: Node) -> String? {
    var base = node
    while let index = base.core as? IndexNode { base = index.container }
    return (base.core as? GlobalNode)?.cell.name
  }
}
