import Kernels

extension Tensor {
  /// A contiguous copy in memory of its own, without the graph.
  package func copied() throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, dtype)
    try result.assign(self)
    return result
  }

  /// The same elements in row-major order without gaps; itself if it is so already.
  ///
  /// Detached: for use inside operations, which record themselves.
  func packed() throws(TensorError) -> Tensor { isContiguous ? detached() : try copied() }

  /// The same elements in row-major order without gaps, with the graph.
  package func contiguous() throws(TensorError) -> Tensor {
    if isContiguous { return self }
    return try copied().recorded("contiguous", from: self) { { gradient in [gradient] } }
  }

  /// Writes `values`, of the same shape and type, through this view of memory not yet shared.
  func assign(_ values: Tensor) throws(TensorError) {
    // Nobody knows what is in a stand-in, before or after.
    if storage.isStandIn { return }
    let all = StridedLoop(shape: shape, strides, values.strides)
    switch dtype {
    case .float32:
      try withPointers(values.floats, floats) { (source, target) throws(TensorError) in
        if try Tensor.copyPatches(all, from: source, to: target) { return }
        try Tensor.copy(all.withLongestRows(), from: source, to: target, lab_copy_f32)
      }
    case .int64:
      try withPointers(values.int64s, int64s) { (source, target) throws(TensorError) in
        try Tensor.copy(all.withLongestRows(), from: source, to: target, lab_copy_i64)
      }
    case .bool:
      try withPointers(values.bytes, bytes) { (source, target) throws(TensorError) in
        try Tensor.copy(all.withLongestRows(), from: source, to: target, lab_copy_u8)
      }
    }
  }

  private typealias Kernel<T> = (
    Int, Int, UnsafePointer<T>, Int, Int, UnsafeMutablePointer<T>, Int, Int
  ) -> Void

  @inline(__always)
  private static func copy<T>(
    _ loop: StridedLoop, from source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>,
    _ kernel: Kernel<T>
  ) throws(TensorError) {
    try loop.forEachBlock { block in
      let (toRow, fromRow) = (block.rowStrides.0, block.rowStrides.1)
      let (toColumn, fromColumn) = (block.columnStrides.0, block.columnStrides.1)
      let (to, from) = (target + block.offsets.0, source + block.offsets.1)
      guard block.rows &* block.columns < 64 else {
        kernel(block.rows, block.columns, from, fromRow, fromColumn, to, toRow, toColumn)
        return
      }
      // For small patches, the call would cost more than the copy.
      for row in 0..<block.rows {
        let (to, from) = (to + row &* toRow, from + row &* fromRow)
        for column in 0..<block.columns { to[column &* toColumn] = from[column &* fromColumn] }
      }
    }
  }

  /// Copies small patches, such as an image's, many in one call; returns false for other layouts.
  private static func copyPatches(
    _ loop: StridedLoop, from source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>
  ) throws(TensorError) -> Bool {
    guard let (patches, rows, columns, (toRow, fromRow)) = loop.smallPatches() else { return false }
    try patches.forEachBlock(grain: 32_768 / max(1, rows * columns)) { block in
      lab_copy_patches_f32(
        [block.rows, block.columns, rows, columns],
        source + block.offsets.1, [block.rowStrides.1, block.columnStrides.1, fromRow],
        target + block.offsets.0, [block.rowStrides.0, block.columnStrides.0, toRow])
    }
    return true
  }

  /// Adds float32 `values` of the same shape to this view of memory not yet shared.
  func add(_ values: Tensor) throws(TensorError) {
    if storage.isStandIn { return }
    try withPointers(floats, values.floats) { (to, from) throws(TensorError) in
      try StridedLoop(shape: shape, strides, values.strides).withLongestRows().forEachBlock {
        block in
        lab_add_f32(
          block.rows, block.columns,
          from + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
          to + block.offsets.0, block.rowStrides.0, block.columnStrides.0)
      }
    }
  }
}
