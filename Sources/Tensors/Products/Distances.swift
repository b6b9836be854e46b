import Kernels

extension Tensor {
  /// The distance between every row of `a` [..., n, d] and every row of `b` [..., m, d]: [..., n, m].
  ///
  /// Where two rows are the same, the gradient is 0, as in PyTorch. Differences are squared one by
  /// one: by products, as PyTorch does it, equal rows come out a hundredth apart.
  package static func distances(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.rank >= 2, b.rank >= 2, a.shape[a.rank - 1] == b.shape[b.rank - 1] else {
      throw TensorError(
        "cdist: shapes \(a.shape) and \(b.shape) do not fit together",
        hint: "both are stacks of rows, and these have one length")
    }
    let (x, y) = (try a.converted(to: .float32), try b.converted(to: .float32))
    let batch = try Shape(a.shape.dropLast(2)).broadcast(
      with: try Shape(b.shape.dropLast(2)), for: "cdist")
    let (n, m, depth) = (a.shape[a.rank - 2], b.shape[b.rank - 2], a.shape[a.rank - 1])
    func stack(_ rows: Int, _ columns: Int) throws(TensorError) -> Shape {
      try Shape(Array(batch) + [rows, columns])
    }
    let left = try x.detached().broadcast(to: stack(n, depth)).packed()
    let right = try y.detached().broadcast(to: stack(m, depth)).transposed(-2, -1).packed()
    let result = try Tensor(uninitialized: stack(n, m))
    let grain = max(12, 1_000_000 / max(1, m * depth) / 12 * 12)
    for number in 0..<(try batch.elementCount()) {
      try withPointers(left.floats, right.floats, result.floats) {
        (p, q, out) throws(TensorError) in
        let (p, q, out) = (p + number * n * depth, q + number * depth * m, out + number * n * m)
        try WorkerPool.shared.runAsking(over: n, grain: grain) {
          let first = $0.lowerBound
          lab_distances($0.count, m, depth, p + first * depth, depth, q, m, out + first * m, m)
        }
      }
    }
    return result.recorded("cdist", from: x, y) {
      let (x, y, distances) = (x.detached(), y.detached(), result.detached())
      return { (gradient) throws(TensorError) in
        // Σⱼ wᵢⱼ (aᵢ − bⱼ) with w = gradient ÷ distance, and for b the same with its sign turned.
        let zero = try Tensor.scalar(Float(0))
        let weights = try where_(distances.equal(zero), zero, gradient / distances)
        let turned = try weights.transposed(-2, -1)
        let toX = try weights.sum([-1], keepDims: true) * x - matmul(weights, y)
        let toY = try turned.sum([-1], keepDims: true) * y - matmul(turned, x)
        return [try toX.summed(to: x.shape), try toY.summed(to: y.shape)]
      }
    }
  }
}
