import Language

/// A property of a value that can be set: `p.grad = none`, `opt.lr = 0.1`.
struct SettableProperty {
  private let property: BuiltinProperty
  private let owner: Value
  private let set: (Value, Value) throws -> Void

  /// The property `name` of `owner`; nil if there is none, or it cannot be set.
  init?(_ name: String, of owner: Value, _ interpreter: Interpreter) {
    guard let property = interpreter.table.property(name, of: owner.typeName),
      let set = property.set
    else { return nil }
    self.property = property
    self.owner = owner
    self.set = set
  }

  /// Which properties of `owner` can be set, for a hint.
  static func names(of owner: Value, _ interpreter: Interpreter) -> String? {
    let names = interpreter.table.members(of: owner.typeName).filter {
      interpreter.table.property($0, of: owner.typeName)?.set != nil
    }
    return names.isEmpty ? nil : "what can be set: \(names.joined(separator: ", "))"
  }

  /// Its value now.
  func value(_ interpreter: Interpreter) throws(Failure) -> Value {
    do {
      return try property.get(owner, interpreter)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// Sets it.
  func set(to value: Value, at span: Span?) throws(Failure) {
    do {
      try set(owner, value)
    } catch {
      throw Failure.wrapping(error).at(span)
    }
  }

  /// Sets it to what `body` makes of its value.
  func change<Result>(
    _ interpreter: Interpreter, at span: Span?, _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var value = try value(interpreter)
    let result = try body(&value)
    try set(to: value, at: span)
    return result
  }
}
