import Kernels

extension Tensor {
  /// What `batchNorm` normalises by: mean and biased variance of each channel, [channels].
  package typealias ChannelStatistics = (mean: Tensor, variance: Tensor)

  /// Mean and biased variance of each channel of x [batch, channels, ...].
  func channelStatistics() throws(TensorError) -> ChannelStatistics {
    try requireChannels("batch_norm")
    let input = try converted(to: .float32).packed()
    let (images, channels) = (shape[0], shape[1])
    let positions = images * channels == 0 ? 0 : count / (images * channels)
    let mean = try Tensor(uninitialized: [channels])
    let variance = try Tensor(uninitialized: [channels])
    let grain = Tensor.channelGrain(images * positions)
    try withPointers(input.floats, mean.floats, variance.floats) { (x, m, v) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: channels, grain: grain) { range in
        lab_batch_norm_statistics(
          images, channels, positions, range.lowerBound, range.upperBound, x, m, v)
      }
    }
    return (mean, variance)
  }

  /// (x − mean) / √(variance + ε) · weight + bias for each channel of x [batch, channels, ...].
  ///
  /// Weight and bias are [channels] (Ioffe & Szegedy, 2015). Without `statistics` it uses the
  /// batch's own, through which the gradient flows too; given ones are constants. Returns the
  /// result and the statistics used.
  package func batchNorm(
    _ statistics: ChannelStatistics? = nil, weight: Tensor, bias: Tensor, epsilon: Float = 1e-5
  ) throws(TensorError) -> (result: Tensor, statistics: ChannelStatistics) {
    try requireChannels("batch_norm")
    let (images, channels) = (shape[0], shape[1])
    let known = [weight, bias] + (statistics.map { [$0.mean, $0.variance] } ?? [])
    for tensor in known where tensor.shape != [channels] {
      throw TensorError(
        "batch_norm: a parameter of shape \(tensor.shape) does not fit an input of \(shape)",
        hint: "it needs one number for each of the \(channels) channels")
    }
    let isTraining = statistics == nil
    let positions = images * channels == 0 ? 0 : count / (images * channels)
    let input = try converted(to: .float32).packed()
    let used: ChannelStatistics
    if let statistics { used = statistics } else { used = try input.channelStatistics() }
    let gamma = try weight.converted(to: .float32).packed()
    let beta = try bias.converted(to: .float32).packed()
    let mean = try used.mean.packed()
    let rstd = try (used.variance.detached() + Tensor.scalar(epsilon)).rsqrt()
    let result = try Tensor(uninitialized: shape)
    let grain = max(1, 32_768 / max(channels * positions, 1))
    try withPointers(
      input.floats, mean.floats, rstd.floats, gamma.floats, beta.floats, result.floats
    ) { (x, m, r, g, b, y) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: images, grain: grain) { range in
        lab_batch_norm(
          channels, positions, range.lowerBound, range.upperBound, x, m, r, g, b, y)
      }
    }
    let recorded = result.recorded("batch_norm", from: self, weight, bias) {
      let wantsInput = requiresGradient
      return { (gradient) throws(TensorError) in
        let slope = try gradient.packed()
        let dgamma = try Tensor(uninitialized: [channels])
        let dbeta = try Tensor(uninitialized: [channels])
        try withPointers(
          input.floats, slope.floats, mean.floats, rstd.floats, dgamma.floats, dbeta.floats
        ) { (x, d, m, r, toGamma, toBeta) throws(TensorError) in
          try WorkerPool.shared.runAsking(
            over: channels, grain: Tensor.channelGrain(images * positions)
          ) {
            lab_batch_norm_gradient_sums(
              images, channels, positions, $0.lowerBound, $0.upperBound, x, d, m, r, toGamma, toBeta
            )
          }
        }
        guard wantsInput else { return [nil, dgamma, dbeta] }
        let dx = try Tensor(uninitialized: input.shape)
        try withPointers(
          input.floats, slope.floats, mean.floats, rstd.floats, gamma.floats, dgamma.floats,
          dbeta.floats, dx.floats
        ) { (x, d, m, r, g, toGamma, toBeta, out) throws(TensorError) in
          try WorkerPool.shared.runAsking(over: images, grain: grain) { range in
            lab_batch_norm_gradient(
              channels, positions, range.lowerBound, range.upperBound, images * positions,
              isTraining,
              x, d, m, r, g, toGamma, toBeta, out, false)
          }
        }
        return [dx, dgamma, dbeta]
      }
    }
    return (recorded, used)
  }

  private func requireChannels(_ name: String) throws(TensorError) {
    guard rank >= 2 else {
      throw TensorError("\(name): the input must be [batch, channels, ...], not \(shape)")
    }
  }

  /// Channels per piece of work, in whole cache lines.
  private static func channelGrain(_ values: Int) -> Int {
    max(16, (16_384 / max(values, 1) + 15) / 16 * 16)
  }
}
