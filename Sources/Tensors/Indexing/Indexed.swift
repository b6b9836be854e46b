import Kernels

extension Tensor {
  /// `x[i, j, …]` with tensors: a key for each of the first dimensions, nil for all of one.
  ///
  /// int64 keys broadcast together and select one element each; a bool key of n dimensions covers n
  /// of this tensor's, and selects where it is true. The selected dimensions come where the keys
  /// were if these are adjacent, else first: NumPy's rules. Single numbers are applied before all
  /// others, PyTorch's rule. The gradient adds up where an element was selected twice.
  package func indexed(_ keys: [Tensor?]) throws(TensorError) -> Tensor {
    if let place = keys.firstIndex(where: { $0.map { $0.rank == 0 && $0.dtype == .int64 } ?? false }
    ),
      let number = keys[place]
    {
      let dim = keys[..<place].reduce(0) { $0 + ($1?.dtype == .bool ? $1?.rank ?? 1 : 1) }
      let part = try selected(dim, number.integer)
      return try part.indexed(Array(keys[..<place] + keys[(place + 1)...]))
    }
    var dims: [Int] = []
    var indices: [Tensor] = []
    var dim = 0
    for key in keys {
      guard let key else {
        dim += 1
        continue
      }
      guard key.dtype != .float32 else {
        throw TensorError(
          "a tensor of float32 numbers and shape \(key.shape) cannot be an index",
          hint: "convert it with int(x), or compare it for a mask")
      }
      for index in key.dtype == .bool ? try maskIndices(key, dim) : [key.detached()] {
        dims.append(dim)
        indices.append(index)
        dim += 1
      }
    }
    guard dim <= rank else {
      throw TensorError("\(counted(dim, "index", "indices")) for a tensor of shape \(shape)")
    }
    guard !dims.isEmpty else { return self }
    if dims.count == 1, indices[0].rank == 1 { return try picked(dims[0], indices[0]) }
    return try pickedPoints(dims, indices)
  }

  /// The positions where a mask for the dimensions from `dim` on is true, one tensor per dimension.
  private func maskIndices(_ mask: Tensor, _ dim: Int) throws(TensorError) -> [Tensor] {
    let covered = dim + mask.rank <= rank ? try Shape(shape[dim..<(dim + mask.rank)]) : nil
    guard mask.rank > 0, covered == mask.shape else {
      throw TensorError(
        "a mask of shape \(mask.shape) does not fit a tensor of shape \(shape)",
        hint: "a mask has the extents of the dimensions that it picks from")
    }
    return try mask.nonzero().transposed(0, 1).unbound()
  }

  /// The elements at the points whose coordinates along `dims` are `indices`.
  private func pickedPoints(
    _ dims: [Int], _ indices: [Tensor]
  ) throws(TensorError) -> Tensor {
    var points = Shape()
    for index in indices { points = try points.broadcast(with: index.shape, for: "index") }
    // For each point, one position in the selected dimensions merged into one.
    var places = try Tensor.zeros(points, .int64)
    for (dim, index) in zip(dims, indices) {
      let extent = shape[dim]
      let raised = try Tensor.where_(
        try index.less(try Tensor.scalar(0)), try index + Tensor.scalar(extent), index)
      let inside = try raised.greaterOrEqual(try Tensor.scalar(0))
        .and(try raised.less(try Tensor.scalar(extent))).all()
      guard inside.bools[0] else {
        let wrong = try index.elements(Int.self).first { $0 >= extent || $0 < -extent } ?? extent
        throw outOfRange(wrong, dim)
      }
      places = try places * Tensor.scalar(extent) + raised
    }
    let others = (0..<rank).filter { !dims.contains($0) }
    let merged = try permuted(try Shape(dims + others))
      .reshaped(try Shape([dims.reduce(1) { $0 * shape[$1] }] + others.map { shape[$0] }))
    let picked = try merged.picked(0, try places.reshaped([places.count]))
    let result = try picked.reshaped(try Shape(points + others.map { shape[$0] }))
    // Adjacent keys leave their dimensions where they were.
    let isAdjacent = zip(dims, dims.dropFirst()).allSatisfy { $1 == $0 + 1 }
    guard isAdjacent, let first = dims.first, first > 0 else { return result }
    let order =
      Array(points.count..<(points.count + first)) + Array(0..<points.count)
      + Array((points.count + first)..<result.rank)
    return try result.permuted(try Shape(order))
  }

  /// The positions of nonzero elements: int64 [n, rank] in row-major order.
  package func nonzero() throws(TensorError) -> Tensor {
    let truths = try converted(to: .bool).packed()
    let (isTrue, total) = (truths.bytes, count)
    let found = Int(withPointers(isTrue) { lab_count_nonzero_u8(total, $0) })
    let result = try Tensor(uninitialized: [found, rank], .int64)
    withPointers(isTrue, result.ints) { isTrue, first in
      var next = first
      for place in 0..<total where isTrue[place] != 0 {
        var rest = place
        for dim in stride(from: rank - 1, through: 0, by: -1) {
          (rest, next[dim]) = rest.quotientAndRemainder(dividingBy: shape[dim])
        }
        next += rank
      }
    }
    return result
  }
}
