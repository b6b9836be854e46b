import Glibc
import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  static func numbers() -> BuiltinGroup {
    BuiltinGroup("Numbers") {
      Builtin(
        "int", .argument("x", default: .int(0)),
        summary: "A whole number from a number (the fraction is cut off) or a text.",
        example: "int(\"42\")"
      ) { x in try Numbers.int(x) }
      Builtin(
        "float", .argument("x", default: .float(0)),
        summary: "A number with a fraction from a number or a text.", example: "float(\"1e-3\")"
      ) { x in try Numbers.float(x) }
      Builtin(
        "bool", .value("x", default: .bool(false)),
        summary: "Whether a value is true: not none, not zero, not empty.", example: "bool([])"
      ) { x in try x.isTrue() }
      Builtin(
        "abs", .argument("x"),
        summary: "The magnitude of a number, or of each element of a tensor.", example: "abs(-3)"
      ) { x in
        switch x.value {
        case .int(let number):
          guard number != .min else { throw Arithmetic.overflow("abs(\(number))") }
          return Value.int(Swift.abs(number))
        case .tensor(let tensor): return Value.tensor(try tensor.abs())
        default: return Value.float(try x.float().magnitude)
        }
      }
      Builtin(
        "round", .argument("x"), .optional(.int("digits")),
        summary: "The nearest number with that many digits; halves go to the even neighbour.",
        example: "round(2.675, 2)"
      ) { x, digits in try Numbers.round(x, digits) }
      Builtin(
        "divmod", .value("a"), .value("b"), .interpreter,
        summary: "Quotient and remainder: (a // b, a % b).", example: "(q, r) = divmod(7, 2)"
      ) { a, b, me in
        [
          try Arithmetic.apply(.floorDivide, a, b, me), try Arithmetic.apply(.modulo, a, b, me),
        ]
      }
      BuiltinConstant(
        "pi", .float(.pi), "The ratio of a circle's circumference to its diameter.")
      BuiltinConstant("inf", .float(.infinity), "Greater than every number.")
      BuiltinConstant("nan", .float(.nan), "Not a number; unequal even to itself.")
    }
  }
}

/// Conversions between numbers and texts.
private enum Numbers {
  static func int(_ x: BuiltinArgument) throws(Failure) -> Value {
    switch x.value {
    case .string(let text):
      let digits = text.string.filter { $0 != "_" && !$0.isWhitespace }
      guard let number = Int(digits) else {
        throw Failure("\(Value.quoted(text.string)) is not a whole number")
      }
      return .int(number)
    case .tensor(let tensor) where tensor.dtype == .int64 && tensor.count == 1:
      return .int(tensor.integer)
    case .tensor(let tensor) where tensor.count == 1: return .int(try whole(tensor.number))
    default:
      if let number = x.value.integer { return .int(number) }
      return .int(try whole(try x.float()))
    }
  }

  private static func whole(_ number: Double) throws(Failure) -> Int {
    guard let result = Int(exactly: number.rounded(.towardZero)) else {
      throw Failure("\(number) does not fit a whole number")
    }
    return result
  }

  static func float(_ x: BuiltinArgument) throws(Failure) -> Value {
    switch x.value {
    case .string(let text):
      let trimmed = text.string.filter { !$0.isWhitespace }
      guard let number = Double(trimmed) else {
        throw Failure("\(Value.quoted(text.string)) is not a number")
      }
      return .float(number)
    case .tensor(let tensor):
      do throws(TensorError) {
        if tensor.count == 1 { return .float(tensor.number) }
        return .tensor(try tensor.converted(to: .float32))
      } catch {
        throw Failure.wrapping(error)
      }
    default: return .float(try x.float())
    }
  }

  static func round(_ x: BuiltinArgument, _ digits: Int?) throws -> Value {
    if case .tensor(let tensor) = x.value { return .tensor(try tensor.rounded(to: digits ?? 0)) }
    if case .int = x.value, digits ?? 0 >= 0 { return x.value }
    let number = try x.float()
    guard let digits else { return .int(try whole(number.rounded(.toNearestOrEven))) }
    guard number.isFinite, digits <= 300 else { return .float(number) }
    guard digits >= 0 else {
      var scale = 1.0
      for _ in 0..<min(-max(digits, -400), 400) { scale *= 10 }
      // Every number is nearer to 0 than to a power of ten that does not fit.
      let rounded =
        scale.isFinite ? (number / scale).rounded(.toNearestOrEven) * scale : 0
      if case .int = x.value { return .int(try whole(rounded)) }
      return .float(rounded)
    }
    // Via decimal digits, as Python does: 2.675 is below its half.
    let magnitude = Digits.fixed(number.magnitude, digits)
    return .float((number < 0 ? -1 : 1) * (Double(magnitude) ?? number.magnitude))
  }
}

extension Tensor {
  /// The nearest numbers with that many digits after the point.
  fileprivate func rounded(to digits: Int) throws -> Tensor {
    guard digits != 0 else { return try rounded() }
    guard dtype == .float32 else {
      throw Failure("round: whole numbers have no digits behind the point")
    }
    let scale = try Tensor.scalar(Glibc.powf(10, Float(digits.magnitude)))
    return digits > 0
      ? try (self * scale).rounded() / scale : try (self / scale).rounded() * scale
  }
}
