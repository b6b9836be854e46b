import Tensors

/// The gradient of a convolution as a layer, which turns small images into large ones.
///
/// As `nn.ConvTranspose2d`, without groups.
package final class ConvTranspose2d: Module {
  /// [in, out, height, width].
  package let weight: Tensor
  /// [out], or nil.
  package let bias: Tensor?
  private let window: Window
  private let extra: Window.Pair

  /// From `inputs` channels to `outputs`; `extra` rows and columns are added at the ends.
  package init(
    _ inputs: Int, _ outputs: Int, kernel: Window.Pair, window: Window,
    extra: Window.Pair = (0, 0), bias: Bool = true, _ generator: Generator
  ) throws(TensorError) {
    try window.check(for: "ConvTranspose2d")
    let most = 1 << 20
    guard inputs > 0, outputs > 0, 1...most ~= kernel.rows, 1...most ~= kernel.columns,
      max(window.dilation.rows, window.dilation.columns) <= most,
      max(window.stride.rows, window.stride.columns) <= most
    else {
      throw TensorError(
        "ConvTranspose2d: \(inputs) and \(outputs) channels with a kernel of \(kernel.rows)×"
          + "\(kernel.columns) do not fit together")
    }
    guard 0..<max(window.stride.rows, window.dilation.rows) ~= extra.rows,
      0..<max(window.stride.columns, window.dilation.columns) ~= extra.columns
    else { throw TensorError("ConvTranspose2d: output_padding is below the stride") }
    guard window.padding.rows <= window.dilation.rows * (kernel.rows - 1),
      window.padding.columns <= window.dilation.columns * (kernel.columns - 1)
    else { throw TensorError("ConvTranspose2d: the padding is wider than the kernel") }
    self.window = window
    self.extra = extra
    let bound = 1 / (Float(outputs) * Float(kernel.rows) * Float(kernel.columns)).squareRoot()
    weight = try generator.uniform(
      [inputs, outputs, kernel.rows, kernel.columns], from: -bound, to: bound
    ).asParameter()
    self.bias = bias ? try generator.uniform([outputs], from: -bound, to: bound).asParameter() : nil
  }

  /// `weight`, then `bias`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("weight", weight, false)] + (bias.map { [("bias", $0, false)] } ?? [])
  }

  /// x [N, in, H, W] → [N, out, …].
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    guard x.rank == 4, x.shape[1] == weight.shape[0], x.count > 0 else {
      throw TensorError(
        "ConvTranspose2d of \(weight.shape[0]) channels takes [N, \(weight.shape[0]), H, W], not "
          + "\(x.shape)")
    }
    let (n, channels, rows, columns) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let (down, across) = window.stride
    // Zeros between the pixels, then a convolution with the flipped kernel.
    let spread = try x.reshaped([n, channels, rows, 1, columns, 1])
      .padded([0, across - 1, 0, 0, 0, down - 1])
      .reshaped([n, channels, rows * down, columns * across])
      .sliced(2, to: (rows - 1) * down + 1).sliced(3, to: (columns - 1) * across + 1)
    let vertical = window.dilation.rows * (weight.shape[2] - 1) - window.padding.rows
    let horizontal = window.dilation.columns * (weight.shape[3] - 1) - window.padding.columns
    let padded = try spread.padded([
      horizontal, horizontal + extra.columns, vertical, vertical + extra.rows,
    ])
    return try Tensor.convolution(
      padded, weight.transposed(0, 1).flipped([2, 3]), bias, Window(dilation: window.dilation),
      groups: 1)
  }
}
