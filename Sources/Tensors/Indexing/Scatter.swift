extension Tensor {
  /// This tensor with elements of `source` added where `indices` points along `dim`.
  ///
  /// That is PyTorch's `scatter_add`, or `scatter` if they replace what is there.
  package func scattered(
    _ dim: Int, _ indices: Tensor, _ source: Tensor, adding: Bool
  ) throws(TensorError) -> Tensor {
    let name = adding ? "scatter_add" : "scatter"
    let position = try shape.dimension(dim)
    guard indices.dtype == .int64, indices.rank == rank, source.rank == rank else {
      throw TensorError(
        "\(name): indices of type \(indices.dtype) and shape \(indices.shape) do not fit a tensor "
          + "of shape \(shape)",
        hint: "indices must be int64, with as many dimensions as the tensor")
    }
    for other in 0..<rank
    where indices.shape[other] > source.shape[other]
      || other != position && indices.shape[other] > shape[other]
    {
      throw TensorError(
        "\(name): indices of shape \(indices.shape) reach beyond \(source.shape) or \(shape)")
    }
    let type = max(dtype, source.dtype)
    // Truth values are added as wholes, of which those that are not 0 hold.
    let base = try converted(to: max(type, .int64))
    let values = try source.converted(to: max(type, .int64)).cut(to: indices.shape)
    let result = try base.detached().copied()
    let places = try result.offsets(along: position, indices)
    let given = try values.detached().packed()
    guard type == .float32 else {
      try withPointers(result.ints, given.ints, places.ints) {
        (target, added, places) throws(TensorError) in
        try indices.forEachRowOfPlaces(along: position) {
          for index in $0 {
            target[places[index]] = adding ? target[places[index]] &+ added[index] : added[index]
          }
        }
      }
      return try result.converted(to: type)
    }
    try withPointers(result.floats, given.floats, places.ints) {
      (target, added, places) throws(TensorError) in
      try indices.forEachRowOfPlaces(along: position) {
        for index in $0 {
          target[places[index]] = adding ? target[places[index]] + added[index] : added[index]
        }
      }
    }
    return result.recorded("scatter", from: base, values) {
      { (gradient) throws(TensorError) in
        let own = try gradient.copied()
        if !adding {
          withPointers(own.floats, places.ints) { own, places in
            for index in 0..<indices.count { own[places[index]] = 0 }
          }
        }
        return [own, try gradient.gathered(position, indices)]
      }
    }
  }

  /// Calls `body` with ranges of these indices' elements, in any order; those of one point to none of
  /// what those of another point to.
  func forEachRowOfPlaces(
    along dim: Int, _ body: (Range<Int>) -> Void
  ) throws(TensorError) {
    // Rows of the first dimension have places of their own, unless it is the one that indices are for.
    guard dim > 0, count > 0 else { return try Cancellation.inParts(of: count, body) }
    let length = count / shape[0]
    try WorkerPool.shared.runAsking(over: shape[0], grain: max(1, 16_384 / length)) {
      body($0.lowerBound * length..<$0.upperBound * length)
    }
  }

  /// The corner of this tensor with the extents of `wanted`.
  private func cut(to wanted: Shape) throws(TensorError) -> Tensor {
    var result = self
    for dim in wanted.indices where wanted[dim] < shape[dim] {
      result = try result.sliced(dim, to: wanted[dim])
    }
    return result
  }
}
