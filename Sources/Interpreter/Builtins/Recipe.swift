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
    do {
      guard case .object(let object) = try interpreter.run(builtin, with: arguments) else {
        throw Failure("\(builtin.name) makes no object")
      }
      object.recipe = self
      return object
    } catch {
      throw Failure.wrapping(error)
    }
  }
}
