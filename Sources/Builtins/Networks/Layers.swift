import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  /// A builtin that creates a layer, which prints as the call that created it.
  static func layer<each P: ArgumentConvertible, Layer: Module>(
    _ name: String, _ parameters: repeat TypedParameter<each P>, summary: String,
    details: String = "", example: String, see: String,
    make: @escaping (repeat each P) throws -> Layer
  ) -> Builtin {
    Builtin(
      name, repeat each parameters, summary: summary, details: details, example: example,
      see: see,
      as: { layer, call in .object(LayerObject(layer, call)) }, body: make)
  }

  static func layers() -> BuiltinGroup {
    func activation(
      _ name: String, _ summary: String,
      _ function: @escaping (Tensor) throws(TensorError) -> Tensor
    ) -> Builtin {
      layer(
        name, summary: summary, example: "\(name)()(x)", see: "ReLU Sequential"
      ) { FunctionLayer(function) }
    }
    func batchNorm(_ name: String, ranks: ClosedRange<Int>, _ shape: String) -> Builtin {
      layer(
        name,
        .int("num_features", "the number of channels, C"),
        .float32("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-5),
        .float32(
          "momentum", "the share of the running mean that each batch replaces", default: 0.1),
        .bool("affine", "whether a scale and a shift are learned", default: true),
        summary:
          "Mean 0 and variance 1 of each channel over the batch \(shape), then a scale and a shift.",
        example: "norm = \(name)(16)", see: "LayerNorm GroupNorm Conv2d model.eval"
      ) { features, epsilon, momentum, affine in
        try BatchNorm(
          features, ranks: ranks, epsilon: epsilon, momentum: momentum, affine: affine)
      }
    }
    return BuiltinGroup("Layers") {
      layer(
        "Linear",
        .int("in_features", "the size of the input's last dimension"),
        .int("out_features", "the size of the result's last dimension"),
        .bool("bias", "whether a learned bias is added", default: true), .random,
        summary: "y = x Wᵀ + b over the last dimension.",
        details: """
          Takes […, in_features] and gives […, out_features]. The weight is \
          [out_features, in_features].
          """,
        example: "fc = Linear(784, 256)\nfc(randn(32, 784)).shape",
        see: "Sequential relu matmul model.parameters"
      ) { inputs, outputs, bias, random in try Linear(inputs, outputs, bias: bias, random) }
      layer(
        "ReLU", summary: "max(x, 0).", example: "ReLU()(x)", see: "relu GELU LeakyReLU"
      ) { ReLU() }
      activation("Tanh", "The hyperbolic tangent.") { (x) throws(TensorError) in try x.tanh() }
      activation("Sigmoid", "1/(1 + e⁻ˣ).") { (x) throws(TensorError) in try x.sigmoid() }
      activation("SiLU", "x · sigmoid(x).") { (x) throws(TensorError) in try x.silu() }
      activation("Softplus", "ln(1 + eˣ).") { (x) throws(TensorError) in try x.softplus() }
      layer(
        "GELU",
        .choice(
          "approximate", "whether to compute it by the hyperbolic tangent",
          default: Approximation.none), summary: "x Φ(x).",
        example: "GELU()(x)", see: "gelu ReLU SiLU"
      ) { approximate in
        FunctionLayer { (x) throws(TensorError) in
          try x.gelu(approximate: approximate == Approximation.tanh)
        }
      }
      layer(
        "Softmax", .dimension(default: -1), summary: "Probabilities along a dimension.",
        example: "Softmax(-1)(logits)", see: "softmax LogSoftmax"
      ) { dim in FunctionLayer { (x) throws(TensorError) in try x.softmax(dim) } }
      layer(
        "LogSoftmax", .dimension(default: -1), summary: "Logarithms of probabilities.",
        example: "LogSoftmax(-1)(logits)", see: "log_softmax Softmax"
      ) { dim in FunctionLayer { (x) throws(TensorError) in try x.logSoftmax(dim) } }
      layer(
        "LayerNorm",
        .ints("normalized_shape", "the sizes of the last dimensions, over which the mean is taken"),
        .float32("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-5),
        .bool("elementwise_affine", "whether a scale and a shift are learned", default: true),
        .bool("bias", "whether a shift is learned besides the scale", default: true),
        summary: "Mean 0 and variance 1 over the last dimension(s), then a scale and a shift.",
        example: "norm = LayerNorm(256)\nnorm(randn(4, 256)).shape",
        see: "layer_norm BatchNorm1d RMSNorm GroupNorm"
      ) { shape, epsilon, affine, bias in
        try LayerNorm(shape, epsilon: epsilon, affine: affine, bias: bias)
      }
      batchNorm("BatchNorm1d", ranks: 2...3, "[N, C] or [N, C, L]")
      batchNorm("BatchNorm2d", ranks: 4...4, "[N, C, H, W]")
      layer(
        "Identity",
        .values("ignored", "what is ignored"),
        summary: "Returns x unchanged, whatever its arguments.",
        example: "Identity()(x)", see: "identity Sequential"
      ) { _ in FunctionLayer { (x) throws(TensorError) in x } }
      layer(
        "Flatten",
        .int("start_dim", "the first dimension that is merged", default: 1),
        .int("end_dim", "the last one", default: -1),
        summary: "Dimensions start_dim to end_dim flattened into one.",
        example: "Flatten()(randn(32, 1, 8, 8)).shape", see: "flatten Sequential"
      ) { first, last in
        FunctionLayer { (x) throws(TensorError) in try x.flattened(from: first, to: last) }
      }
      Builtin(
        "Sequential",
        .values("parts", "layers, models or functions, or one list of them"),
        summary: "Layers, models or functions one after another.",
        example: "net = Sequential(Flatten(), Linear(64, 10))\nnet(randn(32, 1, 8, 8)).shape",
        see: "model Linear Flatten"
      ) { parts in
        if parts.count == 1, case .list(let list) = parts[0] {
          return SequentialObject(Array(list.items))
        }
        return SequentialObject(parts)
      }
      Builtin(
        "copy",
        .value("x", "a model or layer, or lists and maps of them"), .interpreter,
        summary: "A copy that shares no parameters: of a model, or of lists and maps of them.",
        details:
          "Weights, buffers, gradients and modes are those of the original. Other values are copied "
          + "by assigning them.",
        example: "teacher = copy(net)", see: "model.state_dict model.load_state_dict clone"
      ) { x, me in
        var copying = Copying(me)
        return try copying.copy(x)
      }
      moduleMethods(of: "model")
      stateMethods(of: "model")
      moduleMethods(of: "layer")
      stateMethods(of: "layer")
    }
  }

  /// What models and layers have in common.
  private static func moduleMethods(of kind: String) -> [Builtin] {
    func mode(_ name: String, _ isTraining: Bool, _ summary: String) -> Builtin {
      Builtin(
        name, of: kind, .value("module"), summary: summary, example: "net.\(name)()",
        see: "Dropout BatchNorm2d accuracy"
      ) { net in
        TrainingModes.set(isTraining, in: net)
        return net
      }
    }
    return [
      Builtin(
        "parameters", of: kind, .value("module"),
        summary: "The tensors that training changes, as a list.",
        example: "opt = Adam(net.parameters())", see: "num_params SGD Adam"
      ) { net in State(of: net).parameters },
      Builtin(
        "zero_grad", of: kind, .value("module"),
        summary: "Clears the gradients of all parameters.",
        example: "net.zero_grad()", see: "optimizer.zero_grad"
      ) { net in
        for parameter in State(of: net).parameters { parameter.gradient = nil }
      },
      Builtin(
        "requires_grad_", of: kind, .value("module"),
        .bool("requires_grad", "whether training changes it", default: true),
        summary: "Freezes all parameters, or lets them be trained again; gives the model.",
        example: "net.requires_grad_(false)", see: "tensor.requires_grad no_grad"
      ) { net, flag in
        for parameter in State(of: net).parameters { parameter.isFrozen = !flag }
        return net
      },
      mode("train", true, "Batch statistics and dropout as in training; gives the model."),
      mode("eval", false, "Running statistics and no dropout, as in use; gives the model."),
    ]
  }

  /// How models and layers give their weights, and take them.
  private static func stateMethods(of kind: String) -> [Builtin] {
    [
      Builtin(
        "state_dict", of: kind, .value("module"), summary: "Parameters and buffers by their paths.",
        example: "net.state_dict().keys()", see: "model.load_state_dict save_weights"
      ) { net in
        let map = MapBox()
        for entry in State(of: net).entries {
          try map.set(.text(entry.name), to: .tensor(entry.tensor.detached()))
        }
        return map
      },
      Builtin(
        "load_state_dict", of: kind, .value("module"),
        .map("state_dict", "a map from names to tensors"),
        summary: "Sets parameters and buffers to those of a state_dict; gives the model.",
        details: "Names and shapes must be those of the model's own `state_dict()`.",
        example: "best = net.state_dict()\nnet.load_state_dict(best)",
        see: "model.state_dict load_weights copy"
      ) { net, state in
        var tensors: [(name: String, tensor: Tensor)] = []
        for (key, value) in state.pairs {
          guard case .tensor(let tensor) = value else {
            throw Failure("\(key.text) of a state_dict must be a tensor, not \(value.described)")
          }
          tensors.append((key.text, try tensor.detached().contiguous()))
        }
        try State(of: net).set(to: tensors, from: "the state_dict")
        return net
      },
    ]
  }
}

/// How GELU is computed.
enum Approximation: String, ArgumentChoice {
  case none, tanh
}
