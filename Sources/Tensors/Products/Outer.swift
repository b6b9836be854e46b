extension Tensor {
  /// The products of each element of `a` [n] with each of `b` [m]: [n, m].
  package static func outer(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
      throw TensorError(
        "outer takes two vectors, not shapes \(a.shape) and \(b.shape)",
        hint: "flatten() them first")
    }
    return try a.unsqueezed(1) * b
  }

  /// The sum of the diagonal of a matrix.
  package func trace() throws(TensorError) -> Tensor {
    guard rank == 2 else {
      throw TensorError("trace takes a matrix, not shape \(shape)")
    }
    return try diagonal().sum()
  }
}
