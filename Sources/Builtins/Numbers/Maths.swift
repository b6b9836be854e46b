import Glibc
import Interpreter
import Tensors

extension BuiltinTable {
  static func maths() -> BuiltinGroup {
    var builtins = ElementFunction.all.map(\.builtin)
    builtins += [
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

/// A function of numbers that works on every element of a tensor, and on plain numbers.
private struct ElementFunction {
  let name: String
  let summary: String
  let number: (Double) -> Double
  let tensor: (Tensor) throws(TensorError) -> Tensor

  var builtin: Builtin {
    Builtin(name, [.required("x")], summary, example: "\(name)(x)") { [self] arguments, _ in
      guard let x = arguments[0].number else {
        return .tensor(try tensor(try arguments.tensor(0)))
      }
      let y = number(x)
      guard !y.isNaN || x.isNaN else {
        throw Failure("\(name)(\(Value.float(x).representation)) is not a real number")
      }
      return .float(y)
    }
  }

  static var all: [ElementFunction] {
    [
      .init(name: "sqrt", summary: "√x.", number: { $0.squareRoot() }) { (x) throws(TensorError) in
        try x.sqrt()
      },
      .init(name: "rsqrt", summary: "1/√x.", number: { 1 / $0.squareRoot() }) {
        (x) throws(TensorError) in try x.rsqrt()
      },
      .init(name: "square", summary: "x².", number: { $0 * $0 }) { (x) throws(TensorError) in
        try x.square()
      },
      .init(name: "exp", summary: "eˣ.", number: { Glibc.exp($0) }) { (x) throws(TensorError) in
        try x.exp()
      },
      .init(name: "log", summary: "The natural logarithm.", number: { Glibc.log($0) }) {
        (x) throws(TensorError) in try x.log()
      },
      .init(name: "log1p", summary: "ln(1 + x).", number: { Glibc.log1p($0) }) {
        (x) throws(TensorError) in try x.log1p()
      },
      .init(name: "expm1", summary: "eˣ − 1.", number: { Glibc.expm1($0) }) {
        (x) throws(TensorError) in try x.expm1()
      },
      .init(
        name: "log2", summary: "The logarithm to base 2.", number: { Glibc.log2($0) }
      ) { (x) throws(TensorError) in try x.log() * Tensor.scalar(Float(1 / Glibc.log(2.0))) },
      .init(
        name: "log10", summary: "The logarithm to base 10.", number: { Glibc.log10($0) }
      ) { (x) throws(TensorError) in try x.log() * Tensor.scalar(Float(1 / Glibc.log(10.0))) },
      .init(name: "sin", summary: "The sine of an angle in radians.", number: { Glibc.sin($0) }) {
        (x) throws(TensorError) in try x.sin()
      },
      .init(name: "cos", summary: "The cosine of an angle in radians.", number: { Glibc.cos($0) }) {
        (x) throws(TensorError) in try x.cos()
      },
      .init(name: "tan", summary: "The tangent of an angle in radians.", number: { Glibc.tan($0) })
      {
        (x) throws(TensorError) in try x.tan()
      },
      .init(name: "asin", summary: "The angle whose sine is x.", number: { Glibc.asin($0) }) {
        (x) throws(TensorError) in try x.asin()
      },
      .init(name: "acos", summary: "The angle whose cosine is x.", number: { Glibc.acos($0) }) {
        (x) throws(TensorError) in try x.acos()
      },
      .init(name: "atan", summary: "The angle whose tangent is x.", number: { Glibc.atan($0) }) {
        (x) throws(TensorError) in try x.atan()
      },
      .init(name: "sinh", summary: "The hyperbolic sine.", number: { Glibc.sinh($0) }) {
        (x) throws(TensorError) in try x.sinh()
      },
      .init(name: "cosh", summary: "The hyperbolic cosine.", number: { Glibc.cosh($0) }) {
        (x) throws(TensorError) in try x.cosh()
      },
      .init(name: "exp2", summary: "2ˣ.", number: { Glibc.exp2($0) }) {
        (x) throws(TensorError) in try x.exp2()
      },
      .init(name: "reciprocal", summary: "1/x.", number: { 1 / $0 }) {
        (x) throws(TensorError) in try x.reciprocal()
      },
      .init(name: "trunc", summary: "x without its fraction.", number: { Glibc.trunc($0) }) {
        (x) throws(TensorError) in try x.truncated()
      },
      .init(name: "tanh", summary: "The hyperbolic tangent.", number: { Glibc.tanh($0) }) {
        (x) throws(TensorError) in try x.tanh()
      },
      .init(name: "erf", summary: "The error function.", number: { Glibc.erf($0) }) {
        (x) throws(TensorError) in try x.erf()
      },
      .init(name: "relu", summary: "max(x, 0).", number: { Swift.max($0, 0) }) {
        (x) throws(TensorError) in try x.relu()
      },
      .init(name: "sigmoid", summary: "1/(1 + e⁻ˣ).", number: { 1 / (1 + Glibc.exp(-$0)) }) {
        (x) throws(TensorError) in try x.sigmoid()
      },
      .init(name: "silu", summary: "x · sigmoid(x).", number: { $0 / (1 + Glibc.exp(-$0)) }) {
        (x) throws(TensorError) in try x.silu()
      },
      .init(
        name: "softplus", summary: "ln(1 + eˣ).",
        number: { $0 > 30 ? $0 : Glibc.log1p(Glibc.exp($0)) }
      ) { (x) throws(TensorError) in try x.softplus() },
      .init(name: "sign", summary: "-1, 0 or 1.", number: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }) {
        (x) throws(TensorError) in try x.sign()
      },
      .init(
        name: "floor", summary: "The largest whole number not above x.", number: { Glibc.floor($0) }
      ) { (x) throws(TensorError) in try x.floor() },
      .init(
        name: "ceil", summary: "The smallest whole number not below x.", number: { Glibc.ceil($0) }
      ) { (x) throws(TensorError) in try x.ceil() },
      .init(name: "identity", summary: "x itself.", number: { $0 }) {
        (x) throws(TensorError) in x
      },
    ]
  }
}
