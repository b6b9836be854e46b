import Tensors

/// Sequences under moving kernels, initialised as `nn.Conv1d`.
package final class Conv1d: Module {
  /// [out, in / groups, size].
  package let weight: Tensor
  /// [out], or nil.
  package let bias: Tensor?
  private let window: Window
  private let behind: Int
  private let groups: Int

  /// From `inputs` channels to `outputs`, with `behind` further zeros after the last; throws if the sizes do not fit.
  package init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
    behind: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true, _ generator: Generator
  ) throws(TensorError) {
    guard inputs > 0, outputs > 0, size > 0, groups > 0, inputs % groups == 0,
      outputs % groups == 0
    else {
      throw TensorError(
        "Conv1d: \(inputs) and \(outputs) channels, a kernel of \(size) and \(groups) groups do "
          + "not fit together")
    }
    window = Window(stride: (1, stride), padding: (0, padding), dilation: (1, dilation))
    try window.check(for: "Conv1d")
    self.groups = groups
    self.behind = behind
    let (fan, overflowed) = (inputs / groups).multipliedReportingOverflow(by: size)
    guard !overflowed else { throw TensorError("Conv1d: the kernel is too large") }
    let bound = 1 / Float(fan).squareRoot()
    weight = try generator.uniform([outputs, inputs / groups, size], from: -bound, to: bound)
      .asParameter()
    self.bias = bias ? try generator.uniform([outputs], from: -bound, to: bound).asParameter() : nil
  }

  /// `weight`, then `bias`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("weight", weight, false)] + (bias.map { [("bias", $0, false)] } ?? [])
  }

  /// x [N, in, L] → [N, out, …].
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    guard x.rank == 3 else { throw TensorError("Conv1d takes [N, C, L], not \(x.shape)") }
    return try Tensor.convolution(
      x.unsqueezed(2).extended(by: (0, behind)), weight.unsqueezed(2), bias, window, groups: groups
    ).squeezed(2)
  }
}
