import Tensors

/// What moves parameters against their gradients.
public protocol Optimizer: AnyObject {
  /// The tensors that it moves.
  var parameters: [Tensor] { get }
  /// The learning rate, which schedules change.
  var rate: Double { get set }

  /// Moves every parameter that has a gradient.
  func step() throws(TensorError)

  /// What it has gathered so far, as a function that brings it back; it may be called again.
  func memory() throws(TensorError) -> () throws(TensorError) -> Void
}

extension Optimizer {
  /// Forgets the gradients.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }
}
