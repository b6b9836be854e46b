extension Tensor {
  /// The elements along `dim` in order, and where each was.
  ///
  /// Equal elements keep their order; NaN counts as the largest number, as in PyTorch.
  package func sorted(
    _ dim: Int = -1, descending: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let places = try argsort(dim, descending: descending)
    if rank == 0 { return (self, places) }
    return (try gathered(dim, places), places)
  }

  /// The positions of the elements along `dim` in order; see `sorted`.
  package func argsort(_ dim: Int = -1, descending: Bool = false) throws(TensorError) -> Tensor {
    try firstPlaces(nil, dim, descending: descending)
  }

  /// The positions of the first `k` elements along `dim`, or of all, in order.
  private func firstPlaces(
    _ k: Int?, _ dim: Int, descending: Bool
  ) throws(TensorError) -> Tensor {
    if rank == 0, dim == 0 || dim == -1 { return try Tensor.scalar(0) }
    let position = try shape.dimension(dim)
    let rows = try orderedRows("sort", position)
    let k = k ?? shape[position]
    var target = rows.shape
    target[rank - 1] = k
    let result = try Tensor(uninitialized: target, .int64)
    let indices = result.ints
    try RowOrder(rows, descending: descending).forEachRow { row in
      withPointers(indices) {
        row.writeFirst(UnsafeMutableBufferPointer(start: $0 + row.number * k, count: k))
      }
    }
    return try result.transposed(position, -1)
  }

  /// The `k` largest or smallest elements along `dim`, in order, and their positions.
  package func topK(
    _ k: Int, _ dim: Int = -1, largest: Bool = true
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try shape.dimension(dim)
    guard k >= 0, k <= shape[position] else {
      throw TensorError(
        "topk: k = \(k) is out of range for dimension \(position) of shape \(shape)")
    }
    let places = try firstPlaces(k, position, descending: largest)
    return (try gathered(position, places), places)
  }
}
