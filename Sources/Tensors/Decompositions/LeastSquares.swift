extension Tensor {
  /// The pseudoinverse [..., n, m] of each matrix [..., m, n] (Moore and Penrose).
  ///
  /// Singular values of at most max(m, n) · ε of the largest count as 0. The gradient is Golub and
  /// Pereyra's (1973).
  package func pseudoInverse() throws(TensorError) -> Tensor {
    let (u, s, v) = try detached().svd()
    let inverse = try s.invertedSingularValues(rows: shape.last ?? 0, shape.dropLast().last ?? 0)
    let result = try Tensor.matmul(
      v.transposed(-2, -1) * inverse.unsqueezed(-2), u.transposed(-2, -1))
    let (a, p) = (detached(), result.detached())
    return result.recorded("pinv", from: self) {
      { (gradient) throws(TensorError) in
        let (turned, slopes) = (try p.matrixTransposed(), try gradient.matrixTransposed())
        let direct = try Tensor.matmul(Tensor.matmul(turned, gradient), turned)
        let right = try Tensor.matmul(slopes, Tensor.matmul(p, turned))
        let left = try Tensor.matmul(Tensor.matmul(turned, p), slopes)
        return [
          try right - Tensor.matmul(a, Tensor.matmul(p, right)) + left
            - Tensor.matmul(Tensor.matmul(left, p), a) - direct
        ]
      }
    }
  }

  /// What `leastSquares` finds.
  package struct LeastSquares {
    /// [..., n, k], or [n] for a vector.
    package let solution: Tensor
    /// What is left over, squared and summed for each column; empty unless A has more rows than
    /// columns and full rank.
    package let residuals: Tensor
    /// The number of singular values that count, int64 [...].
    package let rank: Tensor
    /// Those of A.
    package let singularValues: Tensor
  }

  /// The X [..., n, k] for which self X is nearest to `b` [..., m, k], the smallest of several.
  package func leastSquares(for b: Tensor) throws(TensorError) -> LeastSquares {
    guard rank >= 2, rank == b.rank || rank == 2 && b.rank == 1,
      b.shape[rank == b.rank ? rank - 2 : 0] == shape[rank - 2]
    else { throw TensorError("lstsq: shapes \(shape) and \(b.shape) do not fit together") }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let solution = try Tensor.matmul(pseudoInverse(), b)
    let (_, s, _) = try detached().svd()
    let used = try s.invertedSingularValues(rows: columns, rows)
      .greater(Tensor.scalar(Float(0)))
    let count = try used.converted(to: .int64).sum([-1])
    let isFull = count.doubles().allSatisfy { Int($0) == columns }
    let left = try Tensor.matmul(self, solution) - b
    let residuals =
      rows > columns && isFull
      ? try (left * left).sum([b.rank == 1 ? 0 : -2]) : try Tensor.zeros([0])
    return LeastSquares(solution: solution, residuals: residuals, rank: count, singularValues: s)
  }

  /// 1/s for each singular value s that counts as one, else 0.
  private func invertedSingularValues(
    rows: Int, _ columns: Int
  ) throws(TensorError) -> Tensor {
    guard count > 0 else { return self }
    let limit =
      try maximum(over: [-1], keepDims: true)
      * Tensor.scalar(Float(max(rows, columns)) * Float.ulpOfOne)
    let one = try Tensor.scalar(Float(1))
    return try Tensor.where_(greater(limit), one / self, Tensor.scalar(Float(0)))
  }
}
