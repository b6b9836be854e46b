import Interpreter
import Tensors

extension BuiltinTable {
  static func relations() -> BuiltinGroup {
    func relation(
      _ name: String, _ sign: String,
      _ compare: @escaping (Tensor, Tensor) throws(TensorError) -> Tensor
    ) -> Builtin {
      Builtin(
        name, .tensor("input"), .tensor("other"), summary: "a \(sign) b, element by element.",
        example: "x.\(name)(0)"
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
        "equal", .tensor("input"), .tensor("other"),
        summary: "Whether shapes and all elements are equal.", example: "equal(a, b)"
      ) { a, b in a.isEqual(to: b) }
      Builtin(
        "isclose", .tensor("input"), .tensor("other"), .float32("rtol", default: 1e-5),
        .float32("atol", default: 1e-8), .bool("equal_nan", default: false),
        summary: "Whether |a − b| ≤ atol + rtol |b|, element by element.", example: "isclose(a, b)"
      ) { a, b, relative, absolute, equalNaN in
        try a.isClose(to: b, relative, absolute, equalNaN: equalNaN)
      }
      Builtin(
        "allclose", .tensor("input"), .tensor("other"), .float32("rtol", default: 1e-5),
        .float32("atol", default: 1e-8), .bool("equal_nan", default: false),
        summary: "Whether |a − b| ≤ atol + rtol |b| for all elements.", example: "allclose(a, b)"
      ) { a, b, relative, absolute, equalNaN in
        try a.isClose(to: b, relative, absolute, equalNaN: equalNaN).all().number != 0
      }
      Builtin(
        "pow", .value("input"), .value("exponent"), .interpreter,
        summary: "x ** exponent, element by element.", example: "x.pow(2)"
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
