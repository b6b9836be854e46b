import Glibc
import Tensors

/// y = x Wᵀ + b, initialised as `nn.Linear`: uniform in ±1/√in (He et al., 2015, with a = √5).
package final class Linear: Module {
  /// [out, in].
  package let weight: Tensor
  /// [out], or nil.
  package let bias: Tensor?

  /// From the last `inputs` numbers to `outputs`; throws unless both are positive.
  package init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, _ generator: Generator
  ) throws(TensorError) {
    guard inputs > 0, outputs > 0 else {
      throw TensorError("Linear: sizes must be positive, not \(inputs) and \(outputs)")
    }
    let bound = 1 / Float(inputs).squareRoot()
    weight = try generator.uniform([outputs, inputs], from: -bound, to: bound).asParameter()
    self.bias = bias ? try generator.uniform([outputs], from: -bound, to: bound).asParameter() : nil
  }

  /// `weight`, then `bias`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("weight", weight, false)] + (bias.map { [("bias", $0, false)] } ?? [])
  }

  /// x [..., in] → [..., out].
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    try Tensor.linear(x, weight, bias)
  }
}
