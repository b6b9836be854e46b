import Kernels

extension Tensor {
  /// The cumulative sums of the elements along `dim`.
  package func cumulativeSum(_ dim: Int) throws(TensorError) -> Tensor {
    let source = dtype == .bool ? try converted(to: .int64) : self
    if rank == 0, dim == 0 || dim == -1 { return source }
    let position = try shape.dimension(dim)
    let (x, blocks) = try source.packed().blocks(around: [position])
    let result = try Tensor(uninitialized: shape, source.dtype)
    if source.dtype == .float32 {
      try blocks.map(
        x.floats, into: result.floats, rows: lab_running_sum_rows_f32,
        columns: lab_running_sum_columns_f32)
    } else {
      try blocks.map(
        x.int64s, into: result.int64s, rows: lab_running_sum_rows_i64,
        columns: lab_running_sum_columns_i64)
    }
    return result.recorded("cumsum", from: self) {
      { (gradient) throws(TensorError) in
        [try gradient.flipped([position]).cumulativeSum(position).flipped([position])]
      }
    }
  }
}
