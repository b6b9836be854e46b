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
          "dimension \(dim) stands twice in the list of dimensions of shape \(shape)")
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

  /// Memory in which elements [i, j, k] of [outer, reduced, inner] reduce to result [i, k].
  ///
  /// It is this tensor's own if the reduced dimensions are adjacent in it, else a copy.
  private func reductionBlocks(
    _ dims: [Int]
  ) throws(TensorError) -> (tensor: Tensor, outer: Int, reduced: Int, inner: Int) {
    let others = shape.indices.filter { !dims.contains($0) }
    func extent(_ dims: some Sequence<Int>) -> Int { dims.reduce(1) { $0 &* shape[$1] } }
    let (first, last) = (dims.first ?? rank, dims.last ?? rank - 1)
    if last - first + 1 == dims.count, isContiguous {
      return (detached(), extent(0..<first), extent(dims), extent((last + 1)..<rank))
    }
    let columnsFirst = try detached().permuted(try Shape(dims + others))
    if columnsFirst.isContiguous { return (columnsFirst, 1, extent(dims), extent(others)) }
    let rows = try detached().permuted(try Shape(others + dims)).packed()
    return (rows, extent(others), extent(dims), 1)
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
    let source = dtype == .bool ? try converted(to: .int64) : self
    let dims = try reducedDimensions(dims)
    if dims.isEmpty, rank > 0 { return source }
    let (kept, dropped) = try reducedShapes(dims)
    let result = try Tensor(uninitialized: keepDims ? kept : dropped, source.dtype)
    let (blocks, outer, reduced, inner) = try source.reductionBlocks(dims)
    if source.dtype == .int64 {
      withPointers(blocks.ints, result.ints) { x, y in
        Tensor.sumIntegers(x, outer, reduced, inner, into: y)
      }
      return result
    }
    withPointers(blocks.floats, result.floats) { x, y in
      Tensor.sumFloats(x, outer, reduced, inner, into: y)
    }
    let original = shape
    return result.recorded("sum", from: self) {
      { (gradient) throws(TensorError) in
        [try gradient.reshaped(kept).broadcast(to: original)]
      }
    }
  }

  private static func sumFloats(
    _ x: UnsafePointer<Float>, _ outer: Int, _ reduced: Int, _ inner: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    if inner == 1, outer == 1 {
      result.pointee = Float(lab_sum(reduced, x))
    } else if inner == 1 {
      WorkerPool.shared.run(over: outer, grain: max(1, 32_768 / max(reduced, 1))) { rows in
        lab_sum_rows(
          rows.count, reduced, x + rows.lowerBound * reduced, reduced, result + rows.lowerBound)
      }
    } else if outer == 1 {
      WorkerPool.shared.run(over: inner, grain: max(16, 65_536 / max(reduced, 1))) { columns in
        lab_sum_columns(
          reduced, columns.count, x + columns.lowerBound, inner, result + columns.lowerBound, false)
      }
    } else {
      let size = reduced * inner
      WorkerPool.shared.run(over: outer, grain: max(1, 32_768 / max(size, 1))) { blocks in
        for block in blocks {
          lab_sum_columns(reduced, inner, x + block * size, inner, result + block * inner, false)
        }
      }
    }
  }

  private static func sumIntegers(
    _ x: UnsafePointer<Int>, _ outer: Int, _ reduced: Int, _ inner: Int,
    into result: UnsafeMutablePointer<Int>
  ) {
    result.update(repeating: 0, count: outer * inner)
    for block in 0..<outer {
      for row in (block * reduced)..<((block + 1) * reduced) {
        for column in 0..<inner {
          result[block * inner + column] &+= x[row * inner + column]
        }
      }
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
