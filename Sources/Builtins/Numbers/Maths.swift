import Interpreter
import Tensors

extension BuiltinTable {
  static func maths() -> BuiltinGroup {
    var builtins = ElementFunction.all.compactMap(\.builtin)
    builtins += [
      Builtin("identity", [.required("x")], "x itself.", example: "identity(x)") {
        arguments, _ in
        guard let x = arguments[0].number else { return .tensor(try arguments.tensor(0)) }
        return .float(x)
      },
      Builtin(
        "gelu", [.required("x"), .optional("approximate", .text("none"))],
        "x Φ(x), by the error function, or approximate = \"tanh\".", example: "gelu(x)"
      ) { arguments, _ in
        .tensor(
          try arguments.tensor(0).gelu(approximate: try arguments.string(1) == "tanh"))
      },
      Builtin(
        "clamp", [.required("x"), .optional("min"), .optional("max")],
        "Each element, at least min and at most max.", example: "clamp(x, min = 0, max = 1)"
      ) { arguments, _ in
        .tensor(
          try arguments.tensor(0).clamped(
            min: arguments.optionalFloat(1).map { Float($0) },
            max: arguments.optionalFloat(2).map { Float($0) }))
      },
      Builtin(
        "where", [.required("condition"), .required("x"), .required("y")],
        "Elements of x where the condition holds, of y elsewhere.",
        example: "where(x > 0, x, 0)"
      ) { arguments, _ in
        .tensor(
          try Tensor.where_(arguments.tensor(0), arguments.tensor(1), arguments.tensor(2)))
      },
      Builtin(
        "masked_fill", [.required("x"), .required("mask"), .required("value")],
        "x with one value where the mask holds.",
        example: "masked_fill(scores, mask, -inf)"
      ) { arguments, _ in
        .tensor(
          try Tensor.where_(arguments.tensor(1), arguments.tensor(2), arguments.tensor(0)))
      },
      Builtin(
        "maximum", [.required("a"), .required("b")], "The larger of two, element by element.",
        example: "maximum(x, 0)"
      ) { arguments, _ in
        .tensor(try Tensor.maximum(arguments.tensor(0), arguments.tensor(1)))
      },
      Builtin(
        "minimum", [.required("a"), .required("b")], "The smaller of two, element by element.",
        example: "minimum(x, 1)"
      ) { arguments, _ in
        .tensor(try Tensor.minimum(arguments.tensor(0), arguments.tensor(1)))
      },
      Builtin(
        "logical_not", [.required("x")], "Whether each element is 0.",
        example: "logical_not(mask)"
      ) { arguments, _ in .tensor(try arguments.tensor(0).not()) },
      Builtin(
        "logical_and", [.required("a"), .required("b")], "Whether neither element is 0.",
        example: "logical_and(x > 0, x < 1)"
      ) { arguments, _ in .tensor(try arguments.tensor(0).and(arguments.tensor(1))) },
      Builtin(
        "logical_or", [.required("a"), .required("b")], "Whether one of the elements is not 0.",
        example: "logical_or(x < 0, x > 1)"
      ) { arguments, _ in .tensor(try arguments.tensor(0).or(arguments.tensor(1))) },
      Builtin("isnan", [.required("x")], "Whether each element is not a number.") {
        arguments, _ in .tensor(try arguments.tensor(0).isNaN())
      },
      Builtin("isfinite", [.required("x")], "Whether each element is neither infinite nor NaN.") {
        arguments, _ in .tensor(try arguments.tensor(0).isFinite())
      },
    ]
    return BuiltinGroup("Maths", builtins)
  }
}

extension ElementFunction {
  /// The function of the language, for numbers and for tensors; nil where that has none.
  fileprivate var builtin: Builtin? {
    guard let summary else { return nil }
    return Builtin(name, [.required("x")], summary, example: "\(name)(x)") {
      [self] arguments, _ in
      guard let x = arguments[0].number else {
        return .tensor(try self(try arguments.tensor(0)))
      }
      let y = self(x)
      guard !y.isNaN || x.isNaN else {
        throw Failure("\(name)(\(Value.float(x).representation)) is not a real number")
      }
      return .float(y)
    }
  }
}
