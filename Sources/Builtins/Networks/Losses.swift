import Interpreter
import Tensors

extension BuiltinTable {
  static func losses() -> BuiltinGroup {
    BuiltinGroup("Probabilities and losses") {
      Builtin(
        "softmax", .tensor("x"), .int("dim", default: -1),
        summary: "Exponentials along a dimension, divided by their sum.",
        example: "softmax(logits, dim = -1)"
      ) { x, dim in try x.softmax(dim) }
      Builtin(
        "log_softmax", .tensor("x"), .int("dim", default: -1),
        summary: "The logarithm of softmax, computed without overflow.",
        example: "log_softmax(logits, dim = -1)"
      ) { x, dim in try x.logSoftmax(dim) }
      Builtin(
        "cross_entropy", .tensor("input"), .tensor("target"), .optional(.tensor("weight")),
        .int("ignore_index", default: -100), .reduction, .float32("label_smoothing", default: 0),
        summary: "The mean of −ln softmax(logits)[label] over a batch.",
        details:
          "input: logits [N, classes], target: labels [N], or probabilities [N, classes]. weight: "
          + "[classes], how much each counts. Rows with the label ignore_index are left out.",
        example: "loss = cross_entropy(net(x), y)"
      ) { logits, target, weight, ignored, reduction, smoothing in
        try Tensor.crossEntropy(
          logits, target, weight: weight, ignored: ignored, smoothing, reduction)
      }
      Builtin(
        "mse_loss", .tensor("input"), .tensor("target"), .reduction,
        summary: "The mean of the squared differences.", example: "mse_loss(prediction, target)"
      ) { input, target, reduction in try input.squaredError(target, reduction) }
      Builtin(
        "nll_loss", .tensor("input"), .tensor("target"), .reduction,
        summary: "The mean of −input[label] over a batch of log-probabilities.",
        details:
          "input: log-probabilities [N, classes], target: labels [N]; rows with the label −100 "
          + "are left out.",
        example: "nll_loss(log_softmax(logits), y)"
      ) { input, target, reduction in
        try Tensor.negativeLogLikelihood(input, target, reduction: reduction)
      }
      Builtin(
        "binary_cross_entropy_with_logits", .tensor("input"), .tensor("target"), .reduction,
        summary: "The cross-entropy of yes-or-no answers, from logits.",
        example: "binary_cross_entropy_with_logits(logits, y)"
      ) { input, target, reduction in try input.logitCrossEntropy(target, reduction) }
      Builtin(
        "one_hot", .tensor("labels"), .int("num_classes"),
        summary: "Rows with a 1 at the label's position.", example: "one_hot(y, 10)"
      ) { labels, classes in try labels.oneHot(classes) }
    }
  }
}

extension Reduction: ArgumentConvertible {
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> Reduction {
    let name = try argument.string()
    guard let reduction = Reduction(rawValue: name) else {
      throw Failure(
        "reduction must be \"mean\", \"sum\" or \"none\", not \(Value.quoted(name))",
        hint: argument.call.builtin.signature)
    }
    return reduction
  }
}

extension TypedParameter where T == Reduction {
  /// How the losses of a batch are combined.
  static var reduction: Self { Self("reduction", default: .text("mean")) }
}

extension Reduction {
  /// The losses as one number, or as they are.
  func apply(_ losses: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .mean: try losses.mean()
    case .sum: try losses.sum()
    case .none: losses
    }
  }
}
