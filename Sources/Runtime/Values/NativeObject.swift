import Language
import Tensors

/// An object with identity that is written in Swift: an optimizer, a data set, a metric, a layer.
///
/// Subclass it, and list the methods and properties in a `BuiltinGroup` under the same `typeName`.
package class NativeObject {
  /// Creates the part that all objects share.
  package init() {}

  /// What scripts call its kind; methods and properties are looked up under it.
  package var typeName: String { "object" }

  /// How it is printed.
  package var description: String { "<\(typeName)>" }

  /// What its calls are filed under where operations are timed.
  var callName: String { String(description.prefix { $0 != "(" }) }

  /// The number that it stands for in formats, if it does.
  package var number: Double? { nil }

  /// How many values deep it is, when it holds values: one more than the highest of them.
  package var height: Int { 0 }

  /// What calling it does; the default says that it cannot be called.
  package func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    throw Diagnostic(.runtime, "a \(typeName) cannot be called")
  }

  /// A way through its elements; nil where it has none.
  package func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? { nil }

  /// How many elements it has; nil where that cannot be said.
  package var count: Int? { nil }

  /// What `object[keys]` gives; the default says that it cannot be indexed.
  package func element(at keys: [Value], _ interpreter: Interpreter) throws -> Value {
    throw Diagnostic(.runtime, "a \(typeName) cannot be indexed")
  }

  /// A member besides the properties of its kind; nil where there is none of that name.
  package func member(_ name: String) throws -> Value? { nil }

  /// The names that `member` knows.
  package var memberNames: [String] { [] }

  /// The parameters and buffers that it holds, as `Module` names them.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// The values that it holds: where a snapshot looks for more that may change.
  package var contents: [Value] { [] }

  /// What brings back the object as it is now, besides `state` and `contents`; nil where nothing
  /// else can change. It may be called again.
  package func memory() throws -> (() throws -> Void)? { nil }

  /// Whether `if` takes it for true.
  func isTrue() throws(Failure) -> Bool { count.map { $0 > 0 } ?? true }
}

/// A way through values, one after another.
package class ValueIterator {
  /// Creates the part that all iterators share.
  package init() {}

  /// The next value, or nil at the end.
  package func next() throws(Failure) -> Value? { nil }

  /// How many are left, where that is known; a hint for progress and capacity.
  package var remaining: Int? { nil }
}
