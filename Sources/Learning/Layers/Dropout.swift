import Tensors

/// In training, zeroes random elements and scales up the others, so that the mean stays.
///
/// In evaluation, it returns x itself.
package final class Dropout: Module, TrainingMode {
  /// Whether elements are dropped.
  package var isTraining = true
  private let p: Float
  private let generator: Generator

  /// Each element is dropped with probability `p`; throws unless that is in [0, 1].
  package init(_ p: Float, _ generator: Generator) throws(TensorError) {
    guard p >= 0, p <= 1 else {
      throw TensorError("Dropout: p = \(p) is no probability", hint: "give a number from 0 to 1")
    }
    self.p = p
    self.generator = generator
  }

  /// None.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// x → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    isTraining ? try x.droppedOut(p, generator) : x
  }
}
