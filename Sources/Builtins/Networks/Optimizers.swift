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
  override func memory() throws -> (() throws -> Void)? { try optimizer.memory() }
}

extension BuiltinTable {
  static func optimizers() -> BuiltinGroup {
    let parameters = BuiltinParameter.required("params")
    let rate = BuiltinParameter.optional("lr", .float(1e-3))
    func adam(_ name: String, decay: Double, _ summary: String) -> Builtin {
      Builtin(
        name,
        [
          parameters, rate, .optional("betas", .items([.float(0.9), .float(0.999)])),
          .optional("eps", .float(1e-8)), .optional("weight_decay", .float(decay)),
        ], summary, example: "opt = \(name)(net.parameters(), lr = 1e-3)"
      ) { arguments, _ in
        let betas = try arguments.list(2).compactMap(\.number)
        guard betas.count == 2 else { throw arguments.mismatch(2, "two numbers") }
        return .object(
          OptimizerObject(
            try Adam(
              arguments.parameters(0), rate: arguments.float(1), betas: (betas[0], betas[1]),
              epsilon: arguments.float(3), decay: arguments.float(4),
              decoupled: name == "AdamW"), name))
      }
    }
    let me = BuiltinParameter.required("optimizer")
    func optimizer(_ arguments: Arguments) throws(Failure) -> any Optimizer {
      try arguments.object(0, as: OptimizerObject.self, "an optimizer").optimizer
    }
    return BuiltinGroup(
      "Optimizers",
      [
        Builtin(
          "SGD",
          [
            parameters, rate, .optional("momentum", .float(0)),
            .optional("weight_decay", .float(0)), .optional("nesterov", .bool(false)),
          ], "Gradient descent, with momentum if wanted.",
          example: "opt = SGD(net.parameters(), lr = 0.01, momentum = 0.9)"
        ) { arguments, _ in
          .object(
            OptimizerObject(
              try SGD(
                arguments.parameters(0), rate: arguments.float(1), momentum: arguments.float(2),
                decay: arguments.float(3), nesterov: arguments.bool(4)), "SGD"))
        },
        adam("Adam", decay: 0, "Steps scaled by running means of the gradient and its square."),
        adam("AdamW", decay: 1e-2, "Adam with weight decay apart from the gradient."),
        Builtin(
          "step", of: "optimizer", [me], "Moves every parameter that has a gradient.",
          example: "opt.step()"
        ) { arguments, _ in
          try optimizer(arguments).step()
          return .none
        },
        Builtin(
          "zero_grad", of: "optimizer", [me], "Forgets the gradients.", example: "opt.zero_grad()"
        ) { arguments, _ in
          try optimizer(arguments).zeroGradients()
          return .none
        },
        Builtin(
          "set_lr", of: "optimizer", [me, .required("lr")], "Changes the learning rate.",
          example: "opt.set_lr(cosine(epoch, epochs, 1e-3))"
        ) { arguments, _ in
          let rate = try arguments.float(1)
          guard rate >= 0, rate.isFinite else {
            throw Failure("a learning rate is at least 0, not \(arguments[1].representation)")
          }
          try optimizer(arguments).rate = rate
          return .none
        },
      ],
      properties: [
        BuiltinProperty("lr", of: "optimizer", "The learning rate.") { value, _ in
          guard case .object(let object as OptimizerObject) = value else { return .none }
          return .float(object.optimizer.rate)
        }
      ])
  }
}

extension Arguments {
  /// Parameters: a list of them, or all of a model.
  func parameters(_ index: Int) throws(Failure) -> [Tensor] {
    let found = State(of: self[index]).parameters
    guard !found.isEmpty else {
      throw Failure("\(builtin.name): there are no parameters", hint: "give net.parameters()")
    }
    return found
  }
}
