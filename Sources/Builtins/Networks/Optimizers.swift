import Interpreter
import Learning
import Tensors

/// An optimizer in a script.
final class OptimizerObject: NativeObject {
  let optimizer: any Optimizer
  private let name: String

  init(_ optimizer: any Optimizer, _ name: String) {
    self.optimizer = optimizer
    self.name = name
  }

  override var typeName: String { "optimizer" }
  override var description: String {
    let count = optimizer.parameters.reduce(0) { $0 + $1.count }
    return "\(name)(\(count) parameters, lr = \(Value.float(optimizer.rate).representation))"
  }
  override var contents: [Value] { optimizer.parameters.map { .tensor($0) } }
  override var isMadeByCall: Bool { true }
  override func memory() throws -> Value? { try optimizer.memory().value }

  override func restore(_ memory: Value) throws {
    guard let memory = OptimizerMemory(memory) else {
      throw Failure("what was kept is not of an optimizer")
    }
    try optimizer.restore(memory)
  }

  /// Changes the learning rate of all groups.
  fileprivate func setRate(_ value: Value, _ rate: Double) throws(Failure) {
    guard rate >= 0, rate.isFinite else {
      throw Failure("a learning rate must be at least 0, not \(value.representation)")
    }
    optimizer.rate = rate
  }
}

extension OptimizerObject: ArgumentConvertible {
  package static var kind: String { "an optimizer" }
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> OptimizerObject {
    try argument.object(OptimizerObject.self, "an optimizer")
  }
}

extension TypedParameter where T == OptimizerObject {
  static var optimizer: Self { Self("optimizer", default: nil) }
}

extension TypedParameter where T == ParameterGroups {
  fileprivate static var trained: Self { Self("params", ParameterGroups.about, default: nil) }
}

extension BuiltinTable {
  static func optimizers() -> BuiltinGroup {
    func adam(_ name: String, decay: Double, _ summary: String) -> Builtin {
      Builtin(
        name, .trained,
        .float("lr", "the learning rate: how far a step goes", default: 1e-3), .betas,
        .float("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-8),
        .float(
          "weight_decay", "how strongly each step pulls the parameters towards 0", default: decay),
        .bool("maximize", "whether steps go up instead of down", default: false),
        summary: summary,
        example: "opt = \(name)(net.parameters(), lr = 1e-3)",
        see: "SGD RMSprop optimizer.step optimizer.lr cosine"
      ) { groups, rate, betas, epsilon, decay, maximize in
        try groups.optimizer(name) { group in
          try Adam(
            group.parameters, rate: group.float("lr", rate), betas: group.betas(betas),
            epsilon: group.float("eps", epsilon), decay: group.float("weight_decay", decay),
            decoupled: name == "AdamW", maximize: group.bool("maximize", maximize))
        }
      }
    }
    return BuiltinGroup("Optimizers") {
      Builtin(
        "SGD", .trained,
        .float("lr", "the learning rate: how far a step goes", default: 1e-3),
        .float("momentum", "the share of the step before that is kept, 0 to 1", default: 0),
        .float("weight_decay", "how strongly each step pulls the parameters towards 0", default: 0),
        .bool(
          "nesterov", "whether the step looks ahead along the momentum (Nesterov)", default: false),
        summary: "Gradient descent, optionally with momentum.",
        example: "opt = SGD(net.parameters(), lr = 0.01, momentum = 0.9)",
        see: "Adam optimizer.step StepLR"
      ) { groups, rate, momentum, decay, nesterov in
        try groups.optimizer("SGD") { group in
          try SGD(
            group.parameters, rate: group.float("lr", rate),
            momentum: group.float("momentum", momentum),
            decay: group.float("weight_decay", decay), nesterov: group.bool("nesterov", nesterov))
        }
      }
      adam("Adam", decay: 0, "Steps scaled by running means of the gradient and its square.")
      adam("AdamW", decay: 1e-2, "Adam with decoupled weight decay.")
      Builtin(
        "RMSprop", .trained,
        .float("lr", "the learning rate: how far a step goes", default: 1e-2),
        .float("alpha", "the share of the running mean that is kept, 0 to 1", default: 0.99),
        .float("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-8),
        .float("weight_decay", "how strongly each step pulls the parameters towards 0", default: 0),
        .float("momentum", "the share of the step before that is kept, 0 to 1", default: 0),
        summary: "Steps scaled by a running mean of the squared gradient.",
        example: "opt = RMSprop(net.parameters(), lr = 1e-3)", see: "Adam SGD"
      ) { groups, rate, alpha, epsilon, decay, momentum in
        try groups.optimizer("RMSprop") { group in
          try RMSprop(
            group.parameters, rate: group.float("lr", rate), alpha: group.float("alpha", alpha),
            epsilon: group.float("eps", epsilon), decay: group.float("weight_decay", decay),
            momentum: group.float("momentum", momentum))
        }
      }
      Builtin(
        "clip_grad_norm_",
        .value("parameters", "net.parameters(), or a list of Parameters"),
        .float32("max_norm", "the norm that is allowed"),
        .float32("norm_type", "the exponent of the norm", default: 2),
        summary:
          "Scales all gradients so that their norm is at most max_norm; returns the norm before.",
        example: "loss.backward()\nclip_grad_norm_(net.parameters(), 1.0)",
        see: "optimizer.step norm"
      ) { parameters, most, p in
        let trained = State(of: parameters).parameters
        let gradients = trained.compactMap(\.gradient)
        guard !gradients.isEmpty else { return try Tensor.scalar(Float(0)) }
        let norm = try Tensor.stacked(gradients.map { try $0.norm(p) }, 0).norm(p)
        let scale = Swift.min(1, most / (Float(norm.number) + 1e-6))
        for parameter in trained {
          parameter.gradient = try parameter.gradient.map { try $0 * Tensor.scalar(scale) }
        }
        return norm
      }
      Builtin(
        "step", of: "optimizer", .optimizer,
        summary: "Updates every parameter that has a gradient.",
        example: "loss.backward()\nopt.step()", see: "optimizer.zero_grad tensor.backward SGD"
      ) { me in
        // A step moves all parameters or none.
        try Cancellation.holdingOff { () throws(TensorError) in try me.optimizer.step() }
      }
      Builtin(
        "zero_grad", of: "optimizer", .optimizer, summary: "Clears the gradients.",
        example: "opt.zero_grad()", see: "optimizer.step model.zero_grad"
      ) { me in me.optimizer.zeroGradients() }
      Builtin(
        "set_lr", of: "optimizer", .optimizer,
        .argument("lr", "the new learning rate"),
        summary: "Changes the learning rate.", example: "opt.set_lr(cosine(epoch, epochs, 1e-3))",
        see: "optimizer.lr cosine StepLR"
      ) { me, lr in try me.setRate(lr.value, try lr.float()) }
      BuiltinProperty(
        "lr", of: "optimizer", "The learning rate; it can be set.",
        set: { owner, value in
          guard case .object(let object as OptimizerObject) = owner else { return }
          guard let rate = value.number else {
            throw Failure("a learning rate must be a number, not \(value.described)")
          }
          try object.setRate(value, rate)
        }
      ) { value, _ in
        guard case .object(let object as OptimizerObject) = value else { return .none }
        return .float(object.optimizer.rate)
      }
    }
  }
}

extension TypedParameter where T == Betas {
  fileprivate static var betas: Self {
    Self(
      "betas", "the shares of the running means of gradient and square that are kept",
      default: .items([.float(0.9), .float(0.999)]))
  }
}
