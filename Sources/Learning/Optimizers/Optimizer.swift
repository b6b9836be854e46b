import Tensors

/// Updates parameters by their gradients.
package protocol Optimizer: AnyObject {
  /// The tensors that it updates.
  var parameters: [Tensor] { get }
  /// The learning rate, which schedules change.
  var rate: Double { get set }

  /// Updates every parameter that has a gradient.
  func step() throws(TensorError)

  /// What has changed in it, in tensors of its own.
  func memory() throws(TensorError) -> OptimizerMemory

  /// Makes it what it was when it gave `memory`. Throws if that is of another optimizer.
  func restore(_ memory: OptimizerMemory) throws(TensorError)
}

extension Optimizer {
  /// Clears the gradients.
  package func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }
}

extension [Tensor] {
  /// Each tensor once, at its first position: one that two layers share is updated once per step.
  func distinct() -> [Tensor] {
    var seen: Set<ObjectIdentifier> = []
    return filter { seen.insert(ObjectIdentifier($0)).inserted }
  }
}
