import Kernels

/// Householder's reflectors that make a matrix upper triangular, by panels of columns: the product of
/// a panel's is 1 − V T Vᵀ (Schreiber and Van Loan, 1989), so that it is applied by products.
struct Reflectors {
  private let rows: Int
  /// The smaller extent.
  private let count: Int
  /// V of all panels, [rows, count]; a panel's rows begin at its diagonal.
  private let v: Elements<Float>
  /// T of each panel, [count, panel].
  private let t: Elements<Float>
  /// For each thread what `apply` needs.
  private let workspace: Elements<Float>

  private static let panel = Int(LAB_PANEL)
  /// Columns that a thread takes: as many as products are at their best with.
  private static let strip = 48
  private static let products = 2 * panel * strip
  private static var spaceCount: Int { products + lab_gemm_scratch(strip, strip, strip) }

  /// Overwrites the matrix [rows, columns] whose first element is number `start` with R.
  init(
    of matrices: Elements<Float>, from start: Int, _ rows: Int, _ columns: Int
  ) throws(TensorError) {
    let (count, panel) = (min(rows, columns), Reflectors.panel)
    (self.rows, self.count) = (rows, count)
    v = try Storage(byteCount: rows * count * 4).elements(Float.self)
    t = try Storage(byteCount: count * panel * 4).elements(Float.self)
    let spaces = WorkerPool.shared.threadCount * Reflectors.spaceCount
    workspace = try Storage(byteCount: spaces * 4).elements(Float.self)
    let scratch = try Storage(byteCount: rows * panel * 8).elements(Double.self)
    for first in stride(from: 0, to: count, by: panel) {
      let width = min(panel, count - first)
      let diagonal = start + first * columns + first
      withPointers(matrices, v, t, scratch) { a, v, t, scratch in
        lab_reflect_panel(
          rows - first, width, a + diagonal, columns, v + first * count + first, count,
          t + first * panel, scratch)
      }
      try withPointers(matrices) { (a) throws(TensorError) in
        try eachStrip(of: columns - first - width) { strip, worker in
          apply(
            first, turned: true, to: a + diagonal + width + strip.lowerBound, columns, strip.count,
            worker)
        }
      }
    }
  }

  /// Writes the first columns of Q, [rows, count], from element `place` on.
  func write(into q: Elements<Float>, at place: Int) throws(TensorError) {
    try withPointers(q) { (q) throws(TensorError) in
      let (q, panel) = (q + place, Reflectors.panel)
      try eachStrip(of: count) { strip, worker in
        for row in 0..<rows {
          (q + row * count + strip.lowerBound).update(repeating: 0, count: strip.count)
        }
        for column in strip { q[column * count + column] = 1 }
        // Later panels find zeros alone in these columns.
        let last = (strip.upperBound - 1) / panel * panel
        for first in stride(from: last, through: 0, by: -panel) where !lab_should_stop() {
          apply(
            first, turned: false, to: q + first * count + strip.lowerBound, count, strip.count,
            worker)
        }
      }
    }
  }

  private func eachStrip(
    of columns: Int, _ body: (Range<Int>, _ worker: Int) -> Void
  ) throws(TensorError) {
    let strip = Reflectors.strip
    try WorkerPool.shared.runAsking((columns + strip - 1) / strip) { piece, worker in
      body(piece * strip..<min((piece + 1) * strip, columns), worker)
    }
  }

  /// c −= V T Vᵀ c, or V Tᵀ Vᵀ c, with the panel that begins at column `first`; c is as high as it.
  private func apply(
    _ first: Int, turned: Bool, to c: UnsafeMutablePointer<Float>, _ stride: Int, _ width: Int,
    _ worker: Int
  ) {
    let (panel, height) = (Reflectors.panel, rows - first)
    let depth = min(panel, count - first)
    withPointers(v, t, workspace) { v, t, workspace in
      let (v, t) = (v + first * count + first, t + first * panel)
      let seen = workspace + worker * Reflectors.spaceCount
      let (taken, scratch) = (seen + panel * width, seen + Reflectors.products)
      lab_gemm(
        1, depth, width, height, v, 1, count, c, stride, 1, seen, width, false, nil, scratch)
      lab_gemm(
        -1, depth, width, depth, t, turned ? 1 : panel, turned ? panel : 1, seen, width, 1, taken,
        width, false, nil, scratch)
      lab_gemm(
        1, height, width, depth, v, count, 1, taken, width, 1, c, stride, true, nil, scratch)
    }
  }
}
