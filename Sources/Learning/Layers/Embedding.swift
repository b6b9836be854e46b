import Tensors

/// A learned vector for each number below a count, initially normal, as `nn.Embedding`.
package final class Embedding: Module {
  /// [count, size].
  package let weight: Tensor

  /// `count` vectors of `size` numbers; throws unless both are positive.
  package init(_ count: Int, _ size: Int, _ generator: Generator) throws(TensorError) {
    guard count > 0, size > 0 else {
      throw TensorError("Embedding: sizes must be positive, not \(count) and \(size)")
    }
    weight = try generator.normal([count, size]).asParameter()
  }

  /// `weight`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("weight", weight, false)]
  }

  /// x [...] int64 → [..., size].
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    try Tensor.embedding(x, weight)
  }
}
