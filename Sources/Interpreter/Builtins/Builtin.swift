/// A function or method written in Swift, and what `lab doc` says about it.
public final class Builtin {
  /// The name that scripts use.
  package let name: String
  /// The kind of value that it is a method of (`list`, `str`, `optimizer`, …); nil for a function.
  package let receiver: String?
  /// What it takes; a method's first parameter is the value before the dot.
  package let parameters: [BuiltinParameter]
  /// One line for lists.
  package let summary: String
  /// Paragraphs for `lab doc`.
  package let details: String
  /// Code that shows its use.
  package let example: String
  /// Names of related entries, separated by blanks.
  package let see: String
  /// Whether a method changes the value before the dot, in place.
  package let changesReceiver: Bool
  package let body: (BuiltinCall) throws -> Value
  /// What the body returns, as the declaration says: `Value` if that is not known.
  package let result: Any.Type
  /// The index of the parameter that takes any number of positional arguments.
  package let variadic: Int?
  /// The index of the last parameter, if that takes all other named arguments.
  package let namedRest: Int?
  package let parameterNames: [String]
  /// Whether every parameter takes one argument.
  let isFixed: Bool
  /// The values of the parameters that are left out; `.unset` for those without a default.
  package let defaults: ContiguousArray<Value>

  /// A builtin called `name` whose `body` reads the arguments itself.
  ///
  /// A declaration is nil for what is not an argument.
  @usableFromInline
  init(
    _ name: String, of receiver: String?, _ declarations: [BuiltinParameter?], summary: String,
    details: String, example: String, see: String, result: Any.Type,
    body: @escaping (BuiltinCall) throws -> Value
  ) {
    let parameters = declarations.compactMap { $0 }
    self.name = name
    self.receiver = receiver
    self.parameters = parameters
    self.summary = summary
    self.details = details
    self.example = example
    self.see = see
    self.body = body
    self.result = result
    changesReceiver = parameters.first?.isChanged ?? false
    parameterNames = parameters.map(\.name)
    variadic = parameters.firstIndex { $0.isVariadic }
    namedRest = parameters.last?.isNamedRest == true ? parameters.count - 1 : nil
    isFixed = variadic == nil && namedRest == nil
    defaults = ContiguousArray(parameters.map { $0.defaultValue ?? .unset })
  }

  /// The name, preceded by the kind of value that it is a method of.
  package var fullName: String { receiver.map { "\($0).\(name)" } ?? name }

  /// `softmax(x, dim = -1)`, as help and error messages write it.
  package var signature: String {
    let shown = receiver == nil ? parameters[...] : parameters.dropFirst()
    return "\(name)(\(shown.map(\.description).joined(separator: ", ")))"
  }
}
