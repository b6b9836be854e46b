import Interpreter
import Tensors

extension BuiltinTable {
  static func maths() -> BuiltinGroup {
    func clamp(_ name: String) -> Builtin {
      Builtin(
        name, .tensor("x"), .optional(.float32("min")), .optional(.float32("max")),
        summary: "Each element, limited to min and max.",
        example: "\(name)(x, min = 0, max = 1)"
      ) { x, low, high in try x.clamped(min: low, max: high) }
    }
    return BuiltinGroup("Maths") {
      ElementFunction.all.compactMap(\.builtin)
      Builtin("identity", .argument("x"), summary: "x itself.", example: "identity(x)") { x in
        guard let number = x.value.number else { return Value.tensor(try x.tensor()) }
        return .float(number)
      }
      Builtin(
        "gelu", .tensor("x"), .choice("approximate", default: Approximation.none),
        summary: "x Φ(x), by the error function, or approximate = \"tanh\".", example: "gelu(x)"
      ) { x, approximate in try x.gelu(approximate: approximate == Approximation.tanh) }
      clamp("clamp")
      clamp("clip")
      Builtin(
        "where", .tensor("condition"), .tensor("x"), .tensor("y"),
        summary: "Elements of x where the condition holds, of y elsewhere.",
        example: "where(x > 0, x, 0)"
      ) { condition, x, y in try Tensor.where_(condition, x, y) }
      Builtin(
        "masked_fill", .tensor("x"), .tensor("mask"), .tensor("value"),
        summary: "x with one value where the mask holds.",
        example: "masked_fill(scores, mask, -inf)"
      ) { x, mask, value in
        // The result is of the kind of x.
        if x.dtype != .float32, value.dtype == .float32 {
          throw Failure(
            "masked_fill: a fraction does not fit a tensor of \(x.dtype)",
            hint: "write x.float().masked_fill(…)")
        }
        return try Tensor.where_(mask, value.converted(to: x.dtype), x)
      }
      Builtin(
        "maximum", .tensor("a"), .tensor("b"), summary: "The larger of two, element by element.",
        example: "maximum(x, 0)"
      ) { a, b in try Tensor.maximum(a, b) }
      Builtin(
        "minimum", .tensor("a"), .tensor("b"), summary: "The smaller of two, element by element.",
        example: "minimum(x, 1)"
      ) { a, b in try Tensor.minimum(a, b) }
      Builtin(
        "logaddexp", .tensor("a"), .tensor("b"), summary: "ln(eᵃ + eᵇ), without overflow.",
        example: "logaddexp(a, b)"
      ) { a, b in try Tensor.logAddExp(a, b) }
      Builtin(
        "logical_not", .tensor("x"), summary: "Whether each element is 0.",
        example: "logical_not(mask)"
      ) { x in try x.not() }
      Builtin(
        "logical_and", .tensor("a"), .tensor("b"), summary: "Whether neither element is 0.",
        example: "logical_and(x > 0, x < 1)"
      ) { a, b in try a.and(b) }
      Builtin(
        "logical_or", .tensor("a"), .tensor("b"), summary: "Whether one of the elements is not 0.",
        example: "logical_or(x < 0, x > 1)"
      ) { a, b in try a.or(b) }
      Builtin(
        "isnan", .tensor("x"), summary: "Whether each element is not a number.", example: "isnan(x)"
      ) { x in try x.isNaN() }
      Builtin(
        "isfinite", .tensor("x"), summary: "Whether each element is neither infinite nor NaN.",
        example: "isfinite(x)"
      ) { x in try x.isFinite() }
    }
  }
}

extension ElementFunction {
  /// The function of the language, for numbers and for tensors; nil if there is none.
  fileprivate var builtin: Builtin? { builtin(called: name) }

  /// The same under another name.
  func builtin(called name: String) -> Builtin? {
    guard let summary else { return nil }
    return Builtin(name, .argument("x"), summary: summary, example: "\(name)(x)") { [self] x in
      guard let number = x.value.number else { return Value.tensor(try self(x.tensor())) }
      let y = self(number)
      guard !y.isNaN || number.isNaN else {
        throw Failure("\(name)(\(Value.float(number).representation)) is not a real number")
      }
      return .float(y)
    }
  }
}
