import Kernels

extension Tensor {
  /// eˣ / Σ eˣ along `dim`.
  package func softmax(_ dim: Int) throws(TensorError) -> Tensor {
    try normalized(dim, "softmax", lab_softmax, lab_softmax_gradient, mayWait: true)
  }

  /// ln of `softmax`, without overflow or cancellation.
  package func logSoftmax(_ dim: Int) throws(TensorError) -> Tensor {
    try normalized(dim, "log_softmax", lab_log_softmax, lab_log_softmax_gradient)
  }

  private typealias Forward = (Int, Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  private typealias Gradient = (
    Int, Int, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Bool
  ) -> Void

  /// A function of each row along `dim` whose gradient follows from its result.
  ///
  /// Applied to scores that nobody has read, it is deferred too, if possible.
  private func normalized(
    _ dim: Int, _ name: String, _ forward: @escaping Forward, _ slope: @escaping Gradient,
    mayWait: Bool = false
  ) throws(TensorError) -> Tensor {
    if rank == 0 { return try reshaped([1]).normalized(0, name, forward, slope).reshaped([]) }
    let position = try shape.dimension(dim)
    if position != rank - 1 {
      return try transposed(position, -1).normalized(-1, name, forward, slope)
        .transposed(position, -1)
    }
    let columns = shape[position]
    let rows = columns == 0 ? 0 : count / columns
    let grain = max(1, 16_384 / max(columns, 1))
    func run(
      _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) throws(TensorError) {
      try WorkerPool.shared.runAsking(over: rows, grain: grain) { range in
        let start = range.lowerBound * columns
        forward(range.count, columns, x + start, y + start)
      }
    }
    let result: Tensor
    if mayWait, let weights = try weights({ try? run($0, $1) }) {
      result = weights
    } else {
      let input = try converted(to: .float32).packed()
      result = try Tensor(uninitialized: shape)
      try withPointers(input.floats, result.floats) { (x, y) throws(TensorError) in try run(x, y) }
    }
    return result.recorded(name, from: self) {
      let saved = result.detached()
      return { (gradient) throws(TensorError) in
        let dy = try gradient.packed()
        let dx = try Tensor(uninitialized: saved.shape)
        try withPointers(saved.floats, dy.floats, dx.floats) { (y, d, out) throws(TensorError) in
          try WorkerPool.shared.runAsking(over: rows, grain: grain) { range in
            let start = range.lowerBound * columns
            slope(range.count, columns, y + start, d + start, out + start, false)
          }
        }
        return [dx]
      }
    }
  }
}
