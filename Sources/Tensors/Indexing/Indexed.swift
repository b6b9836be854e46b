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
    if let picked = try maskedAlone(keys) { return picked }
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

  /// What a mask selects that is the only key: its dimensions become one; nil for other keys.
  private func maskedAlone(_ keys: [Tensor?]) throws(TensorError) -> Tensor? {
    guard let dim = keys.firstIndex(where: { $0 != nil }), let mask = keys[dim],
      mask.dtype == .bool, !keys.dropFirst(dim + 1).contains(where: { $0 != nil })
    else { return nil }
    try checkMask(mask, dim)
    let merged = mask.rank == 1 ? self : try flattened(from: dim, to: dim + mask.rank - 1)
    return try merged.picked(dim, try mask.truePlaces())
  }

  /// The positions where a mask for the dimensions from `dim` on is true, one tensor per dimension.
  private func maskIndices(_ mask: Tensor, _ dim: Int) throws(TensorError) -> [Tensor] {
    try checkMask(mask, dim)
    return try mask.nonzero().transposed(0, 1).unbound()
  }

  private func checkMask(_ mask: Tensor, _ dim: Int) throws(TensorError) {
    let covered = dim + mask.rank <= rank ? try Shape(shape[dim..<(dim + mask.rank)]) : nil
    guard mask.rank > 0, covered == mask.shape else {
      throw TensorError(
        "a mask of shape \(mask.shape) does not fit a tensor of shape \(shape)",
        hint: "a mask must have the sizes of the dimensions that it selects from")
    }
  }

  /// The elements at the points whose coordinates along `dims` are `indices`.
  private func pickedPoints(
    _ dims: [Int], _ indices: [Tensor]
  ) throws(TensorError) -> Tensor {
    var points = Shape()
    for index in indices { points = try points.broadcast(with: index.shape, for: "index") }
    // For each point, one position in the selected dimensions merged into one.
    let places = try Tensor.zeros(points, .int64)
    for (dim, index) in zip(dims, indices) {
      let coordinates = try index.broadcast(to: points).packed()
      let wrong = withPointers(coordinates.int64s, places.int64s) {
        lab_add_coordinates(places.count, $0, Int64(shape[dim]), $1)
      }
      if wrong >= 0 { throw outOfRange(coordinates.ints[wrong], dim) }
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
    let places = try truePlaces()
    if rank == 1 { return try places.reshaped([places.count, 1]) }
    let result = try Tensor(uninitialized: [places.count, rank], .int64)
    guard rank > 0 else { return result }
    let (last, columns) = (rank - 1, shape[rank - 1])
    withPointers(places.ints, result.ints) { places, first in
      // The row that a place lies in, and where that starts: they move on as the places do.
      var row = Shape(repeating: 0, count: last)
      var (start, next) = (0, first)
      for place in UnsafeBufferPointer(start: places, count: result.shape[0]) {
        while place - start >= columns {
          start += columns
          var dim = last - 1
          row[dim] += 1
          while dim > 0, row[dim] == shape[dim] {
            row[dim] = 0
            dim -= 1
            row[dim] += 1
          }
        }
        for dim in 0..<last { next[dim] = row[dim] }
        next[last] = place - start
        next += rank
      }
    }
    return result
  }

  /// Where elements are not 0, counted in row-major order: int64 [n].
  private func truePlaces() throws(TensorError) -> Tensor {
    let truths = try detached().converted(to: .bool).packed()
    let (total, part) = (count, 65_536)
    let parts = (total + part - 1) / part
    // How many there are in each part, and so where in the result it begins.
    let counts = try Tensor.zeros([parts], .int64)
    try withPointers(truths.bytes, counts.int64s) { (x, counts) throws(TensorError) in
      try WorkerPool.shared.runAsking(parts) { index, _ in
        let first = index * part
        lab_sum_rows_u8(1, min(part, total - first), x + first, counts + index)
      }
    }
    let ends = try counts.cumulativeSum(0)
    let result = try Tensor(uninitialized: [parts > 0 ? ends.ints[parts - 1] : 0], .int64)
    try withPointers(truths.bytes, counts.ints, ends.ints, result.int64s) {
      (x, counts, ends, places) throws(TensorError) in
      try WorkerPool.shared.runAsking(parts) { index, _ in
        let first = index * part
        lab_true_places(
          min(part, total - first), x + first, Int64(first), counts[index],
          places + (ends[index] - counts[index]))
      }
    }
    return result
  }
}
