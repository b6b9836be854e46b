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
    for index in 0..<matrices.shape[0] {
      // LAPACK is column-major: it sees the transpose, Aᵀ = Vᵀ diag(S) Uᵀ, so U and V swap.
      try withPointers(matrices.floats, u.floats, s.floats, v.floats) {
        (a, u, s, v) throws(TensorError) in
        let (u, v) = (u + index * rows * k, v + index * k * columns)
        try Tensor.decompose(
          a + index * rows * columns, Int32(columns), Int32(rows), u: v, s: s + index * k, vt: u)
        Tensor.fixSigns(u, rows, v, columns, k)
      }
    }
    return try (unstacked(u), unstacked(s), unstacked(v))
  }

  /// One column-major matrix a [m, n], which is overwritten.
  private static func decompose(
    _ a: UnsafeMutablePointer<Float>, _ m: Int32, _ n: Int32, u: UnsafeMutablePointer<Float>,
    s: UnsafeMutablePointer<Float>, vt: UnsafeMutablePointer<Float>
  ) throws(TensorError) {
    var (rows, columns, k, info) = (m, n, min(m, n), Int32(0))
    let integers = UnsafeMutablePointer<Int32>.allocate(capacity: 8 * Int(k))
    defer { integers.deallocate() }
    var (wanted, query) = (Float(0), Int32(-1))
    var job = CChar(UInt8(ascii: "S"))
    sgesdd_(
      &job, &rows, &columns, a, &rows, s, u, &rows, vt, &k, &wanted, &query, integers, &info)
    // The size comes back as a float, which may have rounded it down.
    var size = Int32(clamping: Int(wanted.nextUp) + 1)
    let work = try Storage(byteCount: Int(size) * 4)
    withPointers(work.elements(Float.self)) { work in
      sgesdd_(
        &job, &rows, &columns, a, &rows, s, u, &rows, vt, &k, work, &size, integers, &info)
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
    for column in 0..<k {
      var largest: Float = 0
      for row in 0..<rows where u[row * k + column].magnitude > largest.magnitude {
        largest = u[row * k + column]
      }
      guard largest < 0 else { continue }
      for row in 0..<rows { u[row * k + column].negate() }
      for place in 0..<columns { v[column * columns + place].negate() }
    }
  }
}
