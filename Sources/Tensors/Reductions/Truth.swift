extension Tensor {
  /// Whether any element over `dims`, or over everything, is not 0; false if there are none.
  package func any(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try truth(dims, keepDims: keepDims, ofAll: false)
  }

  /// Whether all elements over `dims`, or over everything, are not 0; true if there are none.
  package func all(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try truth(dims, keepDims: keepDims, ofAll: true)
  }

  private func truth(
    _ dims: [Int]?, keepDims: Bool, ofAll: Bool
  ) throws(TensorError) -> Tensor {
    let dims = try reducedDimensions(dims)
    let (kept, dropped) = try reducedShapes(dims)
    let shape = keepDims ? kept : dropped
    if dims.contains(where: { self.shape[$0] == 0 }) { return try Tensor.full(shape, ofAll) }
    return try detached().converted(to: .bool).extremes(over: dims, kept, smallest: ofAll)
      .reshaped(shape)
  }
}
