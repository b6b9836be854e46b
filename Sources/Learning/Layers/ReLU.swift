import Tensors

/// max(x, 0) as a layer; `JoinedLayers` lets a preceding convolution apply it.
package final class ReLU: Module {
  /// The layer, which has no settings.
  package init() {}

  /// None.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// x → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try x.relu() }
}
