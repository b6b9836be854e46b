import Language
import Tensors

/// The operators on tensors; a number as the other operand becomes a tensor without dimensions.
package enum TensorOperators {
  /// `left operation right` where one is a tensor; nil if the other cannot take part.
  package static func apply(_ operation: BinaryOperator, _ left: Value, _ right: Value)
    throws(Failure)
    -> Value?
  {
    guard let a = try operand(left, beside: right), let b = try operand(right, beside: left) else {
      return nil
    }
    do throws(TensorError) {
      let result = try OperationProfile.measure(operation.rawValue) { () throws(TensorError) in
        switch operation {
        case .add: try a + b
        case .subtract: try a - b
        case .multiply: try a * b
        case .divide: try a / b
        case .floorDivide: try Tensor.floorDivide(a, b)
        case .modulo: try Tensor.modulo(a, b)
        case .power: try Tensor.power(a, b)
        case .matmul: try Tensor.matmul(a, b)
        case .and, .or, .xor: try logic(operation, a, b)
        }
      }
      return .tensor(result)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// A comparison element by element; nil if neither side is a tensor, or for `is` and `in`.
  package static func compare(_ operation: ComparisonOperator, _ left: Value, _ right: Value)
    throws(Failure) -> Value?
  {
    switch (left, right) {
    case (.tensor, _), (_, .tensor): break
    case (.object(let object), _) where object.shape != nil: break
    case (_, .object(let object)) where object.shape != nil: break
    default: return nil
    }
    guard operation != .is, operation != .isNot, operation != .in, operation != .notIn,
      let a = try operand(left, beside: right), let b = try operand(right, beside: left)
    else { return nil }
    do throws(TensorError) {
      let result =
        switch operation {
        case .less: try a.less(b)
        case .lessOrEqual: try a.lessOrEqual(b)
        case .greater: try a.greater(b)
        case .greaterOrEqual: try a.greaterOrEqual(b)
        case .notEqual: try a.notEqual(b)
        default: try a.equal(b)
        }
      return .tensor(result)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// `& | ^` of truth values.
  private static func logic(
    _ operation: BinaryOperator, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    guard a.dtype == .bool, b.dtype == .bool else {
      throw TensorError(
        "`\(operation.rawValue)` is for tensors of truth values, and these of shapes \(a.shape) and "
          + "\(b.shape) hold \(a.dtype) and \(b.dtype)",
        hint: operation == .xor
          ? "a power is written `x ** 2`"
          : "`\(operation.rawValue)` binds more tightly than a comparison: (x > 0) "
            + "\(operation.rawValue) (x < 1)")
    }
    return switch operation {
    case .and: try a.and(b)
    case .or: try a.or(b)
    default: try a.notEqual(b)
    }
  }

  package static func negated(_ tensor: Tensor) throws(Failure) -> Value {
    do throws(TensorError) {
      return .tensor(try tensor.negated())
    } catch {
      throw Failure.wrapping(error)
    }
  }

  private static func operand(_ value: Value, beside other: Value) throws(Failure) -> Tensor? {
    if let tensor = try value.tensor() { return tensor }
    // A list of numbers stands for a tensor of them in comparisons: `x.shape == [3, 784]`.
    return try scalar(value)
  }

  /// A number as a tensor without dimensions; nil for other values.
  package static func scalar(_ value: Value) throws(Failure) -> Tensor? {
    do throws(TensorError) {
      switch value {
      case .bool(let flag): return try Tensor.scalar(flag)
      case .int(let number): return try Tensor.scalar(number)
      case .float(let number): return try Tensor.scalar(Float(number))
      default: return nil
      }
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// Whether a tensor of one element is not zero; with several, there is no single answer.
  package static func isTrue(_ tensor: Tensor) throws(Failure) -> Bool {
    guard tensor.count == 1 else { throw noTruth(of: Array(tensor.shape)) }
    return tensor.number != 0
  }

  /// The error that a tensor of several elements has no truth value.
  package static func noTruth(of shape: [Int]) -> Failure {
    Failure(
      "a tensor of shape \(shape) is neither true nor false",
      hint: "write all(x), any(x), or compare one element; `and` element by element is "
        + "`logical_and(a, b)`")
  }

}

/// `x ≈ y ± tolerance`: numbers, or tensors and lists element by element.
enum Closeness {
  static func isWithin(_ left: Value, _ right: Value, tolerance: Value) throws(Failure)
    -> Bool
  {
    guard let allowed = try number(tolerance), allowed >= 0 else {
      throw Failure("the tolerance after ± must be a number, not \(tolerance.described)")
    }
    if let a = left.number, let b = right.number { return close(a, b, allowed) }
    let (left, right) = (try left.made(), try right.made())
    if case .tensor(let a) = left, case .tensor(let b) = right, a.count > 1, b.count > 1,
      a.shape != b.shape
    {
      throw Failure(
        "≈: shapes \(a.shape) and \(b.shape) differ", hint: "compare tensors of the same shape")
    }
    let (a, b) = (try elements(left), try elements(right))
    if a.count == b.count { return zip(a, b).allSatisfy { close($0, $1, allowed) } }
    if b.count == 1 { return a.allSatisfy { close($0, b[0], allowed) } }
    if a.count == 1 { return b.allSatisfy { close(a[0], $0, allowed) } }
    throw Failure("≈: cannot compare \(a.count) elements with \(b.count)")
  }

  private static func close(_ a: Double, _ b: Double, _ allowed: Double) -> Bool {
    a == b || (a - b).magnitude <= allowed
  }

  private static func number(_ value: Value) throws(Failure) -> Double? {
    if case .tensor(let tensor) = value, tensor.count == 1 { return tensor.number }
    return value.number
  }

  private static func elements(_ value: Value) throws(Failure) -> [Double] {
    switch value {
    case .tensor(let tensor):
      return try Failure.wrapping { () throws(TensorError) in try tensor.numbers() }
    case .list(let list):
      var numbers: [Double] = []
      for item in list.items {
        numbers += try elements(item)
        guard numbers.count <= Limits.elements else {
          throw Failure(.limit, "≈ compares at most \(Limits.elements) elements")
        }
      }
      return numbers
    default:
      guard let number = value.number else {
        throw Failure("`≈` cannot compare \(value.described)")
      }
      return [number]
    }
  }
}
