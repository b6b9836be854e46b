import CLAPACK

extension Tensor {
  /// The reduced singular value decomposition of each matrix: self = U diag(S) V.
  ///
  /// self is [..., m, n], U [..., m, k], S [..., k] descending, V [..., k, n] and k = min(m, n).
  /// Not differentiable: the factors are detached. The signs of the singular vectors are chosen so
  /// that the largest element of each column of U, the first if several are equal, is positive.
  package func svd() throws(TensorError) -> (u: Tensor, s: Tensor, v: Tensor) {
    let (matrices, rows, columns) = try stackOfMatrices("svd")
    let k = min(rows, columns)
    let u = try Tensor(uninitialized: [matrices.shape[0], rows, k])
    let s = try Tensor(uninitialized: [matrices.shape[0], k])
    let v = try Tensor(uninitialized: [matrices.shape[0], k, columns])
    guard k > 0 else { return try (unstacked(u), unstacked(s), unstacked(v)) }
    if max(rows, columns) >= 2 * k { return try longDecomposition(isTall: rows > columns) }
    for index in 0..<matrices.shape[0] {
      // LAPACK is column-major: it sees the transpose, Aᵀ = Vᵀ diag(S) Uᵀ, so U and V swap.
      try Tensor.decompose(
        matrices.floats, number: index, Int32(columns), Int32(rows), u: v.floats, s: s.floats,
        vt: u.floats)
      withPointers(u.floats, v.floats) { u, v in
        Tensor.fixSigns(u + index * rows * k, rows, v + index * k * columns, columns, k)
      }
    }
    return try (unstacked(u), unstacked(s), unstacked(v))
  }

  /// As `svd`, of matrices much longer than wide, or the other way round: by that of R.
  private func longDecomposition(
    isTall: Bool
  ) throws(TensorError) -> (u: Tensor, s: Tensor, v: Tensor) {
    let (q, r) = try (isTall ? detached() : matrixTransposed()).qr()
    let (inner, s, outer) = try (isTall ? r : r.matrixTransposed()).svd()
    guard isTall else {
      return (inner, s, try Tensor.matmul(outer, q.matrixTransposed()).packed())
    }
    let (u, v) = (try Tensor.matmul(q, inner).packed(), outer)
    let (rows, k) = (shape[rank - 2], shape[rank - 1])
    withPointers(u.floats, v.floats) { u, v in
      for index in 0..<s.count / k {
        Tensor.fixSigns(u + index * rows * k, rows, v + index * k * k, k, k)
      }
    }
    return (u, s, v)
  }

  /// One of the column-major matrices [m, n], which is overwritten.
  private static func decompose(
    _ matrices: Elements<Float>, number: Int, _ m: Int32, _ n: Int32, u: Elements<Float>,
    s: Elements<Float>, vt: Elements<Float>
  ) throws(TensorError) {
    let (rows, columns, k) = (Int(m), Int(n), Int(min(m, n)))
    let integers = try Storage(byteCount: 8 * k * 4).elements(Int32.self)
    func run(_ work: UnsafeMutablePointer<Float>, _ size: Int32) -> Int32 {
      withPointers(matrices, u, s, vt, integers) { a, u, s, vt, integers in
        let (a, s) = (a + number * rows * columns, s + number * k)
        let (u, vt) = (u + number * rows * k, vt + number * k * columns)
        var (m, n, k, size, info) = (m, n, min(m, n), size, Int32(0))
        var job = CChar(UInt8(ascii: "S"))
        sgesdd_(&job, &m, &n, a, &m, s, u, &m, vt, &k, work, &size, integers, &info)
        return info
      }
    }
    var wanted: Float = 0
    _ = run(&wanted, -1)
    // The size comes back as a float, which may have rounded it down.
    let size = Int32(clamping: Int(wanted.nextUp) + 1)
    let work = try Storage(byteCount: Int(size) * 4).elements(Float.self)
    let info = try Cancellation.abandonably(operations: rows * columns * k) {
      withPointers(work) { run($0, size) }
    }
    guard info == 0 else {
      throw TensorError("svd: the iteration did not converge for a matrix of shape [\(n), \(m)]")
    }
  }

  /// The decomposition leaves the common sign of each pair of singular vectors open.
  private static func fixSigns(
    _ u: UnsafeMutablePointer<Float>, _ rows: Int, _ v: UnsafeMutablePointer<Float>, _ columns: Int,
    _ k: Int
  ) {
    var largest = [Float](repeating: 0, count: k)
    for row in 0..<rows {
      for column in 0..<k where u[row * k + column].magnitude > largest[column].magnitude {
        largest[column] = u[row * k + column]
      }
    }
    let signs = largest.map { $0 < 0 ? Float(-1) : 1 }
    for row in 0..<rows { for column in 0..<k { u[row * k + column] *= signs[column] } }
    for (column, sign) in signs.enumerated() where sign < 0 {
      for place in 0..<columns { v[column * columns + place].negate() }
    }
  }
}
