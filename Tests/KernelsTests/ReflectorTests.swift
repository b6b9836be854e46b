import Kernels
import Testing

/// A panel's reflectors against Householder's, column by column in plain loops.
@Suite struct ReflectorTests {
  private typealias Matrix = [[Double]]

  private let width = Int(LAB_PANEL)

  /// R by the textbook: each column is reflected to its first element, with the other sign.
  private func triangle(_ matrix: Matrix) -> Matrix {
    var a = matrix
    for j in a[0].indices {
      let below = a[(j + 1)...].map { $0[j] }
      guard below.contains(where: { $0 != 0 }) else { continue }
      var v = [a[j][j]] + below
      let norm = v.map { $0 * $0 }.reduce(0, +).squareRoot()
      v[0] += a[j][j] < 0 ? -norm : norm
      let square = v.map { $0 * $0 }.reduce(0, +)
      for c in j..<a[0].count {
        let sum = v.indices.map { v[$0] * a[j + $0][c] }.reduce(0, +)
        for i in v.indices { a[j + i][c] -= 2 * sum / square * v[i] }
      }
    }
    return a
  }

  /// What the kernel leaves in the panel, and Q = 1 − V T Vᵀ from its V and T.
  private func reflect(_ matrix: Matrix) -> (r: Matrix, q: Matrix) {
    let (rows, columns) = (matrix.count, matrix[0].count)
    let (aStride, vStride) = (columns + 3, columns + 1)
    var a = [Float](repeating: 7, count: rows * aStride)
    var v = [Float](repeating: .nan, count: rows * vStride)
    var t = [Float](repeating: .nan, count: columns * width)
    var scratch = [Double](repeating: .nan, count: rows * width)
    for i in 0..<rows { for c in 0..<columns { a[i * aStride + c] = Float(matrix[i][c]) } }
    lab_reflect_panel(rows, columns, &a, aStride, &v, vStride, &t, &scratch)
    // What lies between the rows stays.
    #expect((0..<rows).allSatisfy { a[$0 * aStride + columns] == 7 })
    func at(_ x: [Float], _ stride: Int) -> (Int, Int) -> Double { { Double(x[$0 * stride + $1]) } }
    let (vAt, tAt, aAt) = (at(v, vStride), at(t, width), at(a, aStride))
    let q = (0..<rows).map { i in
      (0..<rows).map { j in
        (i == j ? 1.0 : 0)
          - (0..<columns).map { r in
            vAt(i, r) * (0..<columns).map { tAt(r, $0) * vAt(j, $0) }.reduce(0, +)
          }.reduce(0, +)
      }
    }
    return ((0..<rows).map { i in (0..<columns).map { aAt(i, $0) } }, q)
  }

  private func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    a.map { row in
      b[0].indices.map { c in row.indices.map { row[$0] * b[$0][c] }.reduce(0, +) }
    }
  }

  /// The largest difference in a column, as a part of the largest number in it.
  private func error(_ a: Matrix, _ b: Matrix) -> Double {
    var worst = 0.0
    for c in a[0].indices {
      let largest = b.map { abs($0[c]) }.max() ?? 0
      for i in a.indices where a[i][c] != b[i][c] {
        let error = abs(a[i][c] - b[i][c]) / largest
        if !(error <= worst) { worst = error }
      }
    }
    return worst
  }

  /// `isUnique` unless rounding alone decides on rows of R.
  private func check(_ matrix: Matrix, isUnique: Bool = true) {
    let (r, q) = reflect(matrix)
    let name = "\(matrix.count)×\(matrix[0].count)"
    if isUnique { #expect(error(r, triangle(matrix)) < 1e-6, "R of \(name)") }
    #expect(r.indices.allSatisfy { i in r[i].indices.allSatisfy { i <= $0 || r[i][$0] == 0 } })
    #expect(error(product(q, r), matrix) < 2e-6, "Q R of \(name)")
    let turned = q.indices.map { i in q.indices.map { q[$0][i] } }
    let unit = q.indices.map { i in q.indices.map { i == $0 ? 1.0 : 0 } }
    #expect(error(product(turned, q), unit) < 2e-6, "Qᵀ Q of \(name)")
  }

  @Test func panelsOfAnySize() {
    var random = SplitMix(state: 3)
    for (rows, columns) in [(1, 1), (2, 1), (2, 2), (5, 3), (16, 16), (17, 16), (50, 9), (90, 16)] {
      check((0..<rows).map { _ in random.floats(columns).map(Double.init) })
    }
  }

  @Test func columnsOfNothingAreLeftAlone() {
    // Already triangular, with both signs and zeros on the diagonal.
    let triangle: Matrix = [[-2, 1, 3], [0, 0, 4], [0, 0, 5], [0, 0, 0]]
    let (r, _) = reflect(triangle)
    #expect(r == triangle)
    check([[0, 1], [0, 2], [0, -2]])
  }

  /// Each column leaves the ones behind it smaller by what a double holds, till nothing is left.
  @Test func equalColumnsStayOrthogonal() {
    var random = SplitMix(state: 5)
    for size: Float in [1, 1e30, 1e-30] {
      let column = random.floats(40).map { Double($0 * size) }
      check(column.map { [Double](repeating: $0, count: 16) }, isUnique: false)
    }
  }

  @Test func noSizeIsLost() {
    var random = SplitMix(state: 4)
    // Squares of these are no floats.
    let sizes: [Float] = [1e-30, 1, 1e30, 1e-36]
    check((0..<20).map { _ in zip(random.floats(4), sizes).map { Double($0 * $1) } })
  }
}
