import Tensors

/// (x − mean) / √(variance + ε) · weight + bias over the last dimensions (Ba et al., 2016).
package final class LayerNorm: Module {
  /// The sizes of the dimensions that are normalised together.
  let normalizedShape: [Int]
  /// Initially ones, of the normalised shape; nil without `affine`.
  package let weight: Tensor?
  /// Initially zeros, of the normalised shape; nil without `affine`.
  package let bias: Tensor?
  private let epsilon: Float

  /// Over the last dimensions, of sizes `shape`; throws unless they are positive.
  package init(
    _ shape: [Int], epsilon: Float = 1e-5, affine: Bool = true, bias: Bool = true
  ) throws(TensorError) {
    guard !shape.isEmpty, shape.count <= Shape.maximumRank, shape.allSatisfy({ $0 > 0 }) else {
      throw TensorError("LayerNorm: sizes must be positive, not \(shape)")
    }
    normalizedShape = shape
    self.epsilon = epsilon
    weight = affine ? try Tensor.ones(Shape(shape)).asParameter() : nil
    self.bias = affine && bias ? try Tensor.zeros(Shape(shape)).asParameter() : nil
  }

  /// `weight`, then `bias`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    (weight.map { [("weight", $0, false)] } ?? []) + (bias.map { [("bias", $0, false)] } ?? [])
  }

  /// x [..., the normalised shape] → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    let count = normalizedShape.count
    guard x.rank >= count, Array(x.shape.suffix(count)) == normalizedShape else {
      throw TensorError(
        "LayerNorm(\(normalizedShape)): shape \(x.shape) does not end in these dimensions")
    }
    return try x.layerNorm(
      try Shape(normalizedShape), weight: weight, bias: bias, epsilon: epsilon)
  }
}
