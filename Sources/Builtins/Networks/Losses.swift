import Interpreter
import Tensors

extension BuiltinTable {
  static func losses() -> BuiltinGroup {
    BuiltinGroup("Probabilities and losses") {
      Builtin(
        "softmax", .tensor("x"), .dimension(default: -1),
        summary: "Exponentials along a dimension, divided by their sum.",
        example: "softmax(logits, dim = -1)", see: "log_softmax cross_entropy sigmoid"
      ) { x, dim in try x.softmax(dim) }
      Builtin(
        "log_softmax", .tensor("x"), .dimension(default: -1),
        summary: "The logarithm of softmax, computed without overflow.",
        example: "log_softmax(logits, dim = -1)", see: "softmax nll_loss logsumexp"
      ) { x, dim in try x.logSoftmax(dim) }
      Builtin(
        "cross_entropy",
        .tensor("input", "logits [N, classes]"),
        .tensor("target", "labels [N], or probabilities [N, classes]"),
        .optional(.tensor("weight", "[classes], how much each class counts")),
        .int("ignore_index", "a label whose rows are left out", default: -100), .reduction,
        .float32(
          "label_smoothing",
          """
          the share of the target that is spread over all classes, 0 to 1
          """, default: 0),
        summary: "The mean of −ln softmax(logits)[label] over a batch.",
        example: "cross_entropy(logits, labels)",
        see: "softmax nll_loss binary_cross_entropy_with_logits accuracy"
      ) { logits, target, weight, ignored, reduction, smoothing in
        try Tensor.crossEntropy(
          logits, target, weight: weight, ignored: ignored, smoothing, reduction)
      }
      Builtin(
        "mse_loss",
        .tensor("input", "the predictions, a tensor"),
        .tensor("target", "what they should be, of the same shape"), .reduction,
        summary: "The mean of the squared differences.", example: "mse_loss(prediction, target)",
        see: "l1_loss huber_loss MSELoss"
      ) { input, target, reduction in try input.squaredError(target, reduction) }
      Builtin(
        "nll_loss",
        .tensor("input", "log-probabilities [N, classes]"),
        .tensor("target", "labels [N]; rows with -100 are left out"), .reduction,
        summary: "The mean of −input[label] over a batch of log-probabilities.",
        example: "nll_loss(log_softmax(logits), labels)", see: "log_softmax cross_entropy"
      ) { input, target, reduction in
        try Tensor.negativeLogLikelihood(input, target, reduction: reduction)
      }
      Builtin(
        "binary_cross_entropy_with_logits",
        .tensor("input", "logits, of any shape"),
        .tensor("target", "0 or 1, or between, of the same shape"), .reduction,
        summary: "The cross-entropy of yes-or-no answers, from logits.",
        example: "binary_cross_entropy_with_logits(u, tensor([0.0, 1.0, 1.0]))",
        see: "binary_cross_entropy sigmoid BCEWithLogitsLoss"
      ) { input, target, reduction in try input.logitCrossEntropy(target, reduction) }
      Builtin(
        "one_hot",
        .tensor("labels", "whole numbers from 0, of any shape"),
        .int("num_classes", "how many classes there are"),
        summary: "Rows with a 1 at the label's position.", example: "one_hot(labels, 10).shape",
        see: "tensor.scatter_ embedding"
      ) { labels, classes in try labels.oneHot(classes) }
    }
  }
}

extension Reduction: ArgumentConvertible {
  package static var kind: String { "\"mean\", \"sum\" or \"none\"" }
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
  static var reduction: Self {
    Self("reduction", "how the losses of a batch are combined", default: .text("mean"))
  }
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
