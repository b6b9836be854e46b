import Kernels

extension Tensor {
  /// −ln softmax(logits)[target] of each row in one pass; logits [N, C], targets [N] int64.
  ///
  /// Targets of −100 are ignored and do not count in the mean, as PyTorch's `ignore_index`.
  package static func crossEntropy(
    _ logits: Tensor, _ targets: Tensor, smoothing: Float = 0, reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor {
    guard smoothing >= 0, smoothing <= 1 else {
      throw TensorError("cross_entropy: label smoothing \(smoothing) is not between 0 and 1")
    }
    let (labels, counted) = try classes(targets, ofRows: logits, "logits", for: "cross_entropy")
    let (rows, columns) = (logits.shape[0], logits.shape[1])
    let input = try logits.converted(to: .float32).packed()
    let losses = try Tensor(uninitialized: [rows])
    let logSums = try Tensor(uninitialized: [rows])
    let grain = max(1, 16_384 / max(columns, 1))
    try withPointers(input.floats, labels.int64s, losses.floats, logSums.floats) {
      (x, t, out, sums) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: rows, grain: grain) { range in
        let start = range.lowerBound
        lab_cross_entropy(
          range.count, columns, x + start * columns, t + start, smoothing, out + start, sums + start
        )
      }
    }
    let divisor = reduction == .mean ? Float(counted) : 1
    let result: Tensor
    if reduction == .none {
      result = losses
    } else {
      let total = withPointers(losses.floats) { lab_sum(rows, $0) }
      result = try Tensor.scalar(Float(total / Double(divisor)))
    }
    return result.recorded("cross_entropy", from: logits) {
      { (gradient) throws(TensorError) in
        let dx = try Tensor(uninitialized: input.shape)
        let slopes = try gradient.packed().floats
        try withPointers(input.floats, labels.int64s, logSums.floats, dx.floats) {
          (x, t, sums, d) throws(TensorError) in
          if reduction == .none {
            for row in 0..<rows {
              lab_cross_entropy_gradient(
                1, columns, x + row * columns, t + row, smoothing, sums + row, slopes[row],
                d + row * columns, false)
            }
          } else {
            let scale = slopes[0] / divisor
            try WorkerPool.shared.runAsking(over: rows, grain: grain) { range in
              let start = range.lowerBound
              lab_cross_entropy_gradient(
                range.count, columns, x + start * columns, t + start, smoothing, sums + start,
                scale, d + start * columns, false)
            }
          }
        }
        return [dx]
      }
    }
  }
}
