import CLAPACK

extension Tensor {
  /// The reduced QR factorisation of each matrix: self = Q R.
  ///
  /// self is [..., m, n], Q [..., m, k] with orthonormal columns, R [..., k, n] upper triangular
  /// and k = min(m, n). Not differentiable: the factors are detached. Signs are LAPACK's, and so
  /// NumPy's and PyTorch's.
  package func qr() throws(TensorError) -> (q: Tensor, r: Tensor) {
    let (matrices, rows, columns) = try stackOfMatrices("qr")
    let k = min(rows, columns)
    let batch = matrices.shape[0]
    guard k > 0 else {
      return try (
        unstacked(try Tensor(uninitialized: [batch, rows, k])),
        unstacked(try Tensor(uninitialized: [batch, k, columns]))
      )
    }
    // LAPACK is column-major: it gets the transpose's memory, and leaves Q's and R's.
    let work = try matrices.matrixTransposed().copied()
    let q = try Tensor(uninitialized: [batch, k, rows])
    for index in 0..<batch {
      try Tensor.factorise(work.floats, q.floats, number: index, Int32(rows), Int32(columns))
    }
    let r = try work.sliced(2, to: k).matrixTransposed().upperTriangle()
    return try (unstacked(q.matrixTransposed()), unstacked(r))
  }

  /// One of the column-major matrices [m, n]: R on and above its diagonal, Q separately.
  private static func factorise(
    _ matrices: Elements<Float>, _ q: Elements<Float>, number: Int, _ m: Int32, _ n: Int32
  ) throws(TensorError) {
    let (rows, columns, k) = (Int(m), Int(n), Int(min(m, n)))
    // LAPACK's blocks are at most 64 columns wide.
    let size = 64 * max(n, 1)
    let work = try Storage(byteCount: Int(size) * 4).elements(Float.self)
    let reflectors = try Storage(byteCount: k * 4).elements(Float.self)
    let info = try Cancellation.abandonably(operations: rows * columns * k) {
      withPointers(matrices, q, work, reflectors) { a, q, w, tau in
        let (a, q) = (a + number * rows * columns, q + number * k * rows)
        var (rows, columns, k, size, info) = (m, n, min(m, n), size, Int32(0))
        sgeqrf_(&rows, &columns, a, &rows, tau, w, &size, &info)
        q.update(from: a, count: Int(m) * Int(k))
        sorgqr_(&rows, &k, &k, q, &rows, tau, w, &size, &info)
        return info
      }
    }
    guard info == 0 else { throw TensorError("qr: LAPACK refused a matrix of shape [\(m), \(n)]") }
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
