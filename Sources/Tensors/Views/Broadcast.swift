extension Shape {
  /// The shape that two shapes broadcast to, by NumPy's rule.
  ///
  /// They are aligned at the end, and extents are equal or one of them is 1.
  package func broadcast(
    with other: Shape, for operation: String
  ) throws(TensorError) -> Shape {
    if self == other { return self }
    let rank = Swift.max(count, other.count)
    var result = Shape(repeating: 1, count: rank)
    for position in 0..<rank {
      let a = position - (rank - count)
      let b = position - (rank - other.count)
      let left = a >= 0 ? self[a] : 1
      let right = b >= 0 ? other[b] : 1
      guard left == right || left == 1 || right == 1 else {
        throw TensorError(
          "\(operation): shapes \(self) and \(other) do not fit together",
          hint: "aligned at the end, \(left) and \(right) must be equal, or one of them 1")
      }
      result[position] = left == 1 ? right : left
    }
    return result
  }
}

extension Tensor {
  /// A view that repeats extents of 1, and new leading dimensions, to fill `target`.
  package func broadcast(to target: Shape) throws(TensorError) -> Tensor {
    if target == shape { return self }
    guard try shape.broadcast(with: target, for: "expand") == target else {
      throw TensorError("expand: shape \(shape) cannot become \(target)")
    }
    let original = shape
    let count = try target.elementCount()
    // Code that walks a view is done soon only if it is no larger than tensors get.
    try BufferPool.shared.check(count &* dtype.size)
    let result = alias(
      shape: target, strides: broadcastStrides(target), offset: offset, count: count)
    return result.recorded("expand", from: self) {
      { (gradient) throws(TensorError) in [try gradient.summed(to: original)] }
    }
  }

  /// This tensor's strides under a shape that it broadcasts to.
  func broadcastStrides(_ target: Shape) -> Shape {
    var result = Shape(repeating: 0, count: target.count)
    let missing = target.count - rank
    for position in 0..<rank where shape[position] != 1 {
      result[missing + position] = strides[position]
    }
    return result
  }

  /// The sum over what broadcasting repeated: the gradient of a broadcast operand.
  func summed(to target: Shape) throws(TensorError) -> Tensor {
    if target == shape { return self }
    let missing = rank - target.count
    var dims: [Int] = Array(0..<missing)
    for position in 0..<target.count
    where target[position] == 1 && shape[missing + position] != 1 {
      dims.append(missing + position)
    }
    let result = try sum(dims, keepDims: true)
    return try result.reshaped(target)
  }
}
