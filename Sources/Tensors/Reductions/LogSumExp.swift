extension Tensor {
  /// ln Σ eˣ over `dims`, or over everything, without overflow; −∞ if there are no elements.
  package func logSumExp(
    _ dims: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    let x = try converted(to: .float32)
    let dims = try reducedDimensions(dims)
    let (kept, dropped) = try reducedShapes(dims)
    let isEmpty = dims.contains { shape[$0] == 0 }
    let zero = try Tensor.scalar(Float(0))
    // The largest element is taken out of the sum, but an infinite one would leave ∞ − ∞.
    let largest = isEmpty ? zero : try x.detached().maximum(over: dims, keepDims: true)
    let shift = try Tensor.where_(try largest.isFinite(), largest, zero)
    let sums = try (x - shift).exp().sum(dims, keepDims: true).log() + shift
    return try sums.reshaped(keepDims ? kept : dropped)
  }
}
