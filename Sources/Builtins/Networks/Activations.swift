import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  static func activations() -> BuiltinGroup {
    BuiltinGroup("Further activations") {
      Builtin(
        "leaky_relu", .tensor("x"),
        .float32("negative_slope", "the slope below 0", default: 0.01),
        summary: "x where it is positive, negative_slope x elsewhere.", example: "leaky_relu(x)",
        see: "relu elu"
      ) { x, slope in try x.leakyReLU(slope) }
      Builtin(
        "elu", .tensor("x"),
        .float32("alpha", "the limit below 0 is -alpha", default: 1),
        summary: "x where it is positive, alpha (eˣ − 1) elsewhere.", example: "elu(x)",
        see: "relu leaky_relu"
      ) { x, alpha in try x.elu(alpha) }
      layer(
        "LeakyReLU",
        .float32("negative_slope", "the slope below 0", default: 0.01),
        summary: "x where it is positive, negative_slope x elsewhere.",
        example: "LeakyReLU(0.2)(x)", see: "leaky_relu ReLU"
      ) { slope in FunctionLayer { (x) throws(TensorError) in try x.leakyReLU(slope) } }
      layer(
        "ELU",
        .float32("alpha", "the limit below 0 is -alpha", default: 1),
        summary: "x where it is positive, alpha (eˣ − 1) elsewhere.", example: "ELU()(x)",
        see: "elu ReLU"
      ) { alpha in FunctionLayer { (x) throws(TensorError) in try x.elu(alpha) } }
    }
  }
}

extension Tensor {
  fileprivate func leakyReLU(_ slope: Float) throws(TensorError) -> Tensor {
    try Tensor.where_(greater(Tensor.scalar(Float(0))), self, self * Tensor.scalar(slope))
  }

  fileprivate func elu(_ alpha: Float) throws(TensorError) -> Tensor {
    let zero = try Tensor.scalar(Float(0))
    // Where eˣ is not used, it might overflow.
    let below = try Tensor.minimum(self, zero).expm1() * Tensor.scalar(alpha)
    return try Tensor.where_(greater(zero), self, below)
  }
}
