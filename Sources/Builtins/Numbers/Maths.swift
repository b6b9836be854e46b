import Interpreter
import Tensors

extension BuiltinTable {
  static func maths() -> BuiltinGroup {
    func clamp(_ name: String) -> Builtin {
      Builtin(
        name, .tensor("x"),
        .optional(.float32("min", "the least value; none if left out")),
        .optional(.float32("max", "the greatest value; none if left out")),
        summary: "Each element, limited to min and max.",
        example: "\(name)(x, min = 0, max = 1)", see: "maximum where tensor.clamp_"
      ) { x, low, high in try x.clamped(min: low, max: high) }
    }
    return BuiltinGroup("Maths") {
      ElementFunction.all.compactMap(\.builtin)
      Builtin(
        "identity",
        .argument("x", "a number or a tensor"), summary: "x itself.", example: "identity(3)",
        see: "Identity"
      ) { x in
        guard let number = x.value.number else { return Value.tensor(try x.tensor()) }
        return .float(number)
      }
      Builtin(
        "gelu", .tensor("x"),
        .choice(
          "approximate", "whether to compute it by the hyperbolic tangent",
          default: Approximation.none),
        summary: "x Φ(x), by the error function, or approximate = \"tanh\".", example: "gelu(x)",
        see: "relu silu"
      ) { x, approximate in try x.gelu(approximate: approximate == Approximation.tanh) }
      clamp("clamp")
      clamp("clip")
      Builtin(
        "where",
        .tensor("condition", "a tensor of truth values"),
        .tensor("x", "what is taken where it holds"),
        .tensor("y", "what is taken elsewhere; all three broadcast"),
        summary: "Elements of x where the condition holds, of y elsewhere.",
        example: "where(x > 0, x, 0)", see: "masked_fill clamp"
      ) { condition, x, y in try Tensor.where_(condition, x, y) }
      Builtin(
        "masked_fill", .tensor("x"),
        .tensor("mask", "a tensor of truth values that broadcasts to x"),
        .tensor("value", "one number"),
        summary: "x with one value where the mask holds.",
        example: "masked_fill(x, x < 0, 0)", see: "where tensor.masked_fill_ tril"
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
        "maximum",
        .tensor("a", "a tensor or a number"),
        .tensor("b", "a tensor or a number; they broadcast"),
        summary: "The larger of two, element by element.",
        example: "maximum(x, 0)", see: "max clamp"
      ) { a, b in try Tensor.maximum(a, b) }
      Builtin(
        "minimum",
        .tensor("a", "a tensor or a number"),
        .tensor("b", "a tensor or a number; they broadcast"),
        summary: "The smaller of two, element by element.",
        example: "minimum(x, 1)", see: "min clamp"
      ) { a, b in try Tensor.minimum(a, b) }
      Builtin(
        "logaddexp",
        .tensor("a", "a tensor or a number"),
        .tensor("b", "a tensor or a number; they broadcast"),
        summary: "ln(eᵃ + eᵇ), without overflow.",
        example: "logaddexp(a, b)", see: "logsumexp"
      ) { a, b in try Tensor.logAddExp(a, b) }
      Builtin(
        "logical_not", .tensor("x"), summary: "Whether each element is 0.",
        example: "logical_not(x > 0)", see: "not"
      ) { x in try x.not() }
      Builtin(
        "logical_and",
        .tensor("a", "a tensor"),
        .tensor("b", "a tensor; they broadcast"), summary: "Whether neither element is 0.",
        example: "logical_and(x > 0, x < 1)", see: "logical_or and"
      ) { a, b in try a.and(b) }
      Builtin(
        "logical_or",
        .tensor("a", "a tensor"),
        .tensor("b", "a tensor; they broadcast"), summary: "Whether one of the elements is not 0.",
        example: "logical_or(x < 0, x > 1)", see: "logical_and or"
      ) { a, b in try a.or(b) }
      Builtin(
        "isnan", .tensor("x"), summary: "Whether each element is not a number.",
        example: "isnan(tensor([0.0, nan]))", see: "isfinite nan"
      ) { x in try x.isNaN() }
      Builtin(
        "isfinite", .tensor("x"), summary: "Whether each element is neither infinite nor NaN.",
        example: "isfinite(tensor([0.0, inf]))", see: "isnan inf"
      ) { x in try x.isFinite() }
    }
  }
}

extension ElementFunction {
  /// The function of the language, for numbers and for tensors; nil if there is none.
  fileprivate var builtin: Builtin? { builtin(called: name) }

  /// Functions that one looks for together.
  private static let families = [
    ["exp", "exp2", "expm1", "log"],
    ["log", "log2", "log10", "log1p", "exp"],
    ["sin", "cos", "tan", "asin", "pi"],
    ["asin", "acos", "atan", "sin"],
    ["arcsin", "arccos", "arctan"],
    ["sinh", "cosh", "tanh"],
    ["sqrt", "rsqrt", "square", "pow"],
    ["floor", "ceil", "round", "trunc"],
    ["relu", "sigmoid", "tanh", "silu", "softplus", "gelu"],
    ["sign", "abs"],
    ["reciprocal", "rsqrt"],
    ["erf", "gelu", "normal"],
  ]

  /// The family that a function belongs to, if any.
  private static func family(of name: String) -> String {
    families.first { $0.contains(name) }?.joined(separator: " ") ?? ""
  }

  /// The same under another name.
  func builtin(called name: String) -> Builtin? {
    guard let summary else { return nil }
    return Builtin(
      name, .argument("x", "a number or a tensor"), summary: summary, example: "\(name)(0.5)",
      see: Self.family(of: name)
    ) { [self] x in
      guard let number = x.value.number else { return Value.tensor(try self(x.tensor())) }
      let y = self(number)
      guard !y.isNaN || number.isNaN else {
        throw Failure("\(name)(\(Value.float(number).representation)) is not a real number")
      }
      return .float(y)
    }
  }
}
