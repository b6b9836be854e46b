import Kernels

extension Tensor {
  /// `a op b` as bools, with broadcasting; never recorded.
  private func compare(
    _ operation: lab_compare_op, _ name: String, _ other: Tensor
  ) throws(TensorError) -> Tensor {
    let (a, b) = try Tensor.promoted(self, other, least: .int64)
    let shape = try a.shape.broadcast(with: b.shape, for: name)
    let result = try Tensor(uninitialized: shape, .bool)
    let loop = StridedLoop(shape: shape, a.broadcastStrides(shape), b.broadcastStrides(shape))
    let out = result.bytes
    if a.dtype == .float32 {
      let (x, y) = (a.floats, b.floats)
      loop.forEachBlock { block in
        lab_compare(
          operation, block.rows, block.columns,
          x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
          y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
          out + block.position, block.columns)
      }
    } else {
      let (x, y) = (a.int64s, b.int64s)
      loop.forEachBlock { block in
        lab_compare_i64(
          operation, block.rows, block.columns,
          x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
          y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
          out + block.position, block.columns)
      }
    }
    return result
  }

  /// `self == other`, element by element.
  public func equal(_ other: Tensor) throws(TensorError) -> Tensor { try compare(.eq, "==", other) }
  /// `self != other`, element by element.
  public func notEqual(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.ne, "!=", other)
  }
  /// `self < other`, element by element.
  public func less(_ other: Tensor) throws(TensorError) -> Tensor { try compare(.lt, "<", other) }
  /// `self <= other`, element by element.
  public func lessOrEqual(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.le, "<=", other)
  }
  /// `self > other`, element by element.
  public func greater(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.gt, ">", other)
  }
  /// `self >= other`, element by element.
  public func greaterOrEqual(_ other: Tensor) throws(TensorError) -> Tensor {
    try compare(.ge, ">=", other)
  }

  /// Element by element `a` where `condition` is true, else `b`; all three broadcast.
  public static func where_(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    guard condition.dtype == .bool else {
      throw TensorError(
        "where: the condition is a tensor of \(condition.dtype), not of bools",
        hint: "compare it first, such as x > 0")
    }
    let (a, b) = try promoted(a, b)
    let shape = try a.shape.broadcast(with: b.shape, for: "where")
      .broadcast(with: condition.shape, for: "where")
    let isFloat = a.dtype == .float32
    let (x, y) = (try a.converted(to: .float32), try b.converted(to: .float32))
    if !isFloat {
      let chosen = try Tensor(uninitialized: shape, a.dtype)
      let picks = try condition.broadcast(to: shape).values(Bool.self)
      let yes = try a.broadcast(to: shape).copied()
      let no = try b.broadcast(to: shape).copied()
      let size = a.dtype.size
      for (index, pick) in picks.enumerated() {
        let source = pick ? yes : no
        (chosen.storage.bytes + index * size).copyMemory(
          from: source.storage.bytes + index * size, byteCount: size)
      }
      return chosen
    }
    let result = try Tensor(uninitialized: shape)
    let (c, p, q, out) = (condition.bytes, x.floats, y.floats, result.floats)
    StridedLoop(
      shape: shape, condition.broadcastStrides(shape), x.broadcastStrides(shape),
      y.broadcastStrides(shape)
    ).forEachBlock { block in
      lab_where(
        block.rows, block.columns,
        c + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
        p + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
        q + block.offsets.2, block.rowStrides.2, block.columnStrides.2,
        out + block.position, block.columns)
    }
    return result.recorded("where", from: a, b) {
      let (left, right) = (a.shape, b.shape)
      return { (gradient) throws(TensorError) in
        let zero = try Tensor.scalar(Float(0))
        return [
          try where_(condition, gradient, zero).summed(to: left),
          try where_(condition, zero, gradient).summed(to: right),
        ]
      }
    }
  }

  /// Whether the elements of a bool tensor are both, either or not true.
  public func and(_ other: Tensor) throws(TensorError) -> Tensor {
    try logical(other, "and") { $0 && $1 }
  }
  /// Element by element `self or other`.
  public func or(_ other: Tensor) throws(TensorError) -> Tensor {
    try logical(other, "or") { $0 || $1 }
  }
  /// Element by element `not self`.
  public func not() throws(TensorError) -> Tensor {
    try logical(self, "not") { a, _ in !a }
  }

  private func logical(
    _ other: Tensor, _ name: String, _ operation: (Bool, Bool) -> Bool
  ) throws(TensorError) -> Tensor {
    let shape = try shape.broadcast(with: other.shape, for: name)
    let a = try converted(to: .bool).broadcast(to: shape).values(Bool.self)
    let b = try other.converted(to: .bool).broadcast(to: shape).values(Bool.self)
    return try Tensor.of(zip(a, b).map { operation($0, $1) }, shape: shape)
  }
}
