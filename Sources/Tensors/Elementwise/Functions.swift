import Glibc

extension Tensor {
  /// `function` of every element as float32, with its derivative at x, where y is its value.
  private func mapped(
    _ name: StaticString, _ function: (Float) -> Float,
    slope: @escaping (_ x: Float, _ y: Float) -> Float
  ) throws(TensorError) -> Tensor {
    let input = try converted(to: .float32).packed()
    let result = try Tensor(uninitialized: shape)
    let (x, y) = (input.floats, result.floats)
    WorkerPool.shared.run(over: count, grain: 4_096) { range in
      for index in range { y[index] = function(x[index]) }
    }
    return result.recorded(name, from: self) {
      let saved = result.detached()
      return { (gradient) throws(TensorError) in
        let dy = try gradient.packed()
        let dx = try Tensor(uninitialized: saved.shape)
        let (x, y, d, out) = (input.floats, saved.floats, dy.floats, dx.floats)
        WorkerPool.shared.run(over: saved.count, grain: 4_096) { range in
          for index in range { out[index] = d[index] * slope(x[index], y[index]) }
        }
        return [dx]
      }
    }
  }

  /// tan x.
  package func tan() throws(TensorError) -> Tensor {
    try mapped("tan", Glibc.tanf) { _, y in 1 + y * y }
  }
  /// The angle in [−π/2, π/2] whose sine is x; NaN outside [−1, 1].
  package func asin() throws(TensorError) -> Tensor {
    try mapped("asin", Glibc.asinf) { x, _ in 1 / ((1 - x) * (1 + x)).squareRoot() }
  }
  /// The angle in [0, π] whose cosine is x; NaN outside [−1, 1].
  package func acos() throws(TensorError) -> Tensor {
    try mapped("acos", Glibc.acosf) { x, _ in -1 / ((1 - x) * (1 + x)).squareRoot() }
  }
  /// The angle in (−π/2, π/2) whose tangent is x.
  package func atan() throws(TensorError) -> Tensor {
    try mapped("atan", Glibc.atanf) { x, _ in 1 / (1 + x * x) }
  }
  /// The hyperbolic sine.
  package func sinh() throws(TensorError) -> Tensor {
    try mapped("sinh", Glibc.sinhf) { x, _ in Glibc.coshf(x) }
  }
  /// The hyperbolic cosine.
  package func cosh() throws(TensorError) -> Tensor {
    try mapped("cosh", Glibc.coshf) { x, _ in Glibc.sinhf(x) }
  }
  /// 2ˣ.
  package func exp2() throws(TensorError) -> Tensor {
    try mapped("exp2", Glibc.exp2f) { _, y in y * 0.693_147_18 }
  }
  /// The logarithm to base 2.
  package func log2() throws(TensorError) -> Tensor {
    try mapped("log2", Glibc.log2f) { x, _ in 1 / (x * 0.693_147_18) }
  }
  /// The logarithm to base 10.
  package func log10() throws(TensorError) -> Tensor {
    try mapped("log10", Glibc.log10f) { x, _ in 1 / (x * 2.302_585_1) }
  }
}
