import Kernels

extension Tensor {
  /// The largest element along `dim`, and the position of the first such; NaN is the largest.
  package func maximum(
    along dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try extreme(dim, keepDims: keepDims, "max", smallest: false)
  }

  /// The smallest element along `dim`, and the position of the first such; NaN if there is one.
  package func minimum(
    along dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try extreme(dim, keepDims: keepDims, "min", smallest: true)
  }

  /// The position of the largest element along `dim`, or in the flattened tensor.
  package func argmax(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else { return try detached().flattened().argmax(0) }
    return try detached().maximum(along: dim, keepDims: keepDims).indices
  }

  /// The position of the smallest element along `dim`, or in the flattened tensor.
  package func argmin(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else { return try detached().flattened().argmin(0) }
    return try detached().minimum(along: dim, keepDims: keepDims).indices
  }

  private func extreme(
    _ dim: Int, keepDims: Bool, _ name: String, smallest: Bool
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try shape.dimension(dim)
    guard shape[position] > 0 else {
      throw TensorError("\(name): no elements along dimension \(position) of shape \(shape)")
    }
    let source = dtype == .bool ? try converted(to: .int64) : self
    let (x, blocks) = try source.blocks(around: [position])
    let places = try Tensor(uninitialized: try reducedShapes([position]).kept, .int64)
    if x.dtype == .float32 {
      try blocks.reduce(
        x.floats, into: places.int64s,
        rows: { lab_extreme_places_rows_f32(smallest, $0, $1, $2, $3) },
        columns: { lab_extreme_places_columns_f32(smallest, $0, $1, $2, $3, $4) })
    } else {
      try blocks.reduce(
        x.int64s, into: places.int64s,
        rows: { lab_extreme_places_rows_i64(smallest, $0, $1, $2, $3) },
        columns: { lab_extreme_places_columns_i64(smallest, $0, $1, $2, $3, $4) })
    }
    let values = try gathered(position, places)
    if keepDims { return (values, places) }
    return (try values.squeezed(position), try places.squeezed(position))
  }

  /// The largest element over `dims`, or over everything; NaN if there is one.
  ///
  /// Equal ones share the gradient: PyTorch's `amax`.
  package func maximum(
    over dims: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    try extreme(over: dims, keepDims: keepDims, "max", smallest: false)
  }

  /// The smallest element over `dims`, or over everything; NaN if there is one.
  ///
  /// Equal ones share the gradient: PyTorch's `amin`.
  package func minimum(
    over dims: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    try extreme(over: dims, keepDims: keepDims, "min", smallest: true)
  }

  private func extreme(
    over dims: [Int]?, keepDims: Bool, _ name: String, smallest: Bool
  ) throws(TensorError) -> Tensor {
    let dims = try reducedDimensions(dims)
    let (kept, dropped) = try reducedShapes(dims)
    guard dims.allSatisfy({ shape[$0] > 0 }) else {
      throw TensorError("\(name): no elements along dimensions \(dims) of shape \(shape)")
    }
    let values = try extremes(over: dims, kept, smallest: smallest)
    let result = try values.reshaped(keepDims ? kept : dropped).detached()
    return result.recorded(name, from: self) {
      let x = detached()
      return { (gradient) throws(TensorError) in
        // A NaN is the largest and the smallest, though it equals nothing.
        let isNaN = try values.isNaN().and(x.isNaN())
        let winners = try x.equal(values).or(isNaN).converted(to: .float32)
        let share = try gradient.reshaped(kept) / winners.sum(dims, keepDims: true)
        return [try winners * share]
      }
    }
  }

  /// The largest or smallest elements along `dims`, none of them empty; of bools, whether any or all
  /// are true.
  func extremes(
    over dims: [Int], _ kept: Shape, smallest: Bool
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: kept, dtype)
    let (x, blocks) = try self.blocks(around: dims)
    switch dtype {
    case .float32:
      try blocks.reduceInParts(
        x.floats, into: result.floats, rows: { lab_extreme_rows_f32(smallest, $0, $1, $2, $3) },
        columns: { lab_extreme_columns_f32(smallest, $0, $1, $2, $3, $4) })
    case .int64:
      try blocks.reduceInParts(
        x.int64s, into: result.int64s, rows: { lab_extreme_rows_i64(smallest, $0, $1, $2, $3) },
        columns: { lab_extreme_columns_i64(smallest, $0, $1, $2, $3, $4) })
    case .bool:
      try blocks.reduceInParts(
        x.bytes, into: result.bytes, rows: { lab_extreme_rows_u8(smallest, $0, $1, $2, $3) },
        columns: { lab_extreme_columns_u8(smallest, $0, $1, $2, $3, $4) })
    }
    return result
  }
}
