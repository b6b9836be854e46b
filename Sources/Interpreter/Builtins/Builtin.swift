/// A function or method written in Swift, with what `lab doc` says of it.
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
  /// A line of code that shows its use.
  package let example: String
  /// Whether a method changes the value before the dot, in place.
  package let changesReceiver: Bool
  package let body: (inout Arguments, Interpreter) throws -> Value
  /// The index of the parameter that takes any number of positional arguments.
  package let variadic: Int?
  /// The index of the last parameter, if that takes all other named arguments.
  package let namedRest: Int?
  package let parameterNames: [String]
  /// Whether every parameter takes one argument.
  package let isFixed: Bool
  /// The values of the parameters where they are left out; `.unset` where there is none.
  package let defaults: ContiguousArray<Value>

  /// A builtin called `name`; `body` gets one argument for each of `parameters`.
  package init(
    _ name: String, of receiver: String? = nil, _ parameters: [BuiltinParameter] = [],
    _ summary: String, details: String = "", example: String = "", changesReceiver: Bool = false,
    body: @escaping (inout Arguments, Interpreter) throws -> Value
  ) {
    self.name = name
    self.receiver = receiver
    self.parameters = parameters
    self.summary = summary
    self.details = details
    self.example = example
    self.changesReceiver = changesReceiver
    self.body = body
    parameterNames = parameters.map(\.name)
    variadic = parameters.firstIndex { $0.isVariadic }
    namedRest = parameters.last?.isNamedRest == true ? parameters.count - 1 : nil
    isFixed = variadic == nil && namedRest == nil
    defaults = ContiguousArray(parameters.map { $0.defaultValue ?? .unset })
  }

  /// The name, after the kind of value that it is a method of.
  package var fullName: String { receiver.map { "\($0).\(name)" } ?? name }

  /// `softmax(x, dim = -1)`, as help and error messages write it.
  package var signature: String {
    let shown = receiver == nil ? parameters[...] : parameters.dropFirst()
    return "\(name)(\(shown.map(\.description).joined(separator: ", ")))"
  }
}

/// A parameter of a builtin.
package struct BuiltinParameter {
  /// The name, by which it may be given.
  package let name: String
  /// What it is when it is left out; nil if it must be given.
  package let defaultValue: Value?
  /// Whether it takes all further positional arguments, as a list.
  package let isVariadic: Bool
  /// Whether it takes all named arguments that are not parameters, as a map.
  let isNamedRest: Bool

  private init(
    _ name: String, _ defaultValue: Value?, isVariadic: Bool = false, isNamedRest: Bool = false
  ) {
    self.name = name
    self.defaultValue = defaultValue
    self.isVariadic = isVariadic
    self.isNamedRest = isNamedRest
  }

  /// One that must be given.
  package static func required(_ name: String) -> BuiltinParameter { BuiltinParameter(name, nil) }

  /// One that is `value` unless it is given.
  package static func optional(_ name: String, _ value: Value = .none) -> BuiltinParameter {
    BuiltinParameter(name, value)
  }

  /// One that takes all further positional arguments, as a list.
  package static func variadic(_ name: String) -> BuiltinParameter {
    BuiltinParameter(name, nil, isVariadic: true)
  }

  /// The last one, which takes all named arguments that are no parameters, as a map.
  package static func named(_ name: String) -> BuiltinParameter {
    BuiltinParameter(name, nil, isNamedRest: true)
  }

  package var description: String {
    if isNamedRest { return "\(name) = …" }
    if isVariadic { return "\(name)…" }
    return defaultValue.map { "\(name) = \($0.representation)" } ?? name
  }
}

/// A value that stands after a dot: `x.shape`, `images.train`.
package struct BuiltinProperty {
  /// The name that scripts use.
  package let name: String
  /// The kind of value that has it.
  package let receiver: String
  /// One line for help.
  package let summary: String
  package let get: (Value, Interpreter) throws -> Value

  /// A property of values of the kind `receiver`.
  package init(
    _ name: String, of receiver: String, _ summary: String,
    get: @escaping (Value, Interpreter) throws -> Value
  ) {
    self.name = name
    self.receiver = receiver
    self.summary = summary
    self.get = get
  }
}

/// What one file of builtins offers.
package struct BuiltinGroup {
  /// The heading in the reference.
  package let title: String
  /// Functions and methods.
  package let builtins: [Builtin]
  /// Values after a dot.
  package let properties: [BuiltinProperty]
  /// Names with a value: `pi`.
  package let constants: [(name: String, value: Value, summary: String)]

  /// A group of builtins under `title`.
  package init(
    _ title: String, _ builtins: [Builtin], properties: [BuiltinProperty] = [],
    constants: [(name: String, value: Value, summary: String)] = []
  ) {
    self.title = title
    self.builtins = builtins
    self.properties = properties
    self.constants = constants
  }
}
