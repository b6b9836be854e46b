extension Tensor {
  /// The X of self X = b: matrices self [..., n, n] and b [..., n, k], or a vector b [n].
  package func solved(for b: Tensor) throws(TensorError) -> Tensor {
    if rank == 2, b.rank == 1 { return try solved(for: b.unsqueezed(1)).squeezed(1) }
    let (matrices, n) = try squareMatrices("solve")
    let (right, rows, columns) = try b.stackOfMatrices("solve")
    guard rows == n, right.shape[0] == matrices.shape[0] else {
      throw TensorError("solve: shapes \(shape) and \(b.shape) do not fit together")
    }
    let result = try Tensor(uninitialized: [right.shape[0], n, columns])
    for index in 0..<matrices.shape[0] {
      let factors = try TriangularFactors(matrices.floats, from: index * n * n, n)
      guard !factors.isSingular else { throw Tensor.singular("solve", shape) }
      let place = index * n * columns
      try factors.solve(right.floats, from: place, columns, into: result.floats, at: place)
    }
    let solution = try result.reshaped(b.shape)
    let (a, x) = (detached(), solution.detached())
    return solution.recorded("solve", from: self, b) {
      { (gradient) throws(TensorError) in
        let right = try a.transposed(-2, -1).solved(for: gradient)
        return [try Tensor.matmul(right, x.transposed(-2, -1)).negated(), right]
      }
    }
  }

  /// The inverse of each matrix [..., n, n].
  package func inverse() throws(TensorError) -> Tensor {
    let (matrices, n) = try squareMatrices("inv")
    let unit = try Tensor.eye(n)
    let result = try Tensor(uninitialized: matrices.shape)
    for index in 0..<matrices.shape[0] {
      let factors = try TriangularFactors(matrices.floats, from: index * n * n, n)
      guard !factors.isSingular else { throw Tensor.singular("inv", shape) }
      try factors.solve(unit.floats, from: 0, n, into: result.floats, at: index * n * n)
    }
    let inverse = try result.reshaped(shape)
    let kept = inverse.detached()
    return inverse.recorded("inv", from: self) {
      { (gradient) throws(TensorError) in
        let transposed = try kept.transposed(-2, -1)
        return [try Tensor.matmul(Tensor.matmul(transposed, gradient), transposed).negated()]
      }
    }
  }

  /// The determinant of each matrix [..., n, n].
  package func determinant() throws(TensorError) -> Tensor {
    let (matrices, n) = try squareMatrices("det")
    let result = try Tensor(uninitialized: [matrices.shape[0]])
    for index in 0..<matrices.shape[0] {
      let factors = try TriangularFactors(matrices.floats, from: index * n * n, n)
      result.floats[index] = Float(factors.determinant)
    }
    let values = try result.reshaped(try Shape(shape.dropLast(2)))
    let (a, kept) = (detached(), values.detached())
    return values.recorded("det", from: self) {
      { (gradient) throws(TensorError) in
        let scale = try (gradient * kept).unsqueezed(-1).unsqueezed(-1)
        return [try a.inverse().transposed(-2, -1) * scale]
      }
    }
  }

  func squareMatrices(
    _ name: String
  ) throws(TensorError) -> (stack: Tensor, size: Int) {
    let (stack, rows, columns) = try stackOfMatrices(name)
    guard rows == columns else {
      throw TensorError("\(name) takes square matrices, not shape \(shape)")
    }
    return (stack, rows)
  }

  private static func singular(_ name: String, _ shape: Shape) -> TensorError {
    TensorError(
      "\(name): a matrix of shape \(shape) is singular", hint: "its rows are linearly dependent")
  }
}

/// A matrix as a lower and an upper triangle, its rows permuted: Gauss, in double precision.
private struct TriangularFactors {
  private var rows: [[Double]]
  private var order: [Int]
  private var sign = 1.0

  /// The factors of the n×n matrix whose first element is number `start`.
  init(_ matrices: Elements<Float>, from start: Int, _ n: Int) throws(TensorError) {
    rows = (0..<n).map { row in (0..<n).map { Double(matrices[start + row * n + $0]) } }
    order = Array(0..<n)
    for column in 0..<n {
      try Cancellation.check()
      var best = column
      for row in column..<n where rows[row][column].magnitude > rows[best][column].magnitude {
        best = row
      }
      guard rows[best][column] != 0 else { continue }
      if best != column {
        rows.swapAt(best, column)
        order.swapAt(best, column)
        sign = -sign
      }
      for row in (column + 1)..<max(n, column + 1) {
        let factor = rows[row][column] / rows[column][column]
        rows[row][column] = factor
        for k in (column + 1)..<max(n, column + 1) { rows[row][k] -= factor * rows[column][k] }
      }
    }
  }

  var isSingular: Bool { rows.indices.contains { rows[$0][$0] == 0 } }

  var determinant: Double { rows.indices.reduce(sign) { $0 * rows[$1][$1] } }

  /// Solves for `columns` right-hand sides [n, columns], which begin at element `first`.
  ///
  /// The solution is written from element `place` on.
  func solve(
    _ right: Elements<Float>, from first: Int, _ columns: Int, into result: Elements<Float>,
    at place: Int
  ) throws(TensorError) {
    let n = rows.count
    for column in 0..<columns {
      try Cancellation.check()
      var x = order.map { Double(right[first + $0 * columns + column]) }
      for row in 0..<n {
        for k in 0..<row { x[row] -= rows[row][k] * x[k] }
      }
      for row in (0..<n).reversed() {
        for k in (row + 1)..<max(n, row + 1) { x[row] -= rows[row][k] * x[k] }
        x[row] /= rows[row][row]
      }
      for row in 0..<n { result[place + row * columns + column] = Float(x[row]) }
    }
  }
}
