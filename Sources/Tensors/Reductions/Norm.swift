import Glibc

extension Tensor {
  /// (Σ |x|ᵖ)^(1/p) over `dims`, or over everything.
  ///
  /// With p = ∞ it is the largest |x|, with p = 0 the number of elements that are not 0. Where the
  /// norm is 0, so is its gradient.
  package func norm(
    _ p: Float = 2, _ dims: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    let x = try converted(to: .float32)
    guard !p.isNaN else { throw TensorError("norm: p is NaN, for shape \(shape)") }
    if p == 1 { return try x.abs().sum(dims, keepDims: keepDims) }
    if p == .infinity { return try x.abs().maximum(over: dims, keepDims: keepDims) }
    if p == -.infinity { return try x.abs().minimum(over: dims, keepDims: keepDims) }
    let zero = try Tensor.scalar(Float(0))
    if p == 0 {
      return try x.notEqual(zero).converted(to: .float32).sum(dims, keepDims: keepDims)
    }
    let dims = try reducedDimensions(dims)
    let values = x.detached()
    let (kept, dropped) = try reducedShapes(dims)
    let power = try Tensor.scalar(p)
    let powers = try p == 2 ? values.square() : Tensor.power(values.abs(), power)
    let sums = try powers.sum(dims, keepDims: true)
    let norms = try p == 2 ? sums.sqrt() : Tensor.power(sums, Tensor.scalar(1 / p))
    let result = try norms.reshaped(keepDims ? kept : dropped)
    return result.recorded("norm", from: x) {
      { (gradient) throws(TensorError) in
        // ∂‖x‖/∂x = x |x|^(p − 2) / ‖x‖^(p − 1)
        var slope = values
        var scale = norms
        if p != 2 {
          let steepness = try Tensor.power(values.abs(), try Tensor.scalar(p - 1))
          slope = try values.sign() * Tensor.where_(values.equal(zero), zero, steepness)
          scale = try Tensor.power(norms, try Tensor.scalar(p - 1))
        }
        let share = try gradient.reshaped(kept) / scale
        return [try slope * Tensor.where_(norms.equal(zero), zero, share)]
      }
    }
  }
}
