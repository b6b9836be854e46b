import Language
import Tensors

/// A value that a dry run cannot know; its kind, as `typeName` has it, where that is known.
///
/// Whatever is done with it gives another one.
package final class UnknownValue: NativeObject {
  let kind: String?

  /// Whether it is known to be a number, a truth value or a text.
  package var isPlain: Bool { ["int", "float", "bool", "str"].contains(kind) }

  private init(_ kind: String?) { self.kind = kind }

  /// An unknown value of a kind, or of any.
  package static func of(_ kind: String? = nil) -> Value { .object(UnknownValue(kind)) }

  /// An unknown value of the kind of `value`; none, functions and models stay what they are.
  static func like(_ value: Value) -> Value {
    switch value {
    case .unset, .none, .function, .builtin, .model, .instance, .object: value
    case .bool, .int, .float, .string, .list, .map, .set, .range, .tensor: of(value.typeName)
    }
  }

  /// What an operator makes of two values, one of which is unknown; nil if both are known.
  static func combined(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) -> Value? {
    guard left.unknown != nil || right.unknown != nil else { return nil }
    let kinds = [left, right].map { $0.unknown.map(\.kind) ?? $0.typeName }
    guard kinds.allSatisfy({ $0 == "int" || $0 == "float" }), !operation.isBitwise,
      operation != .matmul
    else { return of() }
    return of(kinds.contains("float") || operation == .divide ? "float" : "int")
  }

  /// What messages would call it.
  static let name = "unknown value"

  package override var typeName: String { Self.name }

  package override func tensor() throws(Failure) -> Tensor? {
    let dtype: DType? =
      switch kind {
      case "bool": .bool
      case "int": .int64
      case "float": .float32
      default: nil
      }
    guard let dtype else { throw Failure("an unknown value") }
    return try Failure.wrapping { () throws(TensorError) in
      try Tensor(uninitialized: [], dtype)
    }
  }

  package override func call(_ arguments: [Value], _ interpreter: Interpreter) -> Value {
    interpreter.dryRun?.missesGradients = true
    interpreter.dryRun?.leaveOutCost()
    return Self.of()
  }

  package override func makeIterator(_ interpreter: Interpreter) -> ValueIterator? {
    ItemIterator([Self.of()])
  }

  package override func element(at keys: [Value], _ interpreter: Interpreter) -> Value {
    Self.of()
  }

  package override func member(_ name: String) -> Value? { Self.of() }

  package override func isTrue() throws(Failure) -> Bool { false }
}

extension Value {
  /// As `made`; what is unknown stays so.
  func madeIfKnown() throws(Failure) -> Value {
    guard case .object(let object) = self, !(object is UnknownValue) else { return self }
    return try made()
  }

  /// The unknown value that it is; nil for all others.
  var unknown: UnknownValue? {
    if case .object(let object) = self { object as? UnknownValue } else { nil }
  }
}
