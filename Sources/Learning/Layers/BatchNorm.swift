import Tensors

/// (x − mean) / √(variance + ε) · weight + bias for each channel (Ioffe & Szegedy, 2015).
///
/// In training, mean and variance are the batch's, and running averages of them are kept; in
/// evaluation they are these averages. As in PyTorch, the running variance is the unbiased one.
package final class BatchNorm: Module, TrainingMode {
  /// Whether the batch's statistics are used, and the running ones updated.
  package var isTraining = true
  /// [channels], initially ones; always, without `affine`.
  package let weight: Tensor
  /// [channels], initially zeros; always, without `affine`.
  package let bias: Tensor
  /// [channels], initially zeros.
  let runningMean: Tensor
  /// [channels], initially ones.
  let runningVariance: Tensor
  private let ranks: ClosedRange<Int>
  private let epsilon: Float
  private let momentum: Float

  /// For `channels` channels in dimension 1 of tensors whose rank is one of `ranks`.
  ///
  /// `momentum` is the weight of the newest batch in the running averages; with `affine`, scale and
  /// shift are learned. Throws unless there is a
  /// channel.
  package init(
    _ channels: Int, ranks: ClosedRange<Int>, epsilon: Float = 1e-5, momentum: Float = 0.1,
    affine: Bool = true
  ) throws(TensorError) {
    guard channels > 0 else {
      throw TensorError("BatchNorm needs at least one channel, not \(channels)")
    }
    self.ranks = ranks
    self.epsilon = epsilon
    self.momentum = momentum
    let (ones, zeros) = (try Tensor.ones([channels]), try Tensor.zeros([channels]))
    weight = affine ? try ones.asParameter() : ones
    bias = affine ? try zeros.asParameter() : zeros
    runningMean = try Tensor.zeros([channels])
    runningVariance = try Tensor.ones([channels])
  }

  /// `weight` and `bias` if they are learned, then the buffers `running_mean` and `running_var`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    let learned = weight.isParameter ? [("weight", weight, false), ("bias", bias, false)] : []
    return learned + [("running_mean", runningMean, true), ("running_var", runningVariance, true)]
  }

  /// x [batch, channels, ...] → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    let channels = weight.count
    guard ranks.contains(x.rank), x.shape[1] == channels else {
      throw TensorError(
        "BatchNorm of \(channels) channels takes [batch, \(channels)\(ranks.upperBound > 2 ? ", ..." : "")], not \(x.shape)"
      )
    }
    guard isTraining else {
      return try x.batchNorm(
        (runningMean, runningVariance), weight: weight, bias: bias, epsilon: epsilon
      ).result
    }
    let count = x.count / channels
    guard count > 1 else {
      throw TensorError(
        "BatchNorm in training needs more than one value per channel, not \(x.shape)")
    }
    let (result, batch) = try x.batchNorm(weight: weight, bias: bias, epsilon: epsilon)
    try average(runningMean, batch.mean, 1)
    try average(runningVariance, batch.variance, Float(count) / Float(count - 1))
    return result
  }

  /// Moves a running average towards `factor` times the newest value.
  private func average(_ running: Tensor, _ newest: Tensor, _ factor: Float) throws(TensorError) {
    let (values, count) = (newest.floats, newest.count)
    try running.update { average in
      for index in 0..<count {
        average[index] += momentum * (values[index] * factor - average[index])
      }
    }
  }
}
