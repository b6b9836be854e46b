import Interpreter
import Tensors

extension BuiltinTable {
  static func losses() -> BuiltinGroup {
    let reduction = BuiltinParameter.optional("reduction", .text("mean"))
    return BuiltinGroup(
      "Probabilities and losses",
      [
        Builtin(
          "softmax", [.required("x"), .optional("dim", .int(-1))],
          "Exponentials along a dimension, divided by their sum.",
          example: "softmax(logits, dim = -1)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).softmax(arguments.int(1))) },
        Builtin(
          "log_softmax", [.required("x"), .optional("dim", .int(-1))],
          "The logarithm of softmax, computed without overflow.",
          example: "log_softmax(logits, dim = -1)"
        ) { arguments, _ in .tensor(try arguments.tensor(0).logSoftmax(arguments.int(1))) },
        Builtin(
          "cross_entropy",
          [
            .required("input"), .required("target"), .optional("label_smoothing", .float(0)),
            reduction,
          ],
          "The mean of −ln softmax(logits)[label] over a batch.",
          details:
            "input: logits [N, classes], target: labels [N]; rows with the label −100 are left out.",
          example: "loss = cross_entropy(net(x), y)"
        ) { arguments, _ in
          .tensor(
            try Tensor.crossEntropy(
              arguments.tensor(0), arguments.tensor(1), smoothing: arguments.float32(2),
              reduction: arguments.reduction(3)))
        },
        Builtin(
          "mse_loss", [.required("input"), .required("target"), reduction],
          "The mean of the squared differences.", example: "mse_loss(prediction, target)"
        ) { arguments, _ in
          let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
          guard a.shape == b.shape else {
            throw Failure(
              "mse_loss: input of shape \(a.shape) does not fit a target of \(b.shape)",
              hint: "reshape one; broadcasting here is nearly always a mistake")
          }
          return .tensor(try arguments.reduction(2).apply((a - b).square()))
        },
        Builtin(
          "nll_loss", [.required("input"), .required("target"), reduction],
          "The mean of −input[label] over a batch of log-probabilities.",
          details:
            "input: log-probabilities [N, classes], target: labels [N]; rows with the label −100 "
            + "are left out.",
          example: "nll_loss(log_softmax(logits), y)"
        ) { arguments, _ in
          .tensor(
            try Tensor.negativeLogLikelihood(
              arguments.tensor(0), arguments.tensor(1), reduction: arguments.reduction(2)))
        },
        Builtin(
          "binary_cross_entropy_with_logits",
          [.required("input"), .required("target"), reduction],
          "The cross-entropy of yes-or-no answers, from logits.",
          example: "binary_cross_entropy_with_logits(logits, y)"
        ) { arguments, _ in
          let (x, y) = (try arguments.tensor(0), try arguments.tensor(1))
          guard x.shape == y.shape else {
            throw Failure(
              "binary_cross_entropy_with_logits: input of shape \(x.shape) does not fit a target "
                + "of \(y.shape)")
          }
          // (1 − y) x + ln(1 + e⁻ˣ), which holds at ∞, too.
          let left = try Tensor.scalar(1) - y.converted(to: .float32)
          return .tensor(
            try arguments.reduction(2).apply(left * x + x.negated().softplus()))
        },
        Builtin(
          "one_hot", [.required("labels"), .required("num_classes")],
          "Rows with a 1 at the label's place.", example: "one_hot(y, 10)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).oneHot(arguments.int(1)))
        },
      ])
  }
}

extension Arguments {
  /// `reduction = "mean"`, "sum" or "none".
  fileprivate func reduction(_ index: Int) throws(Failure) -> Reduction {
    let name = try string(index)
    guard let reduction = Reduction(rawValue: name) else {
      throw Failure(
        "reduction is \"mean\", \"sum\" or \"none\", not \(Value.quoted(name))",
        hint: builtin.signature)
    }
    return reduction
  }
}

extension Reduction {
  /// The losses as one number, or as they are.
  fileprivate func apply(_ losses: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .mean: try losses.mean()
    case .sum: try losses.sum()
    case .none: losses
    }
  }
}
