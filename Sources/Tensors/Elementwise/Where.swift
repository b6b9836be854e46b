import Kernels

extension Tensor {
  /// `a` where `condition` is true, else `b`, element by element; all three broadcast.
  package static func where_(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    guard condition.dtype == .bool else {
      throw TensorError(
        "where: the condition must be a bool tensor, not \(condition.dtype)",
        hint: "compare first, as in x > 0")
    }
    let (a, b) = try promoted(a, b)
    let shape = try a.shape.broadcast(with: b.shape, for: "where")
      .broadcast(with: condition.shape, for: "where")
    let result = try Tensor(uninitialized: shape, a.dtype)
    let loop = StridedLoop(
      shape: shape, condition.broadcastStrides(shape), a.broadcastStrides(shape),
      b.broadcastStrides(shape))
    switch a.dtype {
    case .float32:
      try withPointers(condition.bytes, a.floats, b.floats, result.floats) {
        (c, p, q, out) throws(TensorError) in
        try loop.forEachBlock { block in
          lab_where(
            block.rows, block.columns,
            c + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
            p + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
            q + block.offsets.2, block.rowStrides.2, block.columnStrides.2,
            out + block.position, block.columns)
        }
      }
    case .int64: try choose(loop, condition.bools, a.ints, b.ints, into: result.ints)
    case .bool: try choose(loop, condition.bools, a.bools, b.bools, into: result.bools)
    }
    return result.recorded("where", from: a, b) {
      let (left, right) = (a.shape, b.shape)
      return { (gradient) throws(TensorError) in
        let zero = try Tensor.scalar(Float(0))
        return [
          try where_(condition, gradient, zero).summed(to: left),
          try where_(condition, zero, gradient).summed(to: right),
        ]
      }
    }
  }

  private static func choose<T>(
    _ loop: StridedLoop, _ condition: Elements<Bool>, _ a: Elements<T>, _ b: Elements<T>,
    into result: Elements<T>
  ) throws(TensorError) {
    try withPointers(condition, a, b, result) { (condition, a, b, result) throws(TensorError) in
      try loop.forEachBlockOfRuns { run in
        for column in 0..<run.columns {
          result[run.position &+ column] =
            condition[run.offsets.0 &+ column &* run.columnStrides.0]
            ? a[run.offsets.1 &+ column &* run.columnStrides.1]
            : b[run.offsets.2 &+ column &* run.columnStrides.2]
        }
      }
    }
  }
}
