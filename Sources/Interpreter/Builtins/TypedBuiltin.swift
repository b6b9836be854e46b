/// Builtins as they are declared: typed parameters, and a body that takes their values.
extension Builtin {
  /// A builtin called `name`, whose `body` gets the arguments as it declares them.
  @inlinable
  package convenience init<each P: ArgumentConvertible, Result: ValueConvertible>(
    _ name: String, of receiver: String? = nil, _ parameters: repeat TypedParameter<each P>,
    summary: String, details: String = "", example: String = "", see: String = "",
    body: @escaping (repeat each P) throws -> Result
  ) {
    self.init(
      name, of: receiver, repeat each parameters, summary: summary, details: details,
      example: example, see: see, as: { result, _ in result.asValue }, body: body)
  }

  /// One that returns nothing.
  @inlinable
  package convenience init<each P: ArgumentConvertible>(
    _ name: String, of receiver: String? = nil, _ parameters: repeat TypedParameter<each P>,
    summary: String, details: String = "", example: String = "", see: String = "",
    body: @escaping (repeat each P) throws -> Void
  ) {
    self.init(
      name, of: receiver, repeat each parameters, summary: summary, details: details,
      example: example, see: see, as: { _, _ in .none }, body: body)
  }

  /// One whose result is made a value by `convert`, which may look at the call.
  @inlinable
  package convenience init<each P: ArgumentConvertible, Result>(
    _ name: String, of receiver: String? = nil, _ parameters: repeat TypedParameter<each P>,
    summary: String, details: String = "", example: String = "", see: String = "",
    as convert: @escaping (Result, BuiltinCall) -> Value,
    body: @escaping (repeat each P) throws -> Result
  ) {
    var declarations: [BuiltinParameter?] = []
    for parameter in repeat each parameters { declarations.append(parameter.declaration) }
    self.init(
      name, of: receiver, declarations, summary: summary, details: details, example: example,
      see: see, result: Result.self
    ) { call in
      var cursor = ArgumentCursor(call)
      return convert(try body(repeat try cursor.next((each P).self)), call)
    }
  }
}

/// The same with one to three parameters, written out.
///
/// The compiler does not specialise packs, which costs a hundred instructions per argument.
extension Builtin {
  @inlinable
  package convenience init<A: ArgumentConvertible, Result: ValueConvertible>(
    _ name: String, of receiver: String? = nil, _ a: TypedParameter<A>, summary: String,
    details: String = "", example: String = "", see: String = "",
    body: @escaping (A) throws -> Result
  ) {
    self.init(
      name, of: receiver, [a.declaration], summary: summary, details: details, example: example,
      see: see, result: Result.self
    ) { call in
      try body(A.read(BuiltinArgument(call, 0))).asValue
    }
  }

  @inlinable
  package convenience init<
    A: ArgumentConvertible, B: ArgumentConvertible, Result: ValueConvertible
  >(
    _ name: String, of receiver: String? = nil, _ a: TypedParameter<A>, _ b: TypedParameter<B>,
    summary: String, details: String = "", example: String = "", see: String = "",
    body: @escaping (A, B) throws -> Result
  ) {
    self.init(
      name, of: receiver, [a.declaration, b.declaration], summary: summary, details: details,
      example: example, see: see,
      result: Result.self
    ) { call in
      var cursor = ArgumentCursor(call)
      return try body(cursor.next(A.self), cursor.next(B.self)).asValue
    }
  }

  @inlinable
  package convenience init<
    A: ArgumentConvertible, B: ArgumentConvertible, C: ArgumentConvertible,
    Result: ValueConvertible
  >(
    _ name: String, of receiver: String? = nil, _ a: TypedParameter<A>, _ b: TypedParameter<B>,
    _ c: TypedParameter<C>, summary: String, details: String = "", example: String = "",
    see: String = "",
    body: @escaping (A, B, C) throws -> Result
  ) {
    self.init(
      name, of: receiver, [a.declaration, b.declaration, c.declaration], summary: summary,
      details: details, example: example,
      see: see, result: Result.self
    ) { call in
      var cursor = ArgumentCursor(call)
      return try body(cursor.next(A.self), cursor.next(B.self), cursor.next(C.self)).asValue
    }
  }
}
