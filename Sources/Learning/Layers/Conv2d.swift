import Tensors

/// Images under moving kernels, initialised as `nn.Conv2d`: uniform in ±1/√(inputs of a kernel).
package final class Conv2d: Module {
  /// [out, in / groups, height, width].
  package let weight: Tensor
  /// [out], or nil.
  package let bias: Tensor?
  private let window: Window
  private let behind: Window.Pair
  private let groups: Int

  /// From `inputs` channels to `outputs`, with `behind` further zeros after rows and columns.
  ///
  /// Throws unless sizes are positive and `groups` divides both numbers of channels.
  package init(
    _ inputs: Int, _ outputs: Int, kernel: Window.Pair, window: Window = Window(),
    behind: Window.Pair = (0, 0), groups: Int = 1, bias: Bool = true, _ generator: Generator
  ) throws(TensorError) {
    guard inputs > 0, outputs > 0, kernel.rows > 0, kernel.columns > 0 else {
      throw TensorError(
        "Conv2d: sizes must be positive, not \(inputs) and \(outputs) channels and a kernel of "
          + "\(kernel.rows)×\(kernel.columns)")
    }
    guard groups > 0, inputs % groups == 0, outputs % groups == 0 else {
      throw TensorError(
        "Conv2d: \(inputs) input and \(outputs) output channels do not divide into "
          + "\(groups) groups",
        hint: "groups must divide both numbers of channels")
    }
    try window.check(for: "Conv2d")
    self.window = window
    self.behind = behind
    self.groups = groups
    let shape: Shape = [outputs, inputs / groups, kernel.rows, kernel.columns]
    let bound = 1 / Float(try shape.elementCount() / outputs).squareRoot()
    weight = try generator.uniform(shape, from: -bound, to: bound).asParameter()
    self.bias = bias ? try generator.uniform([outputs], from: -bound, to: bound).asParameter() : nil
  }

  /// `weight`, then `bias`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("weight", weight, false)] + (bias.map { [("bias", $0, false)] } ?? [])
  }

  /// x [batch, in, height, width] → [batch, out, …].
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    try self(x, relu: false)
  }

  /// The forward pass, then relu if asked and `pool` if given, as one pass.
  package func callAsFunction(
    _ x: Tensor, relu: Bool, pool: MaxPool2d? = nil
  ) throws(TensorError) -> Tensor {
    try Tensor.convolution(
      x.extended(by: behind), weight, bias, window, groups: groups, relu: relu,
      pool: pool.map { ($0.kernel, $0.window) })
  }
}
