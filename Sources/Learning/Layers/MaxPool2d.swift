import Tensors

/// The largest element under a moving window, PyTorch's `nn.MaxPool2d`.
package final class MaxPool2d: Module {
  /// The rows and columns of the window.
  package let kernel: Window.Pair
  /// How it moves.
  package let window: Window
  /// Whether the last window may reach beyond the image.
  let roundsUp: Bool

  /// A window of this size that moves in this way, the last one beyond the image if `roundsUp`.
  package init(kernel: Window.Pair, window: Window, roundsUp: Bool = false) {
    self.roundsUp = roundsUp
    self.kernel = kernel
    self.window = window
  }

  /// None.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// x [batch, channels, height, width] → [batch, channels, …].
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    roundsUp
      ? try x.maxPooledRoundingUp(kernel: kernel, window) : try x.maxPooled(kernel: kernel, window)
  }
}
