import Tensors

/// x / √(mean of x² + ε) · weight over the last dimensions (Zhang & Sennrich, 2019).
package final class RMSNorm: Module {
  private let sizes: [Int]
  /// Initially ones, of the normalised shape; nil without `affine`.
  package let weight: Tensor?
  private let epsilon: Float

  /// Over the last dimensions, of sizes `shape`; throws unless they are positive.
  package init(
    _ shape: [Int], epsilon: Float = .ulpOfOne, affine: Bool = true
  ) throws(TensorError) {
    guard !shape.isEmpty, shape.count <= Shape.maximumRank, shape.allSatisfy({ $0 > 0 }) else {
      throw TensorError("RMSNorm: sizes must be positive, not \(shape)")
    }
    sizes = shape
    self.epsilon = epsilon
    weight = affine ? try Tensor.ones(Shape(shape)).asParameter() : nil
  }

  /// `weight`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    weight.map { [("weight", $0, false)] } ?? []
  }

  /// x [..., the normalised shape] → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    guard x.rank >= sizes.count, Array(x.shape.suffix(sizes.count)) == sizes else {
      throw TensorError("RMSNorm(\(sizes)): shape \(x.shape) does not end in these dimensions")
    }
    let dims = sizes.indices.map { $0 - sizes.count }
    let squares = try x.square().mean(dims, keepDims: true)
    let result = try x * (squares + Tensor.scalar(epsilon)).rsqrt()
    return try weight.map { (w) throws(TensorError) in try result * w } ?? result
  }
}
