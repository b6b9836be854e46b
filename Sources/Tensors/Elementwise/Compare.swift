import Kernels

extension Tensor {
  /// `a op b` as bools, with broadcasting; never recorded.
  private func compare(
    _ operation: lab_compare_op, _ name: String, _ other: Tensor
  ) throws(TensorError) -> Tensor {
    let (a, b) = try Tensor.promoted(self, other, least: .int64)
    let shape = try a.shape.broadcast(with: b.shape, for: name)
    let result = try Tensor(uninitialized: shape, .bool)
    if result.storage.isStandIn { return result }
    let loop = StridedLoop(shape: shape, a.broadcastStrides(shape), b.broadcastStrides(shape))
    if a.dtype == .float32 {
      try withPointers(a.floats, b.floats, result.bytes) { (x, y, out) throws(TensorError) in
        try loop.forEachBlock { block in
          lab_compare(
            operation, block.rows, block.columns,
            x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
            y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
            out + block.position, block.columns)
        }
      }
    } else {
      try withPointers(a.int64s, b.int64s, result.bytes) { (x, y, out) throws(TensorError) in
        try loop.forEachBlock { block in
          lab_compare_i64(
            operation, block.rows, block.columns,
            x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
            y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
            out + block.position, block.columns)
        }
      }
    }
    return result
  }

  /// `self == other`, element by element.
  package func equal(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.eq, "==", other)
  }
  /// `self != other`, element by element.
  package func notEqual(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.ne, "!=", other)
  }
  /// `self < other`, element by element.
  package func less(_ other: Tensor) throws(TensorError) -> Tensor { try compare(.lt, "<", other) }
  /// `self <= other`, element by element.
  package func lessOrEqual(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.le, "<=", other)
  }
  /// `self > other`, element by element.
  package func greater(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.gt, ">", other)
  }
  /// `self >= other`, element by element.
  package func greaterOrEqual(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.ge, ">=", other)
  }

  /// `self and other`, element by element, as bools.
  package func and(_ other: Tensor) throws(TensorError) -> Tensor {
    try logical(other, "and", .and)
  }

  /// `self or other`, element by element, as bools.
  package func or(_ other: Tensor) throws(TensorError) -> Tensor {
    try logical(other, "or", .or)
  }

  /// `not self`, element by element, as bools.
  package func not() throws(TensorError) -> Tensor {
    try logical(Tensor.scalar(true), "not", .xor)
  }

  private func logical(
    _ other: Tensor, _ name: String, _ operation: lab_logic_op
  ) throws(TensorError) -> Tensor {
    let (a, b) = (try converted(to: .bool), try other.converted(to: .bool))
    let shape = try a.shape.broadcast(with: b.shape, for: name)
    let result = try Tensor(uninitialized: shape, .bool)
    let loop = StridedLoop(shape: shape, a.broadcastStrides(shape), b.broadcastStrides(shape))
    try withPointers(a.bytes, b.bytes, result.bytes) { (x, y, out) throws(TensorError) in
      try loop.forEachBlock { block in
        lab_logic(
          operation, block.rows, block.columns,
          x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
          y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
          out + block.position, block.columns)
      }
    }
    return result
  }

  /// Whether it is NaN, element by element.
  package func isNaN() throws(TensorError) -> Tensor { try notEqual(self) }

  /// Whether it is neither infinite nor NaN, element by element.
  package func isFinite() throws(TensorError) -> Tensor {
    let infinity = try Tensor.scalar(Float.infinity)
    return dtype == .float32
      ? try abs().less(infinity) : try Tensor.full([], true).broadcast(to: shape)
  }
}
