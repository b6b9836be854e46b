import Tensors

/// max(x, 0) as a layer; behind a `Conv2d` in a sequence, it is applied in the same pass.
public final class ReLU: Module {
  /// The layer, which has no settings.
  public init() {}

  /// Nothing.
  public var state: [(name: String, tensor: Tensor, isBuffer: Bool)] { [] }

  /// x → the same shape.
  public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor { try x.relu() }
}
