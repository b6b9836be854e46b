import Tensors

/// A learned vector for each number below a count, normal at first, as `nn.Embedding`.
public final class Embedding: Module {
  /// [count, size].
  public let weight: Tensor

  /// `count` vectors of `size` numbers; throws unless both are positive.
  public init(_ count: Int, _ size: Int, _ generator: Generator) throws(TensorError) {
    guard count > 0, size > 0 else {
      throw TensorError("Embedding: sizes must be positive, not \(count) and \(size)")
    }
    weight = try generator.normal([count, size]).asParameter()
  }

  /// `weight`.
  public var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("weight", weight, false)]
  }

  /// x [...] int64 → [..., size].
  public func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    try Tensor.embedding(x, weight)
  }
}
