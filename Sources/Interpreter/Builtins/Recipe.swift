/// The call that made an object: made again, it gives an object of the same kind and size, whose
/// state and memory are then set to what they were.
package struct Recipe {
  /// What was called.
  package let builtin: Builtin
  /// One value for each of its parameters.
  package let arguments: [Value]

  package init(_ builtin: Builtin, _ arguments: [Value]) {
    (self.builtin, self.arguments) = (builtin, arguments)
  }

  /// Makes the object again.
  package func make(_ interpreter: Interpreter) throws(Failure) -> NativeObject {
    let base = UnsafeMutablePointer<Value>.allocate(capacity: max(1, arguments.count))
    base.initialize(from: arguments, count: arguments.count)
    defer {
      base.deinitialize(count: arguments.count)
      base.deallocate()
    }
    do {
      let value = try builtin.body(BuiltinCall(base, of: builtin, interpreter))
      guard case .object(let object) = value else {
        throw Failure("\(builtin.name) makes no object")
      }
      object.recipe = self
      return object
    } catch {
      throw Failure.wrapping(error)
    }
  }
}
