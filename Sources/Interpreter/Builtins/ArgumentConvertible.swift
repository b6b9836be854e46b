import Tensors

/// What a builtin can take: a type that an argument can be read as.
@usableFromInline
package protocol ArgumentConvertible {
  /// The argument as a value of this type; throws why it is not one.
  static func read(_ argument: BuiltinArgument) throws(Failure) -> Self
  /// Whether it reads an argument; the interpreter, for one, is not an argument.
  static var isParameter: Bool { get }
  /// What it takes, in words for the reference: "a whole number".
  static var kind: String { get }
}

extension ArgumentConvertible {
  @inlinable package static var isParameter: Bool { true }
  @usableFromInline package static var kind: String { "any value" }
}

/// The element type of an array that an argument can be read as.
@usableFromInline
package protocol ListElement {
  /// The elements.
  static func readList(_ argument: BuiltinArgument) throws(Failure) -> [Self]
}

extension Value: ArgumentConvertible, ListElement {
  @usableFromInline package static func read(_ argument: BuiltinArgument) -> Value {
    argument.value
  }
  @usableFromInline package static func readList(_ argument: BuiltinArgument) throws(Failure)
    -> [Value]
  {
    Array(try argument.list().items)
  }
}

extension Int: ArgumentConvertible, ListElement {
  @usableFromInline package static var kind: String { "a whole number" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> Int {
    try argument.int()
  }
  @usableFromInline package static func readList(_ argument: BuiltinArgument) throws(Failure)
    -> [Int]
  {
    try argument.ints()
  }
}

extension Double: ArgumentConvertible {
  @usableFromInline package static var kind: String { "a number" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> Double
  {
    try argument.float()
  }
}

extension Float: ArgumentConvertible {
  @usableFromInline package static var kind: String { "a number" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> Float {
    Float(try argument.float())
  }
}

extension Bool: ArgumentConvertible {
  @usableFromInline package static var kind: String { "true or false" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> Bool {
    try argument.bool()
  }
}

extension String: ArgumentConvertible {
  @usableFromInline package static var kind: String { "a string" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> String
  {
    try argument.string()
  }
}

extension ListBox: ArgumentConvertible {
  @usableFromInline package static var kind: String { "a list" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> ListBox
  {
    try argument.list()
  }
}

extension MapBox: ArgumentConvertible {
  @usableFromInline package static var kind: String { "a map" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> MapBox
  { try argument.map() }
}

extension Tensor: ArgumentConvertible, ListElement {
  @usableFromInline package static var kind: String { "a tensor" }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure) -> Tensor
  {
    try argument.tensor()
  }
  @usableFromInline package static func readList(_ argument: BuiltinArgument) throws(Failure)
    -> [Tensor]
  {
    try argument.tensors()
  }
}

extension Shape: ArgumentConvertible {
  @usableFromInline package static var kind: String { "whole numbers" }
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> Shape {
    try argument.shape()
  }
}

extension Array: ArgumentConvertible where Element: ListElement {
  @usableFromInline package static var kind: String {
    switch Element.self {
    case is Int.Type: "whole numbers, or a single one"
    case is Tensor.Type: "a list of tensors, or the slices of one"
    default: "a list"
    }
  }
  @usableFromInline package static func read(_ argument: BuiltinArgument) throws(Failure)
    -> [Element]
  {
    try Element.readList(argument)
  }
}

extension Optional: ArgumentConvertible where Wrapped: ArgumentConvertible {
  @usableFromInline package static var kind: String { Wrapped.kind }
  @inlinable
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> Wrapped? {
    argument.isNone ? nil : try Wrapped.read(argument)
  }
}

extension Interpreter: ArgumentConvertible {
  @usableFromInline package static var isParameter: Bool { false }
  @usableFromInline package static func read(_ argument: BuiltinArgument) -> Interpreter {
    argument.call.interpreter
  }
}

extension BuiltinCall: ArgumentConvertible {
  @usableFromInline package static var isParameter: Bool { false }
  @usableFromInline package static func read(_ argument: BuiltinArgument) -> BuiltinCall {
    argument.call
  }
}

extension BuiltinArgument: ArgumentConvertible {
  @usableFromInline package static func read(_ argument: BuiltinArgument) -> BuiltinArgument {
    argument
  }
}

/// One of a few words, as in `reduction = "mean"`.
package protocol ArgumentChoice: ArgumentConvertible, CaseIterable, RawRepresentable
where RawValue == String {}

extension ArgumentChoice {
  @usableFromInline package static var kind: String {
    let words = allCases.map { "\"\($0.rawValue)\"" }
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  package static func read(_ argument: BuiltinArgument) throws(Failure) -> Self {
    try argument.choice(Self.self)
  }
}
