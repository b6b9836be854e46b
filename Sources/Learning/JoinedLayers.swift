import Tensors

/// Consecutive layers that are computed in one pass over the numbers.
package enum JoinedLayers {
  /// What runs the first few layers together, and how many; nil if the first should run alone.
  package static func first(of layers: [any Module]) -> (module: any Module, count: Int)? {
    guard let convolution = layers.first as? Conv2d else { return nil }
    let rest = layers.dropFirst()
    let hasReLU = rest.first is ReLU
    let next = rest.dropFirst(hasReLU ? 1 : 0).first as? MaxPool2d
    let pool = next?.roundsUp == true ? nil : next
    guard hasReLU || pool != nil else { return nil }
    let joined = JoinedConvolution(convolution: convolution, hasReLU: hasReLU, pool: pool)
    return (joined, 1 + (hasReLU ? 1 : 0) + (pool == nil ? 0 : 1))
  }
}

/// A convolution with the relu and the pooling after it.
private final class JoinedConvolution: Module {
  private let convolution: Conv2d
  private let hasReLU: Bool
  private let pool: MaxPool2d?

  init(convolution: Conv2d, hasReLU: Bool, pool: MaxPool2d?) {
    self.convolution = convolution
    self.hasReLU = hasReLU
    self.pool = pool
  }

  var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { convolution.state }

  func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    try convolution(x, relu: hasReLU, pool: pool)
  }
}
