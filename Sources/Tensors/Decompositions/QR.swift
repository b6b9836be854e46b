extension Tensor {
  /// The reduced QR factorisation of each matrix: self = Q R.
  ///
  /// self is [..., m, n], Q [..., m, k] with orthonormal columns, R [..., k, n] upper triangular
  /// and k = min(m, n). Not differentiable: the factors are detached. Signs are LAPACK's, and so
  /// NumPy's and PyTorch's.
  package func qr() throws(TensorError) -> (q: Tensor, r: Tensor) {
    let (matrices, rows, columns) = try stackOfMatrices("qr")
    let k = min(rows, columns)
    let q = try Tensor(uninitialized: [matrices.shape[0], rows, k])
    for index in 0..<matrices.shape[0] {
      let reflectors = try Reflectors(
        of: matrices.floats, from: index * rows * columns, rows, columns)
      try reflectors.write(into: q.floats, at: index * rows * k)
    }
    return try (unstacked(q), unstacked(try matrices.sliced(1, to: k).packed()))
  }

  /// Finite matrices as one fresh contiguous stack [batch, m, n].
  func stackOfMatrices(
    _ name: String
  ) throws(TensorError) -> (stack: Tensor, rows: Int, columns: Int) {
    guard rank >= 2 else {
      throw TensorError("\(name) takes a matrix, not shape \(shape)")
    }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    guard rows < 1 << 14, columns < 1 << 14 else {
      throw TensorError("\(name): matrices of shape \(shape) are too large")
    }
    let batch = try Shape(shape.dropLast(2)).elementCount()
    let stack = try detached().converted(to: .float32).copied()
      .reshaped([batch, rows, columns])
    // LAPACK may never return from NaN.
    guard try stack.isFinite().all().number != 0 else {
      throw TensorError("\(name): a matrix of shape \(shape) holds NaN or infinity")
    }
    return (stack, rows, columns)
  }

  /// The stack with this tensor's batch dimensions in place of its first.
  func unstacked(_ stack: Tensor) throws(TensorError) -> Tensor {
    try stack.reshaped(try Shape(Array(shape.dropLast(2)) + Array(stack.shape.dropFirst())))
  }
}
