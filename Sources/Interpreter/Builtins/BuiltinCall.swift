import Tensors

/// One call of a builtin: its arguments, one for each parameter, defaults filled in.
@usableFromInline
package struct BuiltinCall {
  @usableFromInline let base: UnsafeMutablePointer<Value>
  // Not counted: the caller holds both.
  private let called: Unmanaged<Builtin>
  private let runner: Unmanaged<Interpreter>
  /// The builtin being called.
  package var builtin: Builtin { called.takeUnretainedValue() }
  /// The interpreter that runs it.
  package var interpreter: Interpreter { runner.takeUnretainedValue() }

  init(_ base: UnsafeMutablePointer<Value>, of builtin: Builtin, _ interpreter: Interpreter) {
    self.base = base
    called = .passUnretained(builtin)
    runner = .passUnretained(interpreter)
  }

  /// The values of the parameters, in order.
  package var values: [Value] { builtin.parameters.indices.map { base[$0] } }

  /// The call as one would write it: arguments that equal their defaults are left out.
  package var text: String {
    var written: [String] = []
    for (parameter, value) in zip(builtin.parameters, values) {
      let shown = value.representation
      guard let standard = parameter.defaultValue else {
        written.append(shown)
        continue
      }
      if standard.representation != shown { written.append("\(parameter.name) = \(shown)") }
    }
    return "\(builtin.name)(\(written.joined(separator: ", ")))"
  }
}

extension Interpreter {
  /// Runs a builtin with a value for each of its parameters.
  package func run(_ builtin: Builtin, with values: [Value]) throws -> Value {
    var values = values
    guard values.count == builtin.parameters.count else { throw Failure("wrong arguments") }
    return try values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else {
        return try withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { none in
          guard let base = none.baseAddress else { throw Failure("no memory") }
          return try builtin.body(BuiltinCall(base, of: builtin, self))
        }
      }
      return try builtin.body(BuiltinCall(base, of: builtin, self))
    }
  }
}

/// Walks the arguments of a call.
@usableFromInline
struct ArgumentCursor {
  @usableFromInline let call: BuiltinCall
  @usableFromInline var index = 0

  @inlinable
  init(_ call: BuiltinCall) { self.call = call }

  /// The next argument; what is not a parameter, like the interpreter, consumes none.
  @inlinable
  mutating func next<T: ArgumentConvertible>(_: T.Type) throws(Failure) -> T {
    let argument = BuiltinArgument(call, index)
    if T.isParameter { index += 1 }
    return try T.read(argument)
  }
}
