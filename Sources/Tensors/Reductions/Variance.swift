import Kernels

extension Tensor {
  /// The variance over `dims`, or over everything; `correction` 1 divides by n − 1.
  package func variance(
    _ dims: [Int]? = nil, keepDims: Bool = false, correction: Int = 1
  ) throws(TensorError) -> Tensor {
    try spread(dims, keepDims, correction, isRoot: false)
  }

  /// The square root of `variance`; where it is 0, so is the gradient.
  package func standardDeviation(
    _ dims: [Int]? = nil, keepDims: Bool = false, correction: Int = 1
  ) throws(TensorError) -> Tensor {
    try spread(dims, keepDims, correction, isRoot: true)
  }

  /// The mean of some numbers, and the sum of their squared distances from it.
  private static func moments(_ x: UnsafePointer<Float>, _ count: Int) -> (Float, Double) {
    let mean = Float(lab_sum(count, x) / Double(count))
    let squares = lab_sum_squared_deviations(count, x, mean)
    if squares > 1e-30, squares < 1e30 { return (mean, squares) }
    // Squares and sums of huge and tiny numbers exceed the range of a float.
    let exact = (0..<count).reduce(0.0) { $0 + Double(x[$1]) } / Double(count)
    let sum = (0..<count).reduce(0.0) { sum, index in
      let deviation = Double(x[index]) - exact
      return sum + deviation * deviation
    }
    return (Float(exact), sum)
  }

  private func spread(
    _ dims: [Int]?, _ keepDims: Bool, _ correction: Int, isRoot: Bool
  ) throws(TensorError) -> Tensor {
    let x = try converted(to: .float32)
    let dims = try reducedDimensions(dims)
    let (kept, dropped) = try reducedShapes(dims)
    let (rows, inner) = try x.reductionRows(dims)
    let divisor = max(Double(inner) - Double(correction), 0)
    let (means, result) = (try Tensor(uninitialized: kept), try Tensor(uninitialized: kept))
    let count = result.count
    try withPointers(rows.floats, means.floats, result.floats) {
      (x, means, result) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: max(1, 16_384 / max(inner, 1))) { range in
        for row in range {
          let (mean, squares) = Tensor.moments(x + row * inner, inner)
          means[row] = mean
          result[row] = Float(isRoot ? (squares / divisor).squareRoot() : squares / divisor)
        }
      }
    }
    let shown = keepDims ? result.detached() : try result.reshaped(dropped)
    return shown.recorded(isRoot ? "std" : "var", from: x) {
      let values = x.detached()
      return { (gradient) throws(TensorError) in
        var share = try gradient.reshaped(kept) * Tensor.scalar(Float((isRoot ? 1 : 2) / divisor))
        if isRoot {
          let zero = try Tensor.scalar(Float(0))
          share = try Tensor.where_(result.equal(zero), zero, share / result)
        }
        return [try (values - means) * share]
      }
    }
  }
}
