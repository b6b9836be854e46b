import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  /// A builtin that makes a layer, which prints as the call that made it.
  static func layer(
    _ name: String, _ parameters: [BuiltinParameter], _ summary: String, details: String = "",
    example: String, _ make: @escaping (Arguments, Generator) throws -> any Module
  ) -> Builtin {
    Builtin(name, parameters, summary, details: details, example: example) { arguments, me in
      let shown = parameters.indices.filter { index in
        parameters[index].defaultValue?.representation != arguments[index].representation
      }
      let text = shown.map { index in
        let value = arguments[index].representation
        return parameters[index].defaultValue == nil
          ? value : "\(parameters[index].name) = \(value)"
      }
      return .object(
        LayerObject(
          try make(arguments, try me.random()), "\(name)(\(text.joined(separator: ", ")))"))
    }
  }

  static func layers() -> BuiltinGroup {
    func activation(
      _ name: String, _ summary: String,
      _ function: @escaping (Tensor) throws(TensorError) -> Tensor
    ) -> Builtin {
      layer(name, [], summary, example: "\(name)()") { _, _ in FunctionLayer(function) }
    }
    func batchNorm(_ name: String, ranks: ClosedRange<Int>, _ shape: String) -> Builtin {
      layer(
        name,
        [
          .required("num_features"), .optional("eps", .float(1e-5)),
          .optional("momentum", .float(0.1)),
        ],
        "Mean 0 and variance 1 of each channel over the batch \(shape), then a scale and a shift.",
        example: "norm = \(name)(256)"
      ) { arguments, _ in
        try BatchNorm(
          arguments.int(0), ranks: ranks, epsilon: Float(arguments.float(1)),
          momentum: Float(arguments.float(2)))
      }
    }
    return BuiltinGroup(
      "Layers",
      [
        layer(
          "Linear",
          [
            .required("in_features"), .required("out_features"),
            .optional("bias", .bool(true)),
          ], "y = x Wᵀ + b over the last dimension.", example: "fc = Linear(784, 256)"
        ) { arguments, random in
          try Linear(arguments.int(0), arguments.int(1), bias: arguments.bool(2), random)
        },
        layer("ReLU", [], "max(x, 0).", example: "ReLU()") { _, _ in ReLU() },
        activation("Tanh", "The hyperbolic tangent.") { (x) throws(TensorError) in try x.tanh() },
        activation("Sigmoid", "1/(1 + e⁻ˣ).") { (x) throws(TensorError) in try x.sigmoid() },
        activation("SiLU", "x · sigmoid(x).") { (x) throws(TensorError) in try x.silu() },
        activation("Softplus", "ln(1 + eˣ).") { (x) throws(TensorError) in try x.softplus() },
        layer(
          "GELU", [.optional("approximate", .text("none"))], "x Φ(x).", example: "GELU()"
        ) { arguments, _ in
          let isApproximate = try arguments.string(0) == "tanh"
          return FunctionLayer { (x) throws(TensorError) in
            try x.gelu(approximate: isApproximate)
          }
        },
        layer(
          "Softmax", [.optional("dim", .int(-1))], "Probabilities along a dimension.",
          example: "Softmax(-1)"
        ) { arguments, _ in
          let dim = try arguments.int(0)
          return FunctionLayer { (x) throws(TensorError) in try x.softmax(dim) }
        },
        layer(
          "LogSoftmax", [.optional("dim", .int(-1))], "Logarithms of probabilities.",
          example: "LogSoftmax(-1)"
        ) { arguments, _ in
          let dim = try arguments.int(0)
          return FunctionLayer { (x) throws(TensorError) in try x.logSoftmax(dim) }
        },
        layer(
          "LayerNorm",
          [
            .required("normalized_shape"), .optional("eps", .float(1e-5)),
            .optional("elementwise_affine", .bool(true)), .optional("bias", .bool(true)),
          ], "Mean 0 and variance 1 over the last dimension(s), then a scale and a shift.",
          example: "norm = LayerNorm(256)"
        ) { arguments, _ in
          try LayerNorm(
            arguments.ints(0), epsilon: Float(arguments.float(1)), affine: arguments.bool(2),
            bias: arguments.bool(3))
        },
        batchNorm("BatchNorm1d", ranks: 2...3, "[N, C] or [N, C, L]"),
        batchNorm("BatchNorm2d", ranks: 4...4, "[N, C, H, W]"),
        layer(
          "Identity", [.variadic("ignored")], "x itself, whatever it is given.",
          example: "Identity()"
        ) { _, _ in FunctionLayer { (x) throws(TensorError) in x } },
        layer(
          "Flatten", [.optional("start_dim", .int(1)), .optional("end_dim", .int(-1))],
          "Dimensions start_dim to end_dim as one.", example: "Flatten()"
        ) { arguments, _ in
          let (first, last) = (try arguments.int(0), try arguments.int(1))
          return FunctionLayer { (x) throws(TensorError) in
            try x.flattened(from: first, to: last)
          }
        },
        Builtin(
          "Sequential", [.variadic("parts")], "Layers, models or functions one after another.",
          example: "net = Sequential(Flatten(), Linear(784, 10))"
        ) { arguments, _ in
          var parts = try arguments.list(0)
          if parts.count == 1, case .list(let list) = parts[0] { parts = Array(list.items) }
          return .object(SequentialObject(parts))
        },
      ] + ["model", "layer"].flatMap(moduleMethods))
  }

  /// What models and layers have in common.
  private static func moduleMethods(of kind: String) -> [Builtin] {
    let me = BuiltinParameter.required("module")
    func mode(_ name: String, _ isTraining: Bool, _ summary: String) -> Builtin {
      Builtin(name, of: kind, [me], summary, example: "net.\(name)()") { arguments, _ in
        TrainingModes.set(isTraining, in: arguments[0])
        return arguments[0]
      }
    }
    return [
      Builtin(
        "parameters", of: kind, [me], "The tensors that training changes, as a list.",
        example: "opt = Adam(net.parameters())"
      ) { arguments, _ in .items(State(of: arguments[0]).parameters.map { .tensor($0) }) },
      Builtin(
        "state_dict", of: kind, [me], "Parameters and buffers by their paths.",
        example: "net.state_dict().keys()"
      ) { arguments, _ in
        let map = MapBox()
        for entry in State(of: arguments[0]).entries {
          try map.set(.text(entry.name), to: .tensor(entry.tensor.detached()))
        }
        return .map(map)
      },
      Builtin(
        "zero_grad", of: kind, [me], "Forgets the gradients of all parameters.",
        example: "net.zero_grad()"
      ) { arguments, _ in
        for parameter in State(of: arguments[0]).parameters { parameter.gradient = nil }
        return .none
      },
      mode("train", true, "Batch statistics and dropout as in training; gives the model."),
      mode("eval", false, "Running statistics and no dropout, as in use; gives the model."),
    ]
  }
}
