extension Tensor {
  /// Whether any element over `dims`, or over everything, is not 0; false if there are none.
  package func any(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try converted(to: .bool).sum(dims, keepDims: keepDims).converted(to: .bool)
  }

  /// Whether all elements over `dims`, or over everything, are not 0; true if there are none.
  package func all(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try not().any(dims, keepDims: keepDims).not()
  }
}
