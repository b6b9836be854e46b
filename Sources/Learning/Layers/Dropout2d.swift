import Tensors

/// In training, zeroes whole channels at random and scales up the others, so that the mean stays.
package final class Dropout2d: Module, TrainingMode {
  /// Whether channels are dropped.
  package var isTraining = true
  private let p: Float
  private let generator: Generator

  /// Each channel is dropped with probability `p`; throws unless that is in [0, 1].
  package init(_ p: Float, _ generator: Generator) throws(TensorError) {
    guard p >= 0, p <= 1 else {
      throw TensorError("Dropout2d: p = \(p) is no probability", hint: "give a number from 0 to 1")
    }
    self.p = p
    self.generator = generator
  }

  /// None.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// x [N, C, H, W] → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    guard isTraining else { return x }
    guard x.rank >= 3 else {
      throw TensorError("Dropout2d takes images [N, C, H, W], not \(x.shape)")
    }
    let channels = Array(x.shape.prefix(2)) + Array(repeating: 1, count: x.rank - 2)
    return try x * Tensor.ones(Shape(channels)).droppedOut(p, generator)
  }
}
