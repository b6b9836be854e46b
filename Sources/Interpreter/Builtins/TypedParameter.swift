import Tensors

/// A parameter of a builtin whose argument is read as a `T`.
@usableFromInline
package struct TypedParameter<T: ArgumentConvertible> {
  /// The parameter; nil for what is not an argument.
  @usableFromInline package let declaration: BuiltinParameter?

  /// `about` says what it means, for the reference.
  package init(_ declaration: BuiltinParameter?, _ about: String = "") {
    self.declaration = declaration?.described(about, as: T.self)
  }

  /// One that is `value` if it is not given; with nil, it must be given.
  package init(_ name: String, _ about: String = "", default value: Value?) {
    self.init(value.map { .optional(name, $0) } ?? .required(name), about)
  }

  /// One that may be left out or `none`.
  package static func optional<Wrapped>(_ parameter: TypedParameter<Wrapped>) -> Self
  where T == Wrapped? {
    Self(
      parameter.declaration.map { .optional($0.name) }, parameter.declaration?.about ?? "")
  }
}

extension TypedParameter where T == Value {
  /// Any value.
  package static func value(_ name: String, _ about: String = "", default value: Value? = nil)
    -> Self
  {
    Self(.lazy(name, value), about)
  }

  /// Any value; what stands for a tensor as that tensor.
  package static func numbers(_ name: String, _ about: String = "") -> Self {
    Self(.required(name), about)
  }
}

extension TypedParameter where T == BuiltinArgument {
  /// Any value, for a body that reads it itself.
  package static func argument(_ name: String, _ about: String = "", default value: Value? = nil)
    -> Self
  {
    Self(name, about, default: value)
  }

  /// Any value, as it is even where it stands for a tensor.
  package static func lazy(_ name: String, _ about: String = "") -> Self {
    Self(.lazy(name, nil), about)
  }
}

extension TypedParameter where T == Int {
  /// A whole number.
  package static func int(_ name: String, _ about: String = "", default value: Int? = nil) -> Self {
    Self(name, about, default: value.map { .int($0) })
  }
}

extension TypedParameter where T == Double {
  /// A number.
  package static func float(_ name: String, _ about: String = "", default value: Double? = nil)
    -> Self
  {
    Self(name, about, default: value.map(Value.plainest))
  }
}

extension TypedParameter where T == Float {
  /// A number, as tensors store it.
  package static func float32(_ name: String, _ about: String = "", default value: Double? = nil)
    -> Self
  {
    Self(name, about, default: value.map(Value.plainest))
  }
}

extension TypedParameter where T == Bool {
  /// True or false.
  package static func bool(_ name: String, _ about: String = "", default value: Bool? = nil) -> Self
  {
    Self(name, about, default: value.map { .bool($0) })
  }
}

extension TypedParameter where T == String {
  /// A string.
  package static func string(_ name: String, _ about: String = "", default value: String? = nil)
    -> Self
  {
    Self(name, about, default: value.map { .text($0) })
  }
}

extension TypedParameter where T: ArgumentChoice {
  /// One of a few words.
  package static func choice(_ name: String, _ about: String = "", default value: T) -> Self {
    Self(name, about, default: .text(value.rawValue))
  }
}

extension TypedParameter where T == Tensor {
  /// A tensor, or a number.
  package static func tensor(_ name: String, _ about: String = "") -> Self {
    Self(.required(name), about)
  }
}

extension TypedParameter where T == [Tensor] {
  /// A list of tensors, or the slices of one.
  package static func tensors(_ name: String, _ about: String = "") -> Self {
    Self(.required(name), about)
  }
}

extension TypedParameter where T == [Int] {
  /// Whole numbers, or a single one.
  package static func ints(_ name: String, _ about: String = "", default value: Int? = nil) -> Self
  {
    Self(name, about, default: value.map { .int($0) })
  }
}

extension TypedParameter where T == [Value] {
  /// A list.
  package static func list(_ name: String, _ about: String = "", default value: [Value]? = nil)
    -> Self
  {
    Self(name, about, default: value.map { .items($0) })
  }

  /// All further positional arguments.
  package static func values(_ name: String, _ about: String = "") -> Self {
    Self(.variadic(name), about)
  }
}

extension TypedParameter where T == Shape {
  /// All further positional arguments as sizes, or one list of them.
  package static func sizes(_ name: String, _ about: String = "") -> Self {
    Self(.variadic(name), about)
  }
}

extension TypedParameter where T == MapBox {
  /// A map.
  package static func map(_ name: String, _ about: String = "") -> Self {
    Self(.required(name), about)
  }

  /// The map before the dot, which the method changes.
  package static var changedMap: Self { Self(.changed("map")) }

  /// The last one: all named arguments that are not parameters.
  package static func named(_ name: String, _ about: String = "") -> Self {
    Self(.named(name), about)
  }
}

extension TypedParameter where T == ListBox {
  /// The list before the dot.
  package static var thisList: Self { Self(.required("list")) }

  /// The list before the dot, which the method changes.
  package static var changedList: Self { Self(.changed("list")) }
}

extension TypedParameter where T == BuiltinCall {
  /// No argument: the call itself.
  package static var call: Self { Self(nil) }
}

extension TypedParameter where T == Interpreter {
  /// No argument: the interpreter that runs the call.
  package static var interpreter: Self { Self(nil) }
}

extension Value {
  /// A number, without a point if it is whole.
  fileprivate static func plainest(_ number: Double) -> Value {
    Int(exactly: number).map { .int($0) } ?? .float(number)
  }
}
