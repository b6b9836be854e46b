import Interpreter
import Tensors

extension BuiltinTable {
  static func moreLosses() -> BuiltinGroup {
    BuiltinGroup("Further losses") {
      Builtin(
        "l1_loss",
        .tensor("input", "the predictions, a tensor"),
        .tensor("target", "what they should be, of the same shape"), .reduction,
        summary: "The mean of the absolute differences.", example: "l1_loss(prediction, target)",
        see: "mse_loss smooth_l1_loss"
      ) { input, target, reduction in
        try reduction.apply(input.difference(from: target, "l1_loss").abs())
      }
      Builtin(
        "smooth_l1_loss",
        .tensor("input", "the predictions, a tensor"),
        .tensor("target", "what they should be, of the same shape"), .reduction,
        .float32("beta", "the difference from which the loss grows in a straight line", default: 1),
        summary: "The squared difference below beta, the absolute one above.",
        example: "smooth_l1_loss(prediction, target)", see: "huber_loss l1_loss"
      ) { input, target, reduction, beta in
        guard beta >= 0 else { throw Failure("smooth_l1_loss: beta must be at least 0") }
        let gap = try input.difference(from: target, "smooth_l1_loss")
        if beta == 0 { return try reduction.apply(gap.abs()) }
        return try reduction.apply(gap.huber(beta) / Tensor.scalar(beta))
      }
      Builtin(
        "huber_loss",
        .tensor("input", "the predictions, a tensor"),
        .tensor("target", "what they should be, of the same shape"), .reduction,
        .float32(
          "delta", "the difference from which the loss grows in a straight line", default: 1),
        summary: "Half the squared difference below delta, a straight line above.",
        example: "huber_loss(prediction, target)", see: "smooth_l1_loss mse_loss"
      ) { input, target, reduction, delta in
        guard delta > 0 else { throw Failure("huber_loss: delta must be above 0") }
        return try reduction.apply(input.difference(from: target, "huber_loss").huber(delta))
      }
      Builtin(
        "binary_cross_entropy",
        .tensor("input", "probabilities, 0 to 1, of any shape"),
        .tensor("target", "0 or 1, or between, of the same shape"), .reduction,
        summary: "The cross-entropy of yes-or-no answers, from probabilities.",
        example: "binary_cross_entropy(sigmoid(u), tensor([0.0, 1.0, 1.0]))",
        see: "binary_cross_entropy_with_logits BCELoss"
      ) { p, target, reduction in try p.binaryCrossEntropy(target, reduction) }
      Builtin(
        "kl_div",
        .tensor("input", "log-probabilities"),
        .tensor("target", "probabilities, of the same shape"),
        .choice(
          "reduction",
          """
          how the elements are combined; "batchmean" is the divergence: the sum \
          divided by the number of rows
          """, default: DivergenceReduction.mean),
        .bool("log_target", "whether the target is logarithms, too", default: false),
        summary: "target (ln target − input): how far log-probabilities are from probabilities.",
        example: "kl_div(log_softmax(a), softmax(b), reduction = \"batchmean\")",
        see: "cross_entropy log_softmax"
      ) { input, target, reduction, isLogarithm in
        let losses = try input.divergence(from: target, isLogarithm: isLogarithm)
        switch reduction {
        case .none: return losses
        case .sum: return try losses.sum()
        case .mean: return try losses.mean()
        case .batchmean: return try losses.sum() / Tensor.scalar(Float(input.shape.first ?? 1))
        }
      }
    }
  }
}

/// How a divergence's elements are combined.
private enum DivergenceReduction: String, ArgumentChoice {
  case none, mean, batchmean, sum
}

extension Tensor {
  /// The difference of tensors of the same shape.
  fileprivate func difference(from target: Tensor, _ name: String) throws -> Tensor {
    guard shape == target.shape else {
      throw Failure(
        "\(name): input of shape \(shape) does not fit a target of \(target.shape)",
        hint: "reshape one of them; broadcasting here is nearly always a mistake")
    }
    return try self - target
  }

  /// x²/2 where |x| < δ, δ (|x| − δ/2) elsewhere.
  fileprivate func huber(_ delta: Float) throws -> Tensor {
    let (size, half) = (try abs(), try Tensor.scalar(Float(0.5)))
    let line = try Tensor.scalar(delta) * (size - Tensor.scalar(delta / 2))
    return try Tensor.where_(size.less(Tensor.scalar(delta)), square() * half, line)
  }

  /// −y ln p − (1 − y) ln(1 − p), the logarithms at least −100.
  func binaryCrossEntropy(_ target: Tensor, _ reduction: Reduction) throws -> Tensor {
    guard shape == target.shape else {
      throw Failure(
        "binary_cross_entropy: input of shape \(shape) does not fit a target of \(target.shape)")
    }
    guard try numbers().allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw Failure(
        "binary_cross_entropy: the input must be probabilities, from 0 to 1",
        hint: "binary_cross_entropy_with_logits takes logits")
    }
    let (one, y) = (try Tensor.scalar(Float(1)), try target.converted(to: .float32))
    let yes = try y * log().clamped(min: -100, max: nil)
    let no = try (one - y) * (one - self).log().clamped(min: -100, max: nil)
    return try reduction.apply((yes + no).negated())
  }

  fileprivate func divergence(from target: Tensor, isLogarithm: Bool) throws -> Tensor {
    if isLogarithm { return try target.exp() * (target - self) }
    // 0 ln 0 is 0.
    let zero = try Tensor.scalar(Float(0))
    let isPositive = try target.greater(zero)
    let one = try Tensor.scalar(Float(1))
    let entropy = try target * Tensor.where_(isPositive, target, one).log()
    return try entropy - target * self
  }
}
