import Interpreter
import Tensors

extension BuiltinTable {
  static func relations() -> BuiltinGroup {
    func relation(
      _ name: String, _ sign: String,
      _ compare: @escaping (Tensor, Tensor) throws(TensorError) -> Tensor
    ) -> Builtin {
      Builtin(
        name,
        .tensor("input", "a tensor or a number"),
        .tensor("other", "a tensor or a number; they broadcast"),
        summary: "a \(sign) b, element by element.", example: "x.\(name)(0)", see: "equal where"
      ) { a, b in try compare(a, b) }
    }
    return BuiltinGroup("Relations") {
      relation("eq", "==") { (a, b) throws(TensorError) in try a.equal(b) }
      relation("ne", "!=") { (a, b) throws(TensorError) in try a.notEqual(b) }
      relation("lt", "<") { (a, b) throws(TensorError) in try a.less(b) }
      relation("le", "<=") { (a, b) throws(TensorError) in try a.lessOrEqual(b) }
      relation("gt", ">") { (a, b) throws(TensorError) in try a.greater(b) }
      relation("ge", ">=") { (a, b) throws(TensorError) in try a.greaterOrEqual(b) }
      Builtin(
        "equal",
        .tensor("input", "a tensor"),
        .tensor("other", "a tensor"),
        summary: "Whether shapes and all elements are equal.", example: "equal(a, b)",
        see: "eq allclose array_equal"
      ) { a, b in a.isEqual(to: b) }
      Builtin(
        "isclose",
        .tensor("input", "a tensor"),
        .tensor("other", "a tensor or a number; they broadcast"),
        .float32("rtol", "the difference allowed relative to |b|", default: 1e-5),
        .float32("atol", "the difference allowed besides", default: 1e-8),
        .bool("equal_nan", "whether nan counts as equal to nan", default: false),
        summary: "Whether |a − b| ≤ atol + rtol |b|, element by element.",
        example: "isclose(a, a + 1e-9)", see: "allclose"
      ) { a, b, relative, absolute, equalNaN in
        try a.isClose(to: b, relative, absolute, equalNaN: equalNaN)
      }
      Builtin(
        "allclose",
        .tensor("input", "a tensor"),
        .tensor("other", "a tensor or a number; they broadcast"),
        .float32("rtol", "the difference allowed relative to |b|", default: 1e-5),
        .float32("atol", "the difference allowed besides", default: 1e-8),
        .bool("equal_nan", "whether nan counts as equal to nan", default: false),
        summary: "Whether |a − b| ≤ atol + rtol |b| for all elements.",
        example: "allclose(a, a + 1e-9)", see: "isclose equal"
      ) { a, b, relative, absolute, equalNaN in
        try a.isClose(to: b, relative, absolute, equalNaN: equalNaN).all().number != 0
      }
      Builtin(
        "pow",
        .value("input", "a tensor or a number"),
        .value("exponent", "a tensor or a number"), .interpreter,
        summary: "x ** exponent, element by element.", example: "x.pow(2)",
        see: "square sqrt exp power"
      ) { x, exponent, me in try Arithmetic.apply(.power, x, exponent, me) }
    }
  }
}

extension Tensor {
  fileprivate func isClose(
    to other: Tensor, _ relative: Float, _ absolute: Float, equalNaN: Bool
  ) throws(TensorError) -> Tensor {
    let (a, b) = (
      try detached().converted(to: .float32), try other.detached().converted(to: .float32)
    )
    let bound = try Tensor.scalar(absolute) + Tensor.scalar(relative) * b.abs()
    let isNear = try (a - b).abs().lessOrEqual(bound).and(b.isFinite())
    let isSame = try a.equal(b).or(isNear)
    return equalNaN ? try isSame.or(a.isNaN().and(b.isNaN())) : isSame
  }
}
