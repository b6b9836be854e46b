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
  /// Each column's row that its pivot came from, counted from its block's first.
  private let pivots: Elements<Int64>

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
    pivots = try Storage(byteCount: n * 8).elements(Int64.self)
    try withPointers(elements, matrices, right) { (all, matrices, right) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: n, grain: max(1, 16_384 / max(width, 1))) { rows in
        for row in rows {
          let target = all + row * width
          for column in 0..<n { target[column] = Double(matrices[start + row * n + column]) }
          for side in 0..<sides { target[n + side] = Double(right[first + row * sides + side]) }
        }
      }
    }
    let scratch = try Storage(byteCount: n * Elimination.block * 8).elements(Double.self)
    factor(from: 0, scratch)
    for first in stride(from: 0, to: n, by: Elimination.block) {
      try eliminate(from: first, scratch)
    }
  }

  /// Eliminates among the columns of the block that begins with `first`.
  private func factor(from first: Int, _ scratch: Elements<Double>) {
    let (width, count) = (n + sides, min(Elimination.block, n - first))
    guard count > 0 else { return }
    withPointers(elements, pivots, scratch) {
      lab_factor_panel_f64(
        n - first, count, $0 + first * width + first, width, $1 + first, $2)
    }
  }

  /// Eliminates below the block that begins with `first`, which is factored, in the columns after it,
  /// and factors the next block: while one thread does that, the others are busy with what follows.
  private func eliminate(from first: Int, _ scratch: Elements<Double>) throws(TensorError) {
    let (width, strip) = (n + sides, Elimination.strip)
    let end = min(first + Elimination.block, n)
    let rest = min(end + Elimination.block, n)
    try WorkerPool.shared.runAsking(1 + (width - rest + strip - 1) / strip) { piece, _ in
      if piece == 0 {
        subtract(first..<end, from: end..<rest)
        factor(from: end, scratch)
      } else {
        let start = rest + (piece - 1) * strip
        subtract(first..<end, from: start..<min(start + strip, width))
      }
    }
  }

  /// Takes a factored block's rows from those below, in some columns behind it.
  private func subtract(_ block: Range<Int>, from columns: Range<Int>) {
    guard !columns.isEmpty else { return }
    let (width, first, count) = (n + sides, block.lowerBound, block.count)
    withPointers(elements, pivots) { all, pivots in
      let top = all + first * width + columns.lowerBound
      for row in 0..<count where pivots[first + row] != row {
        lab_swap_f64(columns.count, top + row * width, top + Int(pivots[first + row]) * width)
      }
      let factors = all + first * width + first
      for row in 1..<max(count, 1) {
        lab_subtract_product_f64(
          1, columns.count, row, factors + row * width, width, top, width, top + row * width, width)
      }
      lab_subtract_product_f64(
        n - block.upperBound, columns.count, count, factors + count * width, width, top, width,
        top + count * width, width)
    }
  }

  private func diagonal(_ row: Int) -> Double { elements[row * (n + sides) + row] }

  /// Whether an element of the diagonal is 0.
  var isSingular: Bool { (0..<n).contains { diagonal($0) == 0 } }

  /// The product of the diagonal, with the sign that exchanging rows gave it.
  var determinant: Double {
    (0..<n).reduce(1) { $0 * (pivots[$1] == $1 % Elimination.block ? 1 : -1) * diagonal($1) }
  }

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
