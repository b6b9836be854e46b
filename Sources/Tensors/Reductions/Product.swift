extension Tensor {
  /// The product over `dims`, or over everything; bools count as 0 and 1, integers wrap around.
  package func product(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    let source = dtype == .bool ? try converted(to: .int64) : self
    let dims = try reducedDimensions(dims)
    if dims.isEmpty, rank > 0 { return source }
    let (kept, dropped) = try reducedShapes(dims)
    let (rows, inner) = try source.reductionRows(dims)
    let result = try Tensor(uninitialized: keepDims ? kept : dropped, source.dtype)
    withPointers(rows.floats, rows.ints, result.floats, result.ints) {
      floats, ints, products, wholeProducts in
      WorkerPool.shared.run(over: result.count, grain: max(1, 16_384 / max(inner, 1))) { range in
        for row in range {
          if source.dtype == .float32 {
            var product = 1.0
            for column in 0..<inner { product *= Double(floats[row * inner + column]) }
            products[row] = Float(product)
          } else {
            var product = 1
            for column in 0..<inner { product &*= ints[row * inner + column] }
            wholeProducts[row] = product
          }
        }
      }
    }
    return result.recorded("prod", from: self) {
      let x = detached()
      return { (gradient) throws(TensorError) in
        let others = try x.fromReductionRows(try Tensor.productOfOthers(rows), dims)
        return [try gradient.reshaped(kept) * others]
      }
    }
  }

  /// For each element of a row, the product of all others, which division cannot give at 0.
  private static func productOfOthers(_ rows: Tensor) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: rows.shape)
    let inner = rows.shape[1]
    withPointers(rows.floats, result.floats) { terms, others in
      WorkerPool.shared.run(over: rows.shape[0], grain: max(1, 16_384 / max(inner, 1))) { range in
        for row in range {
          let (x, out) = (terms + row * inner, others + row * inner)
          var before = [Double](repeating: 1, count: inner)
          for column in 1..<max(inner, 1) {
            before[column] = before[column - 1] * Double(x[column - 1])
          }
          var after = 1.0
          for column in stride(from: inner - 1, through: 0, by: -1) {
            out[column] = Float(before[column] * after)
            after *= Double(x[column])
          }
        }
      }
    }
    return result
  }

  /// The cumulative sums of the elements along `dim`.
  package func cumulativeSum(_ dim: Int) throws(TensorError) -> Tensor {
    let source = dtype == .bool ? try converted(to: .int64) : self
    if rank == 0, dim == 0 || dim == -1 { return source }
    let position = try shape.dimension(dim)
    let length = shape[position]
    let rows = try source.detached().transposed(position, -1).packed()
    let result = try Tensor(uninitialized: rows.shape, source.dtype)
    let count = length == 0 ? 0 : rows.count / length
    withPointers(rows.floats, rows.ints, result.floats, result.ints) {
      floats, ints, sums, wholeSums in
      WorkerPool.shared.run(over: count, grain: max(1, 16_384 / max(length, 1))) { range in
        for place in (range.lowerBound * length)..<(range.upperBound * length) {
          let isFirst = place % length == 0
          if source.dtype == .int64 {
            wholeSums[place] = ints[place] &+ (isFirst ? 0 : wholeSums[place - 1])
          } else if isFirst {
            Tensor.accumulate(floats + place, length, into: sums + place)
          }
        }
      }
    }
    return try result.transposed(position, -1).recorded("cumsum", from: self) {
      { (gradient) throws(TensorError) in
        [try gradient.flipped([position]).cumulativeSum(position).flipped([position])]
      }
    }
  }

  private static func accumulate(
    _ x: UnsafePointer<Float>, _ count: Int, into sums: UnsafeMutablePointer<Float>
  ) {
    var total = 0.0
    for index in 0..<count {
      total += Double(x[index])
      sums[index] = Float(total)
    }
  }
}
