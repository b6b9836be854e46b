extension Tensor {
  /// Tensors one after another along `dim`; all other extents must agree.
  package static func concatenated(_ parts: [Tensor], _ dim: Int) throws(TensorError) -> Tensor {
    guard let first = parts.first else { throw TensorError("cat: there is nothing to join") }
    let position = try first.shape.dimension(dim)
    var dtype = first.dtype
    var shape = first.shape
    shape[position] = 0
    for part in parts {
      var other = part.shape
      if other.count == shape.count { other[position] = shape[position] }
      guard other == shape else {
        throw TensorError(
          "cat: shapes \(first.shape) and \(part.shape) differ outside dimension \(position)")
      }
      shape[position] += part.shape[position]
      _ = try shape.elementCount()
      dtype = Swift.max(dtype, part.dtype)
    }
    let result = try Tensor(uninitialized: shape, dtype)
    var places: [Range<Int>] = []
    var start = 0
    for part in parts {
      let place = start..<(start + part.shape[position])
      try result.sliced(position, from: place.lowerBound, to: place.upperBound)
        .assign(part.detached().converted(to: dtype))
      places.append(place)
      start = place.upperBound
    }
    let ranges = places
    return result.recorded("cat", from: parts) {
      { (gradient) throws(TensorError) in
        var shares: [Tensor?] = []
        for range in ranges {
          shares.append(
            try gradient.sliced(position, from: range.lowerBound, to: range.upperBound))
        }
        return shares
      }
    }
  }

  /// Tensors of one shape along a new dimension `dim`.
  package static func stacked(_ parts: [Tensor], _ dim: Int) throws(TensorError) -> Tensor {
    guard let first = parts.first else { throw TensorError("stack: there is nothing to stack") }
    var raised: [Tensor] = []
    for part in parts {
      guard part.shape == first.shape else {
        throw TensorError("stack: shapes \(first.shape) and \(part.shape) differ")
      }
      raised.append(try part.unsqueezed(dim))
    }
    return try concatenated(raised, dim < 0 ? dim + first.rank + 1 : dim)
  }
}
