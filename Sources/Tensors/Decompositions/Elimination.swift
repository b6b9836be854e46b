import Kernels

/// A square matrix and right-hand sides beside it, after Gauss's elimination with partial pivoting: in
/// double precision, by blocks of columns.
///
/// Elements change in the same order however columns are shared, so the bits are the same.
struct Elimination {
  /// The matrix, of which the upper triangle counts, and the right-hand sides: [n, n + sides].
  private let elements: Elements<Double>
  private let n: Int
  private let sides: Int
  private var sign = 1.0

  private static let block = 16
  /// Columns that a thread takes: a multiple of what the kernel takes at a time.
  private static let strip = 64

  /// Eliminates the n×n matrix whose first element is number `start`, beside the right-hand sides
  /// [n, sides] whose first is number `first`.
  init(
    _ matrices: Elements<Float>, from start: Int, _ n: Int, _ right: Elements<Float>,
    from first: Int, _ sides: Int
  ) throws(TensorError) {
    (self.n, self.sides) = (n, sides)
    let width = n + sides
    elements = try Storage(byteCount: n * width * 8).elements(Double.self)
    withPointers(elements, matrices, right) { rows, matrices, right in
      for row in 0..<n {
        let target = rows + row * width
        for column in 0..<n { target[column] = Double(matrices[start + row * n + column]) }
        for side in 0..<sides { target[n + side] = Double(right[first + row * sides + side]) }
      }
    }
    let scratch = try Storage(byteCount: n * Elimination.block * 8).elements(Double.self)
    for column in stride(from: 0, to: n, by: Elimination.block) {
      try eliminate(from: column, scratch)
    }
  }

  /// Eliminates below the diagonal in the block of columns that begins with `first`.
  private mutating func eliminate(
    from first: Int, _ scratch: Elements<Double>
  ) throws(TensorError) {
    let (width, count) = (n + sides, min(Elimination.block, n - first))
    let end = first + count
    var pivots = [Int64](repeating: 0, count: count)
    withPointers(elements, scratch) {
      lab_factor_panel_f64(n - first, count, $0 + first * width + first, width, &pivots, $1)
    }
    for (row, pivot) in pivots.enumerated() where pivot != row { sign = -sign }
    try withPointers(elements) { (all) throws(TensorError) in
      let strip = Elimination.strip
      try WorkerPool.shared.runAsking(over: width - end, grain: strip) { columns in
        let top = all + first * width + end + columns.lowerBound
        for (row, pivot) in pivots.enumerated() where pivot != row {
          let (one, other) = (top + row * width, top + Int(pivot) * width)
          for column in 0..<columns.count { swap(&one[column], &other[column]) }
        }
        let factors = all + first * width + first
        for row in 1..<max(count, 1) {
          lab_subtract_product_f64(
            1, columns.count, row, factors + row * width, width, top, width, top + row * width,
            width)
        }
        lab_subtract_product_f64(
          n - end, columns.count, count, factors + count * width, width, top, width,
          top + count * width, width)
      }
    }
  }

  private func diagonal(_ row: Int) -> Double { elements[row * (n + sides) + row] }

  /// Whether an element of the diagonal is 0.
  var isSingular: Bool { (0..<n).contains { diagonal($0) == 0 } }

  var determinant: Double { (0..<n).reduce(sign) { $0 * diagonal($1) } }

  /// Solves for the right-hand sides, and writes the solution [n, sides] from element `place` on.
  func solve(into result: Elements<Float>, at place: Int) throws(TensorError) {
    let (width, block) = (n + sides, Elimination.block)
    try withPointers(elements, result) { (all, result) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: sides, grain: Elimination.strip) { columns in
        let right = all + n + columns.lowerBound
        for first in stride(from: (n - 1) / block * block, through: 0, by: -block) {
          let end = min(first + block, n)
          for row in (first..<end).reversed() {
            let (x, known) = (right + row * width, row + 1)
            lab_subtract_product_f64(
              1, columns.count, end - known, all + row * width + known, width,
              right + known * width, width, x, width)
            let pivot = all[row * width + row]
            for side in 0..<columns.count { x[side] /= pivot }
          }
          lab_subtract_product_f64(
            first, columns.count, end - first, all + first, width, right + first * width, width,
            right, width)
        }
        for row in 0..<n {
          let target = result + place + row * sides + columns.lowerBound
          for side in 0..<columns.count { target[side] = Float(right[row * width + side]) }
        }
      }
    }
  }
}
