import Tensors

/// A part of a network: something with parameters that turns a tensor into a tensor.
package protocol Module: AnyObject {
  /// The parameters and buffers in order, with PyTorch's names.
  var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { get }

  /// The forward pass.
  func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor
}

extension Module {
  /// The tensors that training changes, in order.
  package var parameters: [Tensor] { state.filter { !$0.isBuffer }.map(\.tensor) }
}
