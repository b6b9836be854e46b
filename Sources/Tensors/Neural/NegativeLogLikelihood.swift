extension Tensor {
  /// −logProbabilities[target] of each row; log-probabilities [N, C], targets [N] int64.
  ///
  /// Targets of −100 are ignored and do not count in the mean, as PyTorch's `ignore_index`.
  package static func negativeLogLikelihood(
    _ logProbabilities: Tensor, _ targets: Tensor, reduction: Reduction = .mean
  ) throws(TensorError) -> Tensor {
    let (labels, counted) = try classes(
      targets, ofRows: logProbabilities, "log-probabilities", for: "nll_loss")
    let zero = try Tensor.scalar(Float(0))
    let places = try labels.clamped(min: 0, max: nil).unsqueezed(1)
    let chosen = try logProbabilities.gathered(1, places).squeezed(1)
    // Selected, not multiplied away: a row without a class may contain infinities.
    let losses = try where_(labels.greaterOrEqual(zero), chosen.negated(), zero)
    return switch reduction {
    case .mean: try losses.sum() / Tensor.scalar(Float(counted))
    case .sum: try losses.sum()
    case .none: losses
    }
  }
}
