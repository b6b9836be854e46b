extension Tensor {
  /// The products of each element of `a` [n] with each of `b` [m]: [n, m].
  package static func outer(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
      throw TensorError(
        "outer: shapes \(a.shape) and \(b.shape) are not two vectors",
        hint: "flatten() them first")
    }
    return try a.unsqueezed(1) * b
  }

  /// The Kronecker product: `b` times each element of `a`, laid out as `a` is.
  package static func kronecker(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let rank = max(a.rank, b.rank)
    guard 2 * rank <= Shape.maximumRank else {
      throw TensorError("kron: shapes \(a.shape) and \(b.shape) have too many dimensions")
    }
    // a [i, 1, j, 1] times b [1, k, 1, l], then each pair of dimensions merged.
    var (left, right, merged) = (Shape(), Shape(), Shape())
    for position in 0..<rank {
      let (i, j) = (position - (rank - a.rank), position - (rank - b.rank))
      let (n, m) = (i < 0 ? 1 : a.shape[i], j < 0 ? 1 : b.shape[j])
      for (extent, other) in [(n, 1), (1, m)] {
        try left.append(extent)
        try right.append(other)
      }
      let (product, overflow) = n.multipliedReportingOverflow(by: m)
      guard !overflow else {
        throw TensorError("kron: shapes \(a.shape) and \(b.shape) are too large")
      }
      try merged.append(product)
    }
    return try (a.reshaped(left) * b.reshaped(right)).reshaped(merged)
  }

  /// The sum of the diagonal of a matrix.
  package func trace() throws(TensorError) -> Tensor {
    guard rank == 2 else {
      throw TensorError("trace: a matrix has two dimensions, and this has shape \(shape)")
    }
    return try diagonal().sum()
  }
}
