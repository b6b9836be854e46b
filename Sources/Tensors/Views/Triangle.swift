extension Tensor {
  /// The matrices' elements on and above the diagonal `offset`; zeros below.
  package func upperTriangle(_ offset: Int = 0) throws(TensorError) -> Tensor {
    try triangle("triu", offset, isUpper: true)
  }

  /// The matrices' elements on and below the diagonal `offset`; zeros above.
  package func lowerTriangle(_ offset: Int = 0) throws(TensorError) -> Tensor {
    try triangle("tril", offset, isUpper: false)
  }

  private func triangle(
    _ name: String, _ offset: Int, isUpper: Bool
  ) throws(TensorError) -> Tensor {
    guard rank >= 2 else {
      throw TensorError("\(name) needs at least two dimensions, not shape \(shape)")
    }
    let result = try copied()
    switch dtype {
    case .float32: try result.clear(result.floats, 0, offset, isUpper)
    case .int64: try result.clear(result.ints, 0, offset, isUpper)
    case .bool: try result.clear(result.bools, false, offset, isUpper)
    }
    return result.recorded(name, from: self) {
      { (gradient) throws(TensorError) in [try gradient.triangle(name, offset, isUpper: isUpper)] }
    }
  }

  /// Sets what a triangle leaves out to `zero`.
  private func clear<T>(_ elements: Elements<T>, _ zero: T, _ offset: Int, _ isUpper: Bool)
    throws(TensorError)
  {
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    // No further than just outside the matrix, so that no sum can overflow.
    let offset = max(-rows, min(offset, columns))
    try withPointers(elements) { (start) throws(TensorError) in
      let grain = max(1, 16_384 / max(columns, 1))
      try WorkerPool.shared.runAsking(over: columns == 0 ? 0 : count / columns, grain: grain) {
        range in
        for line in range {
          let diagonal = line % rows + offset
          let left = max(0, min(isUpper ? 0 : diagonal + 1, columns))
          let right = max(0, min(isUpper ? diagonal : columns, columns))
          guard left < right else { continue }
          (start + line * columns + left).update(repeating: zero, count: right - left)
        }
      }
    }
  }
}
