import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  static func numbers() -> BuiltinGroup {
    BuiltinGroup(
      "Numbers",
      [
        Builtin(
          "int", [.optional("x", .int(0))],
          "A whole number from a number (the fraction is cut off) or a text.",
          example: "int(\"42\")"
        ) { arguments, _ in try Numbers.int(arguments) },
        Builtin(
          "float", [.optional("x", .float(0))], "A number with a fraction from a number or a text.",
          example: "float(\"1e-3\")"
        ) { arguments, _ in try Numbers.float(arguments) },
        Builtin(
          "bool", [.optional("x", .bool(false))],
          "Whether a value is true: not none, not zero, not empty.", example: "bool([])"
        ) { arguments, _ in .bool(try arguments[0].isTrue()) },
        Builtin(
          "abs", [.required("x")], "The magnitude of a number, or of each element of a tensor.",
          example: "abs(-3)"
        ) { arguments, _ in
          switch arguments[0] {
          case .int(let number):
            guard number != .min else { throw Arithmetic.overflow("abs(\(number))") }
            return .int(Swift.abs(number))
          case .tensor(let tensor): return .tensor(try tensor.abs())
          default: return .float(try arguments.float(0).magnitude)
          }
        },
        Builtin(
          "round", [.required("x"), .optional("digits")],
          "The nearest number with that many digits; halves go to the even neighbour.",
          example: "round(2.675, 2)"
        ) { arguments, _ in try Numbers.round(arguments) },
        Builtin(
          "divmod", [.required("a"), .required("b")], "Quotient and remainder: (a // b, a % b).",
          example: "(q, r) = divmod(7, 2)"
        ) { arguments, interpreter in
          .items([
            try Arithmetic.apply(.floorDivide, arguments[0], arguments[1], interpreter),
            try Arithmetic.apply(.modulo, arguments[0], arguments[1], interpreter),
          ])
        },
      ],
      constants: [
        ("pi", .float(.pi), "The ratio of a circle's circumference to its diameter."),
        ("inf", .float(.infinity), "Greater than every number."),
        ("nan", .float(.nan), "Not a number; unequal even to itself."),
      ])
  }
}

/// Conversions between numbers and texts.
private enum Numbers {
  static func int(_ arguments: Arguments) throws(Failure) -> Value {
    switch arguments[0] {
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
      if let number = arguments[0].integer { return .int(number) }
      return .int(try whole(try arguments.float(0)))
    }
  }

  private static func whole(_ number: Double) throws(Failure) -> Int {
    guard let result = Int(exactly: number.rounded(.towardZero)) else {
      throw Failure("\(number) does not fit a whole number")
    }
    return result
  }

  static func float(_ arguments: Arguments) throws(Failure) -> Value {
    switch arguments[0] {
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
    default: return .float(try arguments.float(0))
    }
  }

  static func round(_ arguments: Arguments) throws -> Value {
    if case .tensor(let tensor) = arguments[0] { return .tensor(try tensor.rounded()) }
    let digits = try arguments.optionalInt(1)
    if case .int = arguments[0], digits ?? 0 >= 0 { return arguments[0] }
    let number = try arguments.float(0)
    guard let digits else { return .int(try whole(number.rounded(.toNearestOrEven))) }
    guard number.isFinite, digits <= 300 else { return .float(number) }
    guard digits >= 0 else {
      var scale = 1.0
      for _ in 0..<min(-max(digits, -400), 400) { scale *= 10 }
      // Every number is nearer to 0 than to a power of ten that does not fit.
      let rounded =
        scale.isFinite ? (number / scale).rounded(.toNearestOrEven) * scale : 0
      if case .int = arguments[0] { return .int(try whole(rounded)) }
      return .float(rounded)
    }
    // By way of decimal digits, as Python does: 2.675 lies below its half.
    let magnitude = Digits.fixed(number.magnitude, digits)
    return .float((number < 0 ? -1 : 1) * (Double(magnitude) ?? number.magnitude))
  }
}
