import Kernels

extension Tensor {
  /// A contiguous copy in memory of its own, without the graph.
  public func copied() throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, dtype)
    result.assign(self)
    return result
  }

  /// The same elements in row-major order without gaps; itself where it is so already.
  ///
  /// Detached: for use inside operations, which record themselves.
  func packed() throws(TensorError) -> Tensor { isContiguous ? detached() : try copied() }

  /// The same elements in row-major order without gaps, with the graph.
  public func contiguous() throws(TensorError) -> Tensor {
    if isContiguous { return self }
    return try copied().recorded("contiguous", from: self) { { gradient in [gradient] } }
  }

  /// Writes `values`, of the same shape and type, through this view of memory that nobody else
  /// has seen yet.
  func assign(_ values: Tensor) {
    let (to, from) = (self, values)
    StridedLoop(shape: shape, strides, values.strides).forEachBlock { block in
      let (rows, columns) = (block.rows, block.columns)
      let (toRow, fromRow) = (block.rowStrides.0, block.rowStrides.1)
      let (toColumn, fromColumn) = (block.columnStrides.0, block.columnStrides.1)
      switch to.dtype {
      case .float32:
        lab_copy_f32(
          rows, columns, from.floats + block.offsets.1, fromRow, fromColumn,
          to.floats + block.offsets.0, toRow, toColumn)
      case .int64:
        lab_copy_i64(
          rows, columns, from.int64s + block.offsets.1, fromRow, fromColumn,
          to.int64s + block.offsets.0, toRow, toColumn)
      case .bool:
        lab_copy_u8(
          rows, columns, from.bytes + block.offsets.1, fromRow, fromColumn,
          to.bytes + block.offsets.0, toRow, toColumn)
      }
    }
  }

  /// Adds float32 `values` of the same shape to this view of memory that nobody else has seen yet.
  func add(_ values: Tensor) {
    let (to, from) = (floats, values.floats)
    StridedLoop(shape: shape, strides, values.strides).forEachBlock { block in
      lab_add_f32(
        block.rows, block.columns,
        from + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
        to + block.offsets.0, block.rowStrides.0, block.columnStrides.0)
    }
  }
}
