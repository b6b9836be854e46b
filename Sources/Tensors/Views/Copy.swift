import Kernels

extension Tensor {
  /// A contiguous copy in memory of its own, without the graph.
  public func copied() throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, dtype)
    switch dtype {
    case .float32: copy(Float.self, into: result.floats)
    case .int64: copy(Int.self, into: result.ints)
    case .bool: copy(Bool.self, into: result.bools)
    }
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

  private func copy<T: Element>(_ type: T.Type, into target: UnsafeMutablePointer<T>) {
    let source = pointer(type)
    if isContiguous {
      target.update(from: source, count: count)
      return
    }
    StridedLoop(shape: shape, strides).forEachBlock { block in
      Tensor.copyBlock(block, from: source, to: target + block.position)
    }
  }

  private static func copyBlock<T: Element>(
    _ block: StridedLoop.Block, from source: UnsafeMutablePointer<T>,
    to target: UnsafeMutablePointer<T>
  ) {
    let from = UnsafeRawPointer(source + block.offsets.0)
    let to = UnsafeMutableRawPointer(target)
    let (rows, columns) = (block.rows, block.columns)
    let (rowStride, columnStride) = (block.rowStrides.0, block.columnStrides.0)
    switch T.dtype {
    case .float32:
      lab_copy_f32(
        rows, columns, from.assumingMemoryBound(to: Float.self), rowStride, columnStride,
        to.assumingMemoryBound(to: Float.self), columns, 1)
    case .int64:
      lab_copy_i64(
        rows, columns, from.assumingMemoryBound(to: Int64.self), rowStride, columnStride,
        to.assumingMemoryBound(to: Int64.self), columns, 1)
    case .bool:
      lab_copy_u8(
        rows, columns, from.assumingMemoryBound(to: UInt8.self), rowStride, columnStride,
        to.assumingMemoryBound(to: UInt8.self), columns, 1)
    }
  }
}
