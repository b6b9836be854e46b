import Kernels

extension Tensor {
  /// The dimensions in `dims`, sorted, each once; all of them where `dims` is nil.
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

  /// A contiguous matrix whose rows hold the elements that are reduced together.
  ///
  /// `isTransposed`: they stand in the columns instead, where the reduced dimensions come first
  /// and no copy is needed that way.
  func reductionMatrix(
    _ dims: [Int]
  ) throws(TensorError) -> (matrix: Tensor, outer: Int, inner: Int, isTransposed: Bool) {
    let others = shape.indices.filter { !dims.contains($0) }
    var inner = 1
    for dim in dims { inner *= shape[dim] }
    let outer = inner == 0 ? try Shape(others.map { shape[$0] }).elementCount() : count / inner
    let columnsFirst = try detached().permuted(try Shape(dims + others))
    if !dims.isEmpty, !others.isEmpty, columnsFirst.isContiguous {
      return (columnsFirst, outer, inner, true)
    }
    return (try detached().permuted(try Shape(others + dims)).packed(), outer, inner, false)
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
  public func sum(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    let source = dtype == .bool ? try converted(to: .int64) : self
    let dims = try reducedDimensions(dims)
    if dims.isEmpty, rank > 0 { return source }
    let (kept, dropped) = try reducedShapes(dims)
    let (matrix, outer, inner, isTransposed) = try source.reductionMatrix(dims)
    let result = try Tensor(uninitialized: keepDims ? kept : dropped, source.dtype)
    if source.dtype == .int64 {
      Tensor.sumIntegers(matrix.int64s, outer, inner, isTransposed, into: result.int64s)
      return result
    }
    Tensor.sumFloats(matrix.floats, outer, inner, isTransposed, into: result.floats)
    let original = shape
    return result.recorded("sum", from: self) {
      { (gradient) throws(TensorError) in
        [try gradient.reshaped(kept).broadcast(to: original)]
      }
    }
  }

  private static func sumFloats(
    _ x: UnsafeMutablePointer<Float>, _ outer: Int, _ inner: Int, _ isTransposed: Bool,
    into result: UnsafeMutablePointer<Float>
  ) {
    if isTransposed {
      WorkerPool.shared.run(over: outer, grain: max(16, 65_536 / max(inner, 1))) { columns in
        lab_sum_columns(
          inner, columns.count, x + columns.lowerBound, outer, result + columns.lowerBound, false)
      }
    } else if outer == 1 {
      result.pointee = Float(lab_sum(inner, x))
    } else {
      WorkerPool.shared.run(over: outer, grain: max(1, 32_768 / max(inner, 1))) { rows in
        lab_sum_rows(
          rows.count, inner, x + rows.lowerBound * inner, inner, result + rows.lowerBound)
      }
    }
  }

  private static func sumIntegers(
    _ x: UnsafeMutablePointer<Int64>, _ outer: Int, _ inner: Int, _ isTransposed: Bool,
    into result: UnsafeMutablePointer<Int64>
  ) {
    for row in 0..<outer {
      var total: Int64 = 0
      for column in 0..<inner {
        total &+= isTransposed ? x[column * outer + row] : x[row * inner + column]
      }
      result[row] = total
    }
  }

  /// The mean over `dims`, or over everything, as float32; NaN of no elements.
  public func mean(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    var inner = 1
    for dim in try reducedDimensions(dims) { inner *= shape[dim] }
    let total = try converted(to: .float32).sum(dims, keepDims: keepDims)
    return try total / Tensor.scalar(Float(inner))
  }

  /// The variance over `dims`, or over everything; `correction` 1 divides by n − 1.
  public func variance(
    _ dims: [Int]? = nil, keepDims: Bool = false, correction: Int = 1
  ) throws(TensorError) -> Tensor {
    var inner = 1
    for dim in try reducedDimensions(dims) { inner *= shape[dim] }
    let deviation = try self - mean(dims, keepDims: true)
    return try deviation.square().sum(dims, keepDims: keepDims)
      / Tensor.scalar(max(Float(inner) - Float(correction), 0))
  }

  /// The square root of `variance`.
  public func standardDeviation(
    _ dims: [Int]? = nil, keepDims: Bool = false, correction: Int = 1
  ) throws(TensorError) -> Tensor {
    try variance(dims, keepDims: keepDims, correction: correction).sqrt()
  }
}
