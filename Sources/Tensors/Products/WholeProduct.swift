extension Tensor {
  /// The product of two stacks of whole matrices, a [.., m, k] @ b [.., k, n] → [batch.., m, n].
  ///
  /// It is exact, and wraps around beyond 64 bits, as PyTorch's does.
  static func wholeMatrices(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let batch = try batchOfProduct(a, b)
    let (m, k, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
    func stack(_ rows: Int, _ columns: Int) throws(TensorError) -> Shape {
      var shape = batch
      try shape.append(rows)
      try shape.append(columns)
      return shape
    }
    let left = try a.converted(to: .int64).broadcast(to: stack(m, k)).packed()
    let right = try b.converted(to: .int64).broadcast(to: stack(k, n)).packed()
    let result = try Tensor.zeros(stack(m, n), .int64)
    let matrices = try batch.elementCount()
    OperationProfile.count(
      multiplyAdds: Double(matrices) * Double(m) * Double(k) * Double(n))
    if StandIns.areMade { return result }
    try withPointers(left.ints, right.ints, result.ints) { (x, y, out) throws(TensorError) in
      for matrix in 0..<matrices {
        for row in 0..<m {
          try Cancellation.check()
          let sums = out + (matrix * m + row) * n
          for inner in 0..<k {
            let factor = x[(matrix * m + row) * k + inner]
            let other = y + (matrix * k + inner) * n
            for column in 0..<n { sums[column] &+= factor &* other[column] }
          }
        }
      }
    }
    return result
  }
}
