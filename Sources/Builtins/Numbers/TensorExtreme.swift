import Interpreter
import Tensors

/// `max` and `min` for tensors, as in PyTorch.
enum TensorExtreme {
  case largest, smallest

  static let details =
    "Of a tensor, with a dimension as dim or second: the values along it, and where they stand; of "
    + "two tensors element by element."

  /// The extreme of a tensor, along a dimension, or of two tensors.
  ///
  /// nil if `values` are not tensors, or are to be compared by a key.
  func found(_ values: [Value], _ key: Value, _ dim: Int?, _ keep: Bool) throws -> Value? {
    if key.isNone, let x = try values.first?.tensor() {
      switch (values.count, try values.last?.made(), dim) {
      case (1, _, nil) where !keep: return .tensor(try all(x))
      case (1, _, let dim?): return try along(x, dim, keep)
      case (2, .int(let dim), nil) where x.rank > 0: return try along(x, dim, keep)
      case (2, .tensor(let other), nil) where !keep: return .tensor(try each(x, other))
      default: break
      }
    }
    guard dim == nil, !keep else {
      throw Failure("`dim` and `keepdim` are for one tensor, and keepdim needs a dim")
    }
    return nil
  }

  private func all(_ x: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .largest: try x.maximum()
    case .smallest: try x.minimum()
    }
  }

  private func each(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .largest: try Tensor.maximum(x, y)
    case .smallest: try Tensor.minimum(x, y)
    }
  }

  private func along(_ x: Tensor, _ dim: Int, _ keep: Bool) throws(TensorError) -> Value {
    let (values, places) =
      switch self {
      case .largest: try x.maximum(along: dim, keepDims: keep)
      case .smallest: try x.minimum(along: dim, keepDims: keep)
      }
    return .named(["values": values, "indices": places])
  }
}
