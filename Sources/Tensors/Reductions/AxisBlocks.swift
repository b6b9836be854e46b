import Kernels

/// Contiguous elements as [outer, length, inner], around the dimension, or several that lie together,
/// that a loop goes along.
struct AxisBlocks {
  let outer: Int
  let length: Int
  let inner: Int

  /// A loop along rows of adjacent elements: rows, their length, the elements, the results.
  typealias RowKernel<T, R> = (Int, Int, UnsafePointer<T>, UnsafeMutablePointer<R>) -> Void
  /// A loop down columns: rows, columns, the elements, from row to row, the results.
  typealias ColumnKernel<T, R> = (Int, Int, UnsafePointer<T>, Int, UnsafeMutablePointer<R>) -> Void

  /// One result for each row, or column of a block: [outer, inner].
  func reduce<T, R>(
    _ x: Elements<T>, into result: Elements<R>, rows: @escaping RowKernel<T, R>,
    columns: @escaping ColumnKernel<T, R>
  ) throws(TensorError) {
    try walk(x, result, 1, rows, columns)
  }

  /// One result for each element.
  func map<T, R>(
    _ x: Elements<T>, into result: Elements<R>, rows: @escaping RowKernel<T, R>,
    columns: @escaping ColumnKernel<T, R>
  ) throws(TensorError) {
    try walk(x, result, length, rows, columns)
  }

  /// As `reduce`, where results of parts may be reduced again by `together` and nothing changes: a
  /// single long row is shared, too.
  func reduceInParts<T, R>(
    _ x: Elements<T>, into result: Elements<R>, rows: @escaping RowKernel<T, R>,
    columns: @escaping ColumnKernel<T, R>, together: RowKernel<R, R>
  ) throws(TensorError) {
    let (part, count) = (AxisBlocks.partLength, length / AxisBlocks.partLength)
    guard outer == 1, inner == 1, count > 1 else {
      return try reduce(x, into: result, rows: rows, columns: columns)
    }
    let parts = try Storage(byteCount: (count + 1) * MemoryLayout<R>.stride).elements(R.self)
    try withPointers(x, parts, result) { (x, parts, result) throws(TensorError) in
      try WorkerPool.shared.runAsking(count) { index, _ in
        rows(1, part, x + index * part, parts + index)
      }
      let rest = length - count * part
      if rest > 0 { rows(1, rest, x + count * part, parts + count) }
      together(1, rest > 0 ? count + 1 : count, parts, result)
    }
  }

  /// As the other, where elements are of the type of results.
  func reduceInParts<T>(
    _ x: Elements<T>, into result: Elements<T>, rows: @escaping RowKernel<T, T>,
    columns: @escaping ColumnKernel<T, T>
  ) throws(TensorError) {
    try reduceInParts(x, into: result, rows: rows, columns: columns, together: rows)
  }

  private static let partLength = 65_536
  /// Elements of a row from which on it is left to itself when nobody wants it any more.
  private static let longRow = 1 << 26

  /// Runs a kernel over everything; each row or column has `results` results.
  private func walk<T, R>(
    _ x: Elements<T>, _ result: Elements<R>, _ results: Int, _ rows: @escaping RowKernel<T, R>,
    _ columns: @escaping ColumnKernel<T, R>
  ) throws(TensorError) {
    if inner == 1, length >= AxisBlocks.longRow {
      // A kernel asks nobody while it goes along a row.
      try Cancellation.abandonably(operations: length) {
        withPointers(x, result) { x, result in
          for row in 0..<outer where !lab_should_stop() {
            rows(1, length, x + row * length, result + row * results)
          }
        }
      }
      return try Cancellation.check()
    }
    try withPointers(x, result) { (x, result) throws(TensorError) in
      if inner == 1 {
        let grain = max(1, 32_768 / max(length, 1))
        try WorkerPool.shared.runAsking(over: outer, grain: grain) { range in
          let first = range.lowerBound
          rows(range.count, length, x + first * length, result + first * results)
        }
        return
      }
      // Columns are cut into strips, as wide ones as leave enough of them to share.
      let width = max(256, 65_536 / max(length, 1))
      let strips = (inner + width - 1) / width
      let grain = max(1, 32_768 / max(1, length * min(width, inner)))
      try WorkerPool.shared.runAsking(over: outer * strips, grain: grain) { range in
        for strip in range {
          let (block, part) = strip.quotientAndRemainder(dividingBy: strips)
          let first = part * width
          columns(
            length, min(width, inner - first), x + block * length * inner + first, inner,
            result + block * results * inner + first)
        }
      }
    }
  }
}

extension Tensor {
  /// Memory in which the dimensions `dims` lie together: this tensor's own where they do so in it,
  /// else a copy. Results, [outer, inner], are in the order of the other dimensions.
  func blocks(around dims: [Int]) throws(TensorError) -> (tensor: Tensor, blocks: AxisBlocks) {
    let others = shape.indices.filter { !dims.contains($0) }
    func extent(_ dims: some Sequence<Int>) -> Int { dims.reduce(1) { $0 &* shape[$1] } }
    let (first, last) = (dims.first ?? rank, dims.last ?? rank - 1)
    if last - first + 1 == dims.count, isContiguous {
      return (
        detached(),
        AxisBlocks(
          outer: extent(0..<first), length: extent(dims), inner: extent((last + 1)..<rank))
      )
    }
    let columnsFirst = try detached().permuted(try Shape(dims + others))
    if columnsFirst.isContiguous {
      return (columnsFirst, AxisBlocks(outer: 1, length: extent(dims), inner: extent(others)))
    }
    let rows = try detached().permuted(try Shape(others + dims)).packed()
    return (rows, AxisBlocks(outer: extent(others), length: extent(dims), inner: 1))
  }
}
