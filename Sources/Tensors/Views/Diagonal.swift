extension Tensor {
  /// The elements at equal positions along `first` and `second`: a view.
  ///
  /// With `offset`, those that far further along `second`. The diagonal is the last dimension.
  package func diagonal(
    _ offset: Int = 0, _ first: Int = 0, _ second: Int = 1
  ) throws(TensorError) -> Tensor {
    let (a, b) = (try shape.dimension(first), try shape.dimension(second))
    guard a != b else {
      throw TensorError("diagonal: dimension \(a) of shape \(shape) is given twice")
    }
    // Cuts the matrix to the corner where the diagonal starts, so that no sum can overflow.
    let (rows, columns) = (shape[a], shape[b])
    let (down, right) =
      offset < 0
      ? (offset == Int.min ? rows : Swift.min(-offset, rows), 0) : (0, Swift.min(offset, columns))
    let length = Swift.min(rows - down, columns - right)
    var newShape = shape
    var newStrides = strides
    let step = strides[a] + strides[b]
    for dim in [Swift.max(a, b), Swift.min(a, b)] {
      newShape.remove(at: dim)
      newStrides.remove(at: dim)
    }
    try newShape.append(length)
    try newStrides.append(step)
    let start = length > 0 ? self.offset + down * strides[a] + right * strides[b] : self.offset
    let result = alias(
      shape: newShape, strides: newStrides, offset: start, count: try newShape.elementCount())
    return result.recorded("diagonal", partOf: self) { (whole) throws(TensorError) in
      try whole.diagonal(offset, a, b)
    }
  }
}
