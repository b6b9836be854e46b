import Glibc
import Interpreter
import Tensors

extension BuiltinTable {
  static func maths() -> BuiltinGroup {
    func clamp(_ name: String) -> Builtin {
      Builtin(
        name, .tensor("x"), .optional(.float32("min")), .optional(.float32("max")),
        summary: "Each element, at least min and at most max.",
        example: "\(name)(x, min = 0, max = 1)"
      ) { x, low, high in try x.clamped(min: low, max: high) }
    }
    return BuiltinGroup("Maths") {
      ElementFunction.all.map(\.builtin)
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
      ) { x, mask, value in try Tensor.where_(mask, value, x) }
      Builtin(
        "maximum", .tensor("a"), .tensor("b"), summary: "The larger of two, element by element.",
        example: "maximum(x, 0)"
      ) { a, b in try Tensor.maximum(a, b) }
      Builtin(
        "minimum", .tensor("a"), .tensor("b"), summary: "The smaller of two, element by element.",
        example: "minimum(x, 1)"
      ) { a, b in try Tensor.minimum(a, b) }
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

/// A function of numbers that works on every element of a tensor, and on plain numbers.
private struct ElementFunction {
  let name: String
  let summary: String
  let number: (Double) -> Double
  let tensor: (Tensor) throws(TensorError) -> Tensor

  var builtin: Builtin {
    Builtin(name, .argument("x"), summary: summary, example: "\(name)(x)") { [self] x in
      guard let number = x.value.number else { return Value.tensor(try tensor(x.tensor())) }
      let y = self.number(number)
      guard !y.isNaN || number.isNaN else {
        throw Failure("\(name)(\(Value.float(number).representation)) is not a real number")
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
