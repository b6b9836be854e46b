import Kernels

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
    let old = try base.packed()
    let places = try old.offsets(along: position, indices)
    let given = try values.packed()
    let result = try Tensor(uninitialized: shape, old.dtype)
    guard type == .float32 else {
      try places.put(
        given.int64s, along: position, into: result.int64s, shape, over: old.int64s,
        adding ? lab_add_at_i64 : lab_put_i64)
      return try result.converted(to: type)
    }
    try places.put(
      given.floats, along: position, into: result.floats, shape, over: old.floats,
      adding ? lab_add_at_f32 : lab_put_f32)
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

  /// Puts what is `given` for each of these places, chosen along `dim`, into `target` of `whole`.
  ///
  /// The target is first filled with what is `old`, if that is given.
  func put<T>(
    _ given: Elements<T>, along dim: Int, into target: Elements<T>, _ whole: Shape,
    over old: Elements<T>? = nil,
    _ kernel: (Int, UnsafePointer<T>, UnsafePointer<Int64>, UnsafeMutablePointer<T>) -> Void
  ) throws(TensorError) {
    let size = try whole.elementCount()
    try withPointers(target, old ?? target, given, int64s) {
      (target, source, given, places) throws(TensorError) in
      let pool = WorkerPool.shared
      guard dim > 0, size > 0 else {
        // A place may be named by any two indices.
        if old != nil {
          try pool.runAsking(over: size, grain: 32_768) {
            (target + $0.lowerBound).update(from: source + $0.lowerBound, count: $0.count)
          }
        }
        return try Cancellation.inParts(of: count) {
          kernel($0.count, given + $0.lowerBound, places + $0.lowerBound, target)
        }
      }
      // Rows of the first dimension have places of their own. What was just copied is in the cache.
      let (length, chosen) = (size / whole[0], count / max(shape[0], 1))
      try pool.runAsking(over: whole[0], grain: max(1, 16_384 / max(length, chosen))) { rows in
        for row in rows {
          let (start, first) = (row * length, row * chosen)
          if old != nil { (target + start).update(from: source + start, count: length) }
          if row < shape[0] { kernel(chosen, given + first, places + first, target) }
        }
      }
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
