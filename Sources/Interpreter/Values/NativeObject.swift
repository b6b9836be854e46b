import Language
import Tensors

/// An object with identity that is written in Swift: an optimizer, a data set, a metric, a layer.
///
/// Subclass it, and list the methods and properties in a `BuiltinGroup` under the same `typeName`.
open class NativeObject {
  /// Creates the part that all objects share.
  public init() {}

  /// What scripts call its kind, under which methods and properties are looked up.
  open var typeName: String { "object" }

  /// How it is printed.
  open var description: String { "<\(typeName)>" }

  /// The name under which its calls are profiled.
  open var callName: String { String(description.prefix { $0 != "(" }) }

  /// How many bytes showing it counts as, among those that a lab may print.
  open var outputBytes: Int { description.utf8.count }

  /// The number that it stands for in formats, if any.
  open var number: Double? { nil }

  /// The tensor that it stands for wherever one is wanted, made when it is asked for; nil where it
  /// stands for none.
  open func tensor() throws(Failure) -> Tensor? { nil }

  /// The shape of that tensor.
  open var shape: [Int]? { nil }

  /// How many values deep it is, when it holds values: one more than the highest of them.
  open var height: Int { 0 }

  /// What the arguments of a call are called, in order, where they have names.
  ///
  /// One that is left out before another is `unset`.
  open var argumentNames: [String] { [] }

  /// What calling it does; the default says that it cannot be called.
  open func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    throw Diagnostic(.runtime, "\(Value.withArticle(typeName)) cannot be called")
  }

  /// An iterator over its elements; nil if it has none.
  open func makeIterator(_ interpreter: Interpreter) throws -> ValueIterator? { nil }

  /// How many elements it has; nil if that is unknown.
  open var count: Int? { nil }

  /// What `object[keys]` gives; the default says that it cannot be indexed.
  open func element(at keys: [Value], _ interpreter: Interpreter) throws -> Value {
    throw Diagnostic(.runtime, "\(Value.withArticle(typeName)) cannot be indexed")
  }

  /// A member besides the properties of its kind; nil if there is none of that name.
  open func member(_ name: String) throws -> Value? { nil }

  /// The names that `member` knows.
  open var memberNames: [String] { [] }

  /// The parameters and buffers that it holds, as `Module` names them.
  open var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// The values that it holds, where a snapshot looks for more that may change.
  open var contents: [Value] { [] }

  /// What has changed in the object besides `state` and `contents`, in values of its own; nil if
  /// nothing else can change.
  open func memory() throws -> Value? { nil }

  /// Makes the object what it was when it gave `memory`; may be called again.
  open func restore(_ memory: Value) throws {}

  /// Whether the call that made it makes one like it again.
  open var isMadeByCall: Bool { false }

  /// The call that made it, where that makes one like it again.
  package final var recipe: Recipe?

  /// A copy that shares nothing that changes with it; `part` copies the values that it holds.
  ///
  /// What never changes is its own copy. Of other objects, the default says that there is none.
  open func copied(
    _ interpreter: Interpreter, _ part: (Value) throws -> Value
  ) throws -> NativeObject {
    guard try state.isEmpty && contents.isEmpty && memory() == nil else {
      throw Diagnostic(.runtime, "\(Value.withArticle(typeName)) cannot be copied")
    }
    return self
  }

  /// Whether `if` considers it true.
  open func isTrue() throws(Failure) -> Bool { count.map { $0 > 0 } ?? true }
}

/// An iterator over values.
open class ValueIterator {
  /// Creates the part that all iterators share.
  public init() {}

  /// Whether whoever walks it may stop before its end, so that nobody knows how long that takes.
  package final var mayEndEarly = false

  /// The next value, or nil at the end.
  open func next() throws(Failure) -> Value? { nil }

  /// How many are left, if known; a hint for progress and capacity.
  open var remaining: Int? { nil }

  /// Leaves out some of those that are left; fewer where it cannot do so without making them all.
  open func skip(_ count: Int) throws(Failure) {
    let most = 10_000
    for _ in 0..<max(0, min(count, most)) where try next() == nil { return }
  }
}
