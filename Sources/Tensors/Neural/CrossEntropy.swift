import Kernels

/// How the losses of a batch become one number.
public enum Reduction: String, Sendable {
  /// Their mean: PyTorch's default.
  case mean
  /// Their sum.
  case sum
  /// One for each example.
  case none
}

extension Tensor {
  /// The target of rows that have no class.
  private static let ignoredTarget = -100

  /// −ln softmax(logits)[target] of each row in one pass; logits [N, C], targets [N] int64.
  ///
  /// Targets of −100 are ignored and do not count in the mean, as PyTorch's `ignore_index`.
  public static func crossEntropy(
    _ logits: Tensor, _ targets: Tensor, smoothing: Float = 0, reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor {
    guard logits.rank == 2, targets.rank == 1, logits.shape[0] == targets.shape[0] else {
      throw TensorError(
        "cross_entropy: logits of shape \(logits.shape) do not fit targets of \(targets.shape)",
        hint: "logits are [N, classes] and targets [N]")
    }
    guard targets.dtype == .int64 else {
      throw TensorError(
        "cross_entropy: the targets are \(targets.dtype), not class numbers",
        hint: "give one int64 class for each row")
    }
    guard smoothing >= 0, smoothing <= 1 else {
      throw TensorError("cross_entropy: label smoothing \(smoothing) is not between 0 and 1")
    }
    let (rows, columns) = (logits.shape[0], logits.shape[1])
    let labels = try targets.packed()
    var counted = rows
    for row in 0..<rows where !(0..<columns).contains(labels.ints[row]) {
      guard labels.ints[row] == ignoredTarget else {
        throw TensorError(
          "cross_entropy: class \(labels.ints[row]) at row \(row) is not one of \(columns)",
          hint: "classes go from 0 to \(columns - 1); \(ignoredTarget) leaves a row out")
      }
      counted -= 1
    }
    let input = try logits.converted(to: .float32).packed()
    let losses = try Tensor(uninitialized: [rows])
    let logSums = try Tensor(uninitialized: [rows])
    let (x, t) = (input.floats, labels.int64s)
    let (out, sums) = (losses.floats, logSums.floats)
    let grain = max(1, 16_384 / max(columns, 1))
    WorkerPool.shared.run(over: rows, grain: grain) { range in
      let start = range.lowerBound
      lab_cross_entropy(
        range.count, columns, x + start * columns, t + start, smoothing, out + start, sums + start)
    }
    let divisor = reduction == .mean ? Float(counted) : 1
    let result: Tensor
    if reduction == .none {
      result = losses
    } else {
      result = try Tensor.scalar(Float(lab_sum(rows, out) / Double(divisor)))
    }
    return result.recorded("cross_entropy", from: logits) {
      { (gradient) throws(TensorError) in
        let dx = try Tensor(uninitialized: input.shape)
        let (x, t, sums, d) = (input.floats, labels.int64s, logSums.floats, dx.floats)
        if reduction == .none {
          let each = try gradient.packed().floats
          for row in 0..<rows {
            lab_cross_entropy_gradient(
              1, columns, x + row * columns, t + row, smoothing, sums + row, each[row],
              d + row * columns, false)
          }
        } else {
          let scale = gradient.floats.pointee / divisor
          WorkerPool.shared.run(over: rows, grain: grain) { range in
            let start = range.lowerBound
            lab_cross_entropy_gradient(
              range.count, columns, x + start * columns, t + start, smoothing, sums + start, scale,
              d + start * columns, false)
          }
        }
        return [dx]
      }
    }
  }
}
