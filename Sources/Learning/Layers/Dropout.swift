import Tensors

/// In training, sets random elements to 0 and raises the others so that the mean stays; in use,
/// gives x itself.
package final class Dropout: Module, TrainingMode {
  /// Whether elements are dropped.
  package var isTraining = true
  private let p: Float
  private let generator: Generator

  /// Each element is dropped with probability `p`; throws unless that lies in [0, 1].
  package init(_ p: Float, _ generator: Generator) throws(TensorError) {
    guard p >= 0, p <= 1 else {
      throw TensorError("Dropout: p = \(p) is not a probability", hint: "give a number from 0 to 1")
    }
    self.p = p
    self.generator = generator
  }

  /// Nothing.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// x → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    isTraining ? try x.droppedOut(p, generator) : x
  }
}
