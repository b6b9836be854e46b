import Kernels

extension Tensor {
  /// The product over `dims`, or over everything; bools count as 0 and 1, integers wrap around.
  package func product(_ dims: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    let source = dtype == .bool ? try converted(to: .int64) : self
    let dims = try reducedDimensions(dims)
    if dims.isEmpty, rank > 0 { return source }
    let (kept, dropped) = try reducedShapes(dims)
    let result = try Tensor(uninitialized: keepDims ? kept : dropped, source.dtype)
    let (terms, blocks) = try source.blocks(around: dims)
    if source.dtype == .float32 {
      try blocks.reduce(
        terms.floats, into: result.floats, rows: lab_product_rows_f32,
        columns: lab_product_columns_f32)
    } else {
      try blocks.reduce(
        terms.int64s, into: result.int64s, rows: lab_product_rows_i64,
        columns: lab_product_columns_i64)
    }
    return result.recorded("prod", from: self) {
      let x = detached()
      return { (gradient) throws(TensorError) in
        let rows = try x.reductionRows(dims).rows
        let others = try x.fromReductionRows(try Tensor.productOfOthers(rows), dims)
        return [try gradient.reshaped(kept) * others]
      }
    }
  }

  /// For each element of a row, the product of all others, which division cannot give at 0.
  private static func productOfOthers(_ rows: Tensor) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: rows.shape)
    let inner = rows.shape[1]
    try withPointers(rows.floats, result.floats) { (terms, others) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: rows.shape[0], grain: max(1, 16_384 / max(inner, 1))) {
        range in
        for row in range {
          let (x, out) = (terms + row * inner, others + row * inner)
          if lab_products_of_others(inner, x, out) { continue }
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
}
