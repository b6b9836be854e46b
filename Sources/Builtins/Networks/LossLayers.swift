import Interpreter
import Tensors

/// A loss as an object: `loss = CrossEntropyLoss(); loss(net(x), y)`.
final class LossObject: NativeObject {
  private let name: String
  private let compute: (Tensor, Tensor) throws -> Tensor

  init(_ name: String, _ compute: @escaping (Tensor, Tensor) throws -> Tensor) {
    self.name = name
    self.compute = compute
  }

  override var typeName: String { "loss" }
  override var isMadeByCall: Bool { true }
  override var description: String { "\(name)()" }

  override func call(_ arguments: [Value], _ interpreter: Interpreter) throws -> Value {
    guard arguments.count == 2, case .tensor(let input) = arguments[0],
      case .tensor(let target) = arguments[1]
    else { throw Failure("\(name) takes two tensors: the net's output and the target") }
    return .tensor(try compute(input, target))
  }
}

extension BuiltinTable {
  static func lossLayers() -> BuiltinGroup {
    func simple(
      _ name: String, _ function: String,
      _ compute: @escaping (Tensor, Tensor, Reduction) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name, .reduction, summary: "\(function) as an object, called with input and target.",
        example: "criterion = \(name)()", see: function
      ) { reduction in LossObject(name) { try compute($0, $1, reduction) } }
    }
    return BuiltinGroup("Losses as objects") {
      Builtin(
        "CrossEntropyLoss",
        .optional(.tensor("weight", "[classes], how much each class counts")),
        .int("ignore_index", "a label whose rows are left out", default: -100),
        .reduction,
        .float32(
          "label_smoothing",
          """
          the share of the target that is spread over all classes, 0 to 1
          """, default: 0),
        summary: "cross_entropy as an object, called with input and target.",
        example: "criterion = CrossEntropyLoss()\ncriterion(logits, labels)", see: "cross_entropy"
      ) { weight, ignored, reduction, smoothing in
        LossObject("CrossEntropyLoss") { input, target in
          try Tensor.crossEntropy(
            input, target, weight: weight, ignored: ignored, smoothing, reduction)
        }
      }
      simple("MSELoss", "mse_loss") { input, target, reduction in
        try input.squaredError(target, reduction)
      }
      simple("BCEWithLogitsLoss", "binary_cross_entropy_with_logits") { input, target, reduction in
        try input.logitCrossEntropy(target, reduction)
      }
      simple("BCELoss", "binary_cross_entropy") { input, target, reduction in
        try input.binaryCrossEntropy(target, reduction)
      }
      simple("NLLLoss", "nll_loss") { input, target, reduction in
        try Tensor.negativeLogLikelihood(input, target, reduction: reduction)
      }
    }
  }
}
