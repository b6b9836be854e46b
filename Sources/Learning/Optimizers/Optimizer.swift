import Tensors

/// What moves parameters against their gradients.
package protocol Optimizer: AnyObject {
  /// The tensors that it moves.
  var parameters: [Tensor] { get }
  /// The learning rate, which schedules change.
  var rate: Double { get set }

  /// Updates every parameter that has a gradient.
  func step() throws(TensorError)

  /// What it has gathered so far, as a function that brings it back; it may be called again.
  func memory() throws(TensorError) -> () throws(TensorError) -> Void
}

extension Optimizer {
  /// Clears the gradients.
  package func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }
}

extension [Tensor] {
  /// Each tensor once, at its first place: one that two layers share moves once a step.
  func distinct() -> [Tensor] {
    var seen: Set<ObjectIdentifier> = []
    return filter { seen.insert(ObjectIdentifier($0)).inserted }
  }
}
