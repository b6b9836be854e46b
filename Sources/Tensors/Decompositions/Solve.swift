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
      let place = index * n * columns
      let system = try Elimination(
        matrices.floats, from: index * n * n, n, right.floats, from: place, columns)
      guard !system.isSingular else { throw Tensor.singular("solve", shape) }
      try system.solve(into: result.floats, at: place)
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
      let system = try Elimination(matrices.floats, from: index * n * n, n, unit.floats, from: 0, n)
      guard !system.isSingular else { throw Tensor.singular("inv", shape) }
      try system.solve(into: result.floats, at: index * n * n)
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
      let system = try Elimination(
        matrices.floats, from: index * n * n, n, matrices.floats, from: 0, 0)
      result.floats[index] = Float(system.determinant)
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
