import Kernels

extension Tensor {
  /// Along `dim`, the elements that `indices` names; PyTorch's `gather`: the result has the shape
  /// of `indices`, whose other extents are at most this tensor's.
  public func gathered(_ dim: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    guard indices.dtype == .int64, indices.rank == rank else {
      throw TensorError(
        "gather: indices of type \(indices.dtype) and shape \(indices.shape) do not fit a tensor "
          + "of shape \(shape)", hint: "indices are int64, with as many dimensions")
    }
    for other in 0..<rank where other != position && indices.shape[other] > shape[other] {
      throw TensorError("gather: indices of shape \(indices.shape) reach beyond shape \(shape)")
    }
    let places = try offsets(along: position, indices)
    let result = try Tensor(uninitialized: indices.shape, dtype)
    switch dtype {
    case .float32: for (i, place) in places.enumerated() { result.floats[i] = floats[place] }
    case .int64: for (i, place) in places.enumerated() { result.ints[i] = ints[place] }
    case .bool: for (i, place) in places.enumerated() { result.bools[i] = bools[place] }
    }
    let original = shape
    return result.recorded("gather", from: self) {
      { (gradient) throws(TensorError) in
        let whole = try Tensor.zeros(original)
        let places = try whole.offsets(along: position, indices)
        let slopes = try gradient.packed().floats
        for (i, place) in places.enumerated() { whole.floats[place] += slopes[i] }
        return [whole]
      }
    }
  }

  /// Where in memory each named element lies, in the order of the indices.
  private func offsets(along dim: Int, _ indices: Tensor) throws(TensorError) -> [Int] {
    var strides = strides
    strides[dim] = 0
    let chosen = indices.values(Int.self)
    var result: [Int] = []
    result.reserveCapacity(chosen.count)
    StridedLoop(shape: indices.shape, strides).forEachRun { run in
      for column in 0..<run.columns { result.append(run.offsets.0 + column &* run.columnStrides.0) }
    }
    let (stride, extent) = (self.strides[dim], shape[dim])
    for (position, index) in chosen.enumerated() {
      let place = index < 0 ? index &+ extent : index
      guard place >= 0, place < extent else {
        throw TensorError(
          "index \(index) is out of range for dimension \(dim) of shape \(shape)")
      }
      result[position] += place * stride
    }
    return result
  }

  /// Whole slices along `dim`, in the order of a one-dimensional int64 `indices`.
  public func picked(_ dim: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    guard indices.dtype == .int64, indices.rank == 1 else {
      throw TensorError(
        "an index tensor holds int64 positions in one dimension, not \(indices.dtype) of shape "
          + "\(indices.shape)")
    }
    let rows = try detached().converted(to: .float32).transposed(0, position).packed()
    let length = shape[position] == 0 ? 0 : rows.count / shape[position]
    let chosen = try Tensor.of(
      indices.values(Int.self).map { $0 < 0 ? $0 &+ shape[position] : $0 })
    let wrong = lab_index_out_of_range(
      chosen.count, chosen.int64s, 0, Int64(shape[position]))
    guard wrong < 0 else {
      throw TensorError(
        "index \(indices.values(Int.self)[wrong]) is out of range for dimension \(position) of "
          + "shape \(shape)")
    }
    var target = rows.shape
    target[0] = chosen.count
    let result = try Tensor(uninitialized: target)
    lab_gather_rows(chosen.count, length, rows.floats, length, chosen.int64s, result.floats)
    let original = rows.shape
    return try result.transposed(0, position).converted(to: dtype).recorded("index", from: self) {
      { (gradient) throws(TensorError) in
        let whole = try Tensor.zeros(original)
        let slopes = try gradient.transposed(0, position).packed()
        lab_scatter_add_rows(
          chosen.count, length, slopes.floats, length, chosen.int64s, whole.floats, length)
        return [try whole.transposed(0, position)]
      }
    }
  }
}
