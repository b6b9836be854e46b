import Kernels

extension Tensor {
  /// The dimensions in `dims`, sorted, without duplicates; all of them if `dims` is nil.
  func reducedDimensions(_ dims: [Int]?) throws(TensorError) -> [Int] {
    guard let dims else { return Array(0..<rank) }
    var result: [Int] = []
    for dim in dims {
      let position = try shape.dimension(dim)
      guard !result.contains(position) else {
        throw TensorError(
          "dimension \(dim) of shape \(shape) is listed twice")
      }
      result.append(position)
    }
    return result.sorted()
  }

  /// This shape with the extents of `dims` as 1, and without them.
  func reducedShapes(_ dims: [Int]) throws(TensorError) -> (kept: Shape, dropped: Shape) {
    var kept = shape
    for dim in dims { kept[dim] = 1 }
    let dropped = try Shape(shape.indices.filter { !dims.contains($0) }.map { shape[$0] })
    return (kept, dropped)
  }

  /// The elements that are reduced together as the rows of a contiguous matrix [outer, inner].
  func reductionRows(_ dims: [Int]) throws(TensorError) -> (rows: Tensor, inner: Int) {
    let others = shape.indices.filter { !dims.contains($0) }
    var inner = 1
    for dim in dims { inner *= shape[dim] }
    let outer = inner == 0 ? try Shape(others.map { shape[$0] }).elementCount() : count / inner
    let rows = try detached().permuted(try Shape(others + dims)).reshaped([outer, inner]).packed()
    return (rows, inner)
  }

  /// A tensor of this shape from the rows that `reductionRows` makes of it.
  func fromReductionRows(_ rows: Tensor, _ dims: [Int]) throws(TensorError) -> Tensor {
    let order = shape.indices.filter { !dims.contains($0) } + dims
    var back = Shape(repeating: 0, count: rank)
    for (position, dim) in order.enumerated() { back[dim] = position }
    return try rows.reshaped(try Shape(order.map { shape[$0] })).permuted(back)
  }

  /// The sum over `dims`, or over everything; bools are counted, integers stay integers.
  package func sum(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    let dims = try reducedDimensions(dims)
    let dtype = max(dtype, .int64)
    if dims.isEmpty, rank > 0 { return try converted(to: dtype) }
    let (kept, dropped) = try reducedShapes(dims)
    let result = try Tensor(uninitialized: keepDims ? kept : dropped, dtype)
    let (x, blocks) = try self.blocks(around: dims)
    switch x.dtype {
    case .bool:
      try blocks.reduceInParts(
        x.bytes, into: result.int64s, rows: lab_sum_rows_u8, columns: lab_sum_columns_u8,
        together: lab_sum_rows_i64)
    case .int64:
      try blocks.reduceInParts(
        x.int64s, into: result.int64s, rows: lab_sum_rows_i64, columns: lab_sum_columns_i64)
    case .float32 where blocks.outer == 1 && blocks.inner == 1:
      result.floats[0] = Float(try Tensor.longSum(x.floats, blocks.length, lab_sum))
    case .float32:
      try blocks.reduce(
        x.floats, into: result.floats, rows: { lab_sum_rows($0, $1, $2, $1, $3) },
        columns: { lab_sum_columns($0, $1, $2, $3, $4, false) })
    }
    let original = shape
    return result.recorded("sum", from: self) {
      { (gradient) throws(TensorError) in
        [try gradient.reshaped(kept).broadcast(to: original)]
      }
    }
  }

  /// The sum of a long run's elements, or of a function of them. The kernels sum blocks of 4096 in
  /// single precision and then the blocks in double: so the bits do not depend on who does which.
  static func longSum(
    _ x: Elements<Float>, _ count: Int, _ sum: (Int, UnsafePointer<Float>) -> Double
  ) throws(TensorError) -> Double {
    let block = 4096
    let blocks = (count + block - 1) / block
    guard blocks > 16 else { return withPointers(x) { sum(count, $0) } }
    let sums = try Storage(byteCount: blocks * 8).elements(Double.self)
    return try withPointers(x, sums) { (x, sums) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: blocks, grain: 8) { range in
        for index in range {
          sums[index] = sum(min(block, count - index * block), x + index * block)
        }
      }
      return (0..<blocks).reduce(0) { $0 + sums[$1] }
    }
  }

  /// The mean over `dims`, or over everything, as float32; NaN if there are no elements.
  package func mean(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    var inner = 1
    for dim in try reducedDimensions(dims) { inner *= shape[dim] }
    let total = try converted(to: .float32).sum(dims, keepDims: keepDims)
    return try total / Tensor.scalar(Float(inner))
  }
}
