import Interpreter
import Tensors

extension Tensor {
  /// Cross-entropy with everything that PyTorch's takes.
  ///
  /// That is weights for the classes, a label to ignore, and targets that are probabilities.
  static func crossEntropy(
    _ logits: Tensor, _ target: Tensor, weight: Tensor?, ignored: Int, _ smoothing: Float,
    _ reduction: Reduction
  ) throws -> Tensor {
    let isSoft = target.dtype == .float32 && target.shape == logits.shape
    if weight == nil, !isSoft, ignored == -100 {
      return try crossEntropy(logits, target, smoothing: smoothing, reduction: reduction)
    }
    guard logits.rank == 2 else {
      throw Failure(
        "cross_entropy: a target of shape \(target.shape) does not fit logits of \(logits.shape)",
        hint: "logits are [N, classes], targets [N] labels or [N, classes] probabilities")
    }
    let (rows, classes) = (logits.shape[0], logits.shape[1])
    let weights = try weight?.converted(to: .float32) ?? Tensor.ones([classes])
    guard weights.shape == [classes] else {
      throw Failure("cross_entropy: weights of shape \(weights.shape) are not [\(classes)]")
    }
    var shares: Tensor
    var counts = try Tensor.scalar(Float(rows))
    if isSoft {
      shares = target
    } else {
      let one = try hot(target, rows, classes, except: ignored)
      shares = one
      counts = try (one * weights).sum()
    }
    if smoothing > 0 {
      // An ignored row stays empty.
      var even = try Tensor.scalar(smoothing / Float(classes))
      if !isSoft { even = try even * shares.sum([1], keepDims: true) }
      shares = try shares * Tensor.scalar(1 - smoothing) + even
    }
    let losses = try (shares * weights * logits.logSoftmax(1)).sum([1]).negated()
    switch reduction {
    case .none: return losses
    case .sum: return try losses.sum()
    case .mean: return try losses.sum() / counts
    }
  }

  /// Rows with a 1 at the label's position; empty if the label is `ignored`.
  private static func hot(
    _ labels: Tensor, _ rows: Int, _ classes: Int, except ignored: Int
  ) throws -> Tensor {
    guard labels.dtype == .int64, labels.shape == [rows] else {
      throw Failure(
        "cross_entropy: labels of type \(labels.dtype) and shape \(labels.shape) do not fit "
          + "\(rows) rows of logits", hint: "labels are whole numbers, [N]")
    }
    for label in try labels.elements(Int.self) where label != ignored {
      guard (0..<classes).contains(label) else {
        throw Failure(
          "cross_entropy: label \(label) is out of range for \(classes) classes")
      }
    }
    let matches = try labels.unsqueezed(1).equal(Tensor.arange(0, classes))
    let counted = try labels.notEqual(Tensor.scalar(ignored)).unsqueezed(1)
    return try matches.and(counted).converted(to: .float32)
  }

  /// The squared differences.
  func squaredError(_ target: Tensor, _ reduction: Reduction) throws -> Tensor {
    guard shape == target.shape else {
      throw Failure(
        "mse_loss: input of shape \(shape) does not fit a target of \(target.shape)",
        hint: "reshape one of them; broadcasting here is nearly always a mistake")
    }
    return try reduction.apply((self - target).square())
  }

  /// (1 − y) x + ln(1 + e⁻ˣ), which also holds at ∞.
  func logitCrossEntropy(_ target: Tensor, _ reduction: Reduction) throws -> Tensor {
    guard shape == target.shape else {
      throw Failure(
        "binary_cross_entropy_with_logits: input of shape \(shape) does not fit a target "
          + "of \(target.shape)")
    }
    let left = try Tensor.scalar(1) - target.converted(to: .float32)
    return try reduction.apply(left * self + negated().softplus())
  }
}
