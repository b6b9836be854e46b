import Glibc
import Interpreter
import Tensors

/// PyTorch's `nn.init`: new values for a parameter, which is returned.
extension BuiltinTable {
  static func initialisation() -> BuiltinGroup {
    func kaiming(_ name: String, isUniform: Bool) -> Builtin {
      Builtin(
        name, .parameter,
        .float("a", "the slope of leaky_relu below 0", default: 0),
        .choice(
          "mode", "which side keeps its variance: the values, or the gradients", default: Fan.inputs
        ),
        .choice("nonlinearity", "the function behind the layer", default: Nonlinearity.leakyReLU),
        .random,
        summary:
          "Random values that keep the variance through layers with ReLUs (He et al., 2015).",
        example: "\(name)(fc.weight)", see: "normal_ uniform_ Linear Parameter"
      ) { weight, a, mode, nonlinearity, random in
        let fans = try weight.fans(name)
        let deviation =
          nonlinearity.gain(a) / Double(mode == .inputs ? fans.in : fans.out).squareRoot()
        return try weight.fill(deviation: deviation, isUniform, random)
      }
    }
    func xavier(_ name: String, isUniform: Bool) -> Builtin {
      Builtin(
        name, .parameter,
        .float("gain", "what all values are multiplied by", default: 1), .random,
        summary: "Random values that keep the variance in both directions (Glorot & Bengio, 2010).",
        example: "\(name)(fc.weight)", see: "normal_ uniform_ Linear Parameter"
      ) { weight, gain, random in
        let fans = try weight.fans(name)
        let deviation = gain * (2 / Double(fans.in + fans.out)).squareRoot()
        return try weight.fill(deviation: deviation, isUniform, random)
      }
    }
    func constant(_ name: String, _ value: Float, _ summary: String) -> Builtin {
      Builtin(
        name, .parameter, summary: summary, example: "\(name)(fc.bias)", see: "constant_ normal_"
      ) { weight in
        try weight.set(to: Tensor.full(weight.tensor.shape, value))
      }
    }
    return BuiltinGroup("Initialisation") {
      kaiming("kaiming_uniform_", isUniform: true)
      kaiming("kaiming_normal_", isUniform: false)
      xavier("xavier_uniform_", isUniform: true)
      xavier("xavier_normal_", isUniform: false)
      Builtin(
        "uniform_", .parameter,
        .float32("a", "the least value", default: 0),
        .float32("b", "the greatest", default: 1), .random,
        summary: "Random values from a to b.", example: "uniform_(fc.weight, -0.1, 0.1)",
        see: "normal_ kaiming_uniform_ rand"
      ) { weight, low, high, random in
        try weight.set(to: random.uniform(weight.tensor.shape, from: low, to: high))
      }
      Builtin(
        "normal_", .parameter,
        .float32("mean", "their mean", default: 0),
        .float32("std", "their standard deviation", default: 1), .random,
        summary: "Random values from a normal distribution.",
        example: "normal_(fc.weight, std = 0.02)", see: "uniform_ kaiming_normal_ randn"
      ) { weight, mean, deviation, random in
        try weight.set(
          to: random.normal(weight.tensor.shape, mean: mean, deviation: deviation))
      }
      for name in ["constant_", "fill_"] {
        Builtin(
          name, .parameter,
          .float32("val", "the value"), summary: "One value everywhere.",
          example: "\(name)(fc.bias, 0.1)", see: "zeros_ full"
        ) { weight, value in try weight.set(to: Tensor.full(weight.tensor.shape, value)) }
      }
      constant("zeros_", 0, "Zeros.")
      constant("zero_", 0, "Zeros.")
      constant("ones_", 1, "Ones.")
    }
  }
}

/// A parameter that gets new values in place.
private struct FilledParameter: ArgumentConvertible {
  static var kind: String { "a Parameter" }
  let tensor: Tensor

  static func read(_ argument: BuiltinArgument) throws(Failure) -> FilledParameter {
    let name = argument.call.builtin.name
    guard case .tensor(let tensor) = argument.value else { throw argument.mismatch("a Parameter") }
    guard tensor.isParameter else {
      throw Failure(
        "\(name) changes a Parameter in place, and this is a plain tensor",
        hint: "tensors are values: write `x = zeros_like(x)` or `x = x.clamp(0)`; a gradient is "
          + "cleared by `p.grad = none`")
    }
    return FilledParameter(tensor: tensor)
  }

  func set(to values: Tensor) throws(TensorError) -> Tensor {
    try tensor.update { $0.update(from: values.floats, count: values.count) }
    return tensor
  }

  func fill(
    deviation: Double, _ isUniform: Bool, _ random: Generator
  ) throws(TensorError) -> Tensor {
    let bound = Float(3.0.squareRoot() * deviation)
    return try set(
      to: isUniform
        ? random.uniform(tensor.shape, from: -bound, to: bound)
        : random.normal(tensor.shape, deviation: Float(deviation)))
  }

  /// How many numbers each output reads, and how many outputs each input goes to.
  func fans(_ name: String) throws(Failure) -> (in: Int, out: Int) {
    guard tensor.rank >= 2, tensor.count > 0 else {
      throw Failure("\(name) needs weights with at least two dimensions, not \(tensor.shape)")
    }
    let field = tensor.shape.dropFirst(2).reduce(1, *)
    return (tensor.shape[1] * field, tensor.shape[0] * field)
  }
}

extension TypedParameter where T == FilledParameter {
  fileprivate static var parameter: Self { Self("tensor", default: nil) }
}

/// Which of the two counts is used.
private enum Fan: String, ArgumentChoice {
  case inputs = "fan_in"
  case outputs = "fan_out"
}

/// What follows the weights.
private enum Nonlinearity: String, ArgumentChoice {
  case leakyReLU = "leaky_relu"
  case relu, linear, tanh, sigmoid

  func gain(_ a: Double) -> Double {
    switch self {
    case .leakyReLU: (2 / (1 + a * a)).squareRoot()
    case .relu: 2.0.squareRoot()
    case .linear, .sigmoid: 1
    case .tanh: 5.0 / 3
    }
  }
}
