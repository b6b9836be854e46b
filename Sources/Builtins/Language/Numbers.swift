import Glibc
import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  static func numbers() -> BuiltinGroup {
    BuiltinGroup("Numbers") {
      Builtin(
        "int",
        .argument(
          "x", "a number, a string of digits, or a tensor with one element", default: .int(0)),
        summary: "A whole number from a number (the fraction is cut off) or a string.",
        example: "int(\"42\")", see: "float bool round"
      ) { x in try Numbers.int(x) }
      Builtin(
        "float",
        .argument("x", "a number, a string or a tensor with one element", default: .float(0)),
        summary: "A number with a fraction from a number or a string.", example: "float(\"1e-3\")",
        see: "int"
      ) { x in try Numbers.float(x) }
      Builtin(
        "bool", .value("x", default: .bool(false)),
        summary: "Whether a value is true: not none, not zero, not empty.", example: "bool([])",
        see: "any all"
      ) { x in try x.isTrue() }
      Builtin(
        "abs",
        .argument("x", "a number or a tensor"),
        summary: "The magnitude of a number, or of each element of a tensor.", example: "abs(-3)",
        see: "sign"
      ) { x in
        switch x.value {
        case .bool(let truth): return Value.int(truth ? 1 : 0)
        case .int(let number):
          guard number != .min else { throw Arithmetic.overflow("abs(\(number))") }
          return Value.int(Swift.abs(number))
        case .tensor(let tensor): return Value.tensor(try tensor.abs())
        default: return Value.float(try x.float().magnitude)
        }
      }
      Builtin(
        "round",
        .argument("x", "a number or a tensor"),
        .optional(.int("digits", "digits behind the point; a whole number without")),
        summary: "The nearest number with that many digits; halves go to the even neighbour.",
        example: "round(2.675, 2)", see: "floor ceil trunc"
      ) { x, digits in try Numbers.round(x, digits) }
      Builtin(
        "divmod",
        .value("a", "what is divided"),
        .value("b", "the divisor"), .interpreter,
        summary: "Quotient and remainder: (a // b, a % b).", example: "(q, r) = divmod(7, 2)",
        see: "round"
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
      guard let digits = plain(text.string), let number = Int(digits) else {
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
      throw Failure("\(number) does not fit in a whole number")
    }
    return result
  }

  /// The nearest multiple of ten to the power of `zeros`; halves go to an even multiple.
  private static func rounded(_ number: Int, _ zeros: Int) throws(Failure) -> Int {
    // Beyond, every whole number is nearer to 0.
    guard zeros < 19 else {
      guard zeros > 19 || number.magnitude <= 5_000_000_000_000_000_000 else {
        throw Arithmetic.overflow("round(\(number), -\(zeros))")
      }
      return 0
    }
    var unit = 1
    for _ in 0..<zeros { unit *= 10 }
    let parts = number.quotientAndRemainder(dividingBy: unit)
    var multiple = parts.quotient
    let (above, half) = (2 * parts.remainder.magnitude, UInt(unit))
    if above > half || above == half && multiple % 2 != 0 { multiple += number.signum() }
    let (result, overflowed) = multiple.multipliedReportingOverflow(by: unit)
    guard !overflowed else { throw Arithmetic.overflow("round(\(number), -\(zeros))") }
    return result
  }

  /// The text without white space around it and `_` between its digits; nil where `_` is elsewhere.
  private static func plain(_ text: String) -> String? {
    let start = text.drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    let inner = Array(end.map { start[...$0] } ?? "")
    for (place, character) in inner.enumerated() where character == "_" {
      guard place > 0, place + 1 < inner.count, inner[place - 1].isNumber,
        inner[place + 1].isNumber
      else { return nil }
    }
    return String(inner.filter { $0 != "_" })
  }

  static func float(_ x: BuiltinArgument) throws(Failure) -> Value {
    switch x.value {
    case .string(let text):
      // Swift's hexadecimal fractions are none of Python's.
      guard let digits = plain(text.string), !digits.contains(where: { "xXpP".contains($0) }),
        let number = Double(digits)
      else {
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
    if let whole = x.value.integer, digits ?? 0 >= 0 { return .int(whole) }
    if let whole = x.value.integer, let digits { return .int(try rounded(whole, -digits)) }
    let number = try x.float()
    guard let digits else { return .int(try whole(number.rounded(.toNearestOrEven))) }
    guard number.isFinite, digits <= 300 else { return .float(number) }
    guard digits >= 0 else {
      var scale = 1.0
      for _ in 0..<min(-max(digits, -400), 400) { scale *= 10 }
      // Every number is nearer to 0 than to a power of ten that does not fit.
      let rounded =
        scale.isFinite ? (number / scale).rounded(.toNearestOrEven) * scale : 0
      return .float(Double(signOf: number, magnitudeOf: rounded))
    }
    // Via decimal digits, as Python does: 2.675 is below its half.
    let magnitude = Digits.fixed(number.magnitude, digits)
    return .float(Double(signOf: number, magnitudeOf: Double(magnitude) ?? number.magnitude))
  }
}

extension Tensor {
  /// The nearest numbers with that many digits after the point.
  fileprivate func rounded(to digits: Int) throws -> Tensor {
    guard digits != 0 else { return try rounded() }
    guard dtype == .float32 else {
      throw Failure("round: a whole number has no decimal places")
    }
    let scale = try Tensor.scalar(Glibc.powf(10, Float(digits.magnitude)))
    return digits > 0
      ? try (self * scale).rounded() / scale : try (self / scale).rounded() * scale
  }
}
