extension Tensor {
  /// The dimensions in another order: dimension `i` of the result is dimension `order[i]` here.
  package func permuted(_ order: Shape) throws(TensorError) -> Tensor {
    guard order.count == rank else {
      throw TensorError(
        "permute needs \(rank) dimensions for shape \(shape), not \(order.count)")
    }
    var newShape = shape
    var newStrides = strides
    var inverse = Shape(repeating: -1, count: rank)
    for (position, dim) in order.enumerated() {
      let source = try shape.dimension(dim)
      guard inverse[source] == -1 else {
        throw TensorError("permute: dimension \(dim) is listed twice in \(order)")
      }
      inverse[source] = position
      newShape[position] = shape[source]
      newStrides[position] = strides[source]
    }
    let back = inverse
    return alias(shape: newShape, strides: newStrides, offset: offset, count: count)
      .recorded("permute", from: self) {
        { (gradient) throws(TensorError) in [try gradient.permuted(back)] }
      }
  }

  /// Two dimensions swapped.
  package func transposed(_ first: Int, _ second: Int) throws(TensorError) -> Tensor {
    let a = try shape.dimension(first)
    let b = try shape.dimension(second)
    var order = try Shape(0..<rank)
    order[a] = b
    order[b] = a
    return try permuted(order)
  }

  /// The last two dimensions exchanged; PyTorch's `mT`.
  package func matrixTransposed() throws(TensorError) -> Tensor {
    guard rank >= 2 else {
      throw TensorError("mT needs at least two dimensions, not shape \(shape)")
    }
    return try transposed(-2, -1)
  }
}
