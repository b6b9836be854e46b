import Testing

@testable import Tensors

@Suite struct DecompositionTests {
  private static let shapes: [Shape] = [
    [1, 1], [4, 4], [7, 3], [3, 7], [1, 5], [5, 1], [2, 6, 4], [2, 3, 5, 5], [70, 40], [33, 64],
    [0, 3], [3, 0], [0, 2, 3], [130, 70], [2, 20, 130], [2, 130, 20], [130, 130],
  ]

  /// |a - b| is at most 1e-5 of the largest |b|, and nothing is NaN.
  private func isNear(_ a: Tensor, _ b: Tensor) throws -> Bool {
    guard a.shape == b.shape else { return false }
    return a.count == 0 || relativeError(a.doubles(), b.doubles()) < 1e-5
  }

  /// Whether the columns of each matrix are orthonormal.
  private func areOrthonormal(_ q: Tensor) throws -> Bool {
    let product = try Tensor.matmul(q.matrixTransposed(), q)
    return try isNear(product, try Tensor.eye(q.shape[q.rank - 1]).broadcast(to: product.shape))
  }

  @Test(arguments: shapes) func singularValuesDecomposeAnyShape(shape: Shape) throws {
    var generator = SplitMix64(state: 5)
    let a = try Tensor.scattered(shape, &generator)
    let (u, s, v) = try a.svd()
    #expect(try isNear(Tensor.matmul(u * s.unsqueezed(-2), v), a))
    #expect(try areOrthonormal(u))
    #expect(try areOrthonormal(v.matrixTransposed()))
    #expect(s.doubles().allSatisfy { $0 >= 0 })
    #expect(try s.sorted(-1, descending: true).values.doubles() == s.doubles())
    // The largest element of each left vector is positive.
    if s.count > 0 {
      #expect(
        try u.maximum(over: [-2]).doubles() == u.abs().maximum(over: [-2]).doubles())
    }
  }

  @Test(arguments: shapes) func qrFactorisesAnyShape(shape: Shape) throws {
    var generator = SplitMix64(state: 6)
    let a = try Tensor.scattered(shape, &generator)
    let (q, r) = try a.qr()
    #expect(try isNear(Tensor.matmul(q, r), a))
    #expect(try areOrthonormal(q))
    #expect(r.doubles() == (try r.upperTriangle().doubles()))
  }

  /// Gram and Schmidt's factors are unique but for signs, and LAPACK's R has the other sign than what
  /// its reflectors found on the diagonal: so Q is that of R's positive diagonal, times R's signs.
  @Test func factorsAreThoseOfGramAndSchmidt() throws {
    var generator = SplitMix64(state: 7)
    let (rows, columns) = (90, 60)
    let a = try Tensor.scattered([rows, columns], &generator)
    let numbers = a.doubles()
    var basis: [[Double]] = []
    for column in 0..<columns {
      var vector = (0..<rows).map { numbers[$0 * columns + column] }
      // Twice is enough (Kahan).
      for other in basis + basis {
        let part = zip(vector, other).map { $0 * $1 }.reduce(0, +)
        for row in 0..<rows { vector[row] -= part * other[row] }
      }
      let norm = vector.map { $0 * $0 }.reduce(0, +).squareRoot()
      basis.append(vector.map { $0 / norm })
    }
    let (q, r) = try a.qr()
    let (own, diagonal) = (q.doubles(), try r.diagonal(0).doubles())
    for column in 0..<columns {
      let sign: Double = diagonal[column] < 0 ? -1 : 1
      for row in 0..<rows {
        #expect(abs(own[row * columns + column] - sign * basis[column][row]) < 1e-5)
      }
    }
    // The first reflector finds the matrix's own element.
    #expect(diagonal[0] * numbers[0] < 0)
  }

  @Test func aKnownMatrixHasItsKnownValues() throws {
    // [[3, 0], [4, 5]] has the singular values √45 and √5 (Strang, Linear Algebra).
    let a = try Tensor.of([Float(3), 0, 4, 5], shape: [2, 2])
    let s = try a.svd().s.doubles()
    #expect(relativeError(s, [6.708203932, 2.236067977]) < 1e-6)
    #expect(relativeError(try a.qr().r.abs().doubles(), [5, 4, 0, 3]) < 1e-6)
  }

  /// Sizes around those of blocks and strips.
  @Test(arguments: [1, 2, 15, 16, 17, 33, 64, 100, 130]) func systemsAreSolved(n: Int) throws {
    var generator = SplitMix64(state: 8)
    let a = try Tensor.scattered([2, n, n], &generator)
    let b = try Tensor.scattered([2, n, 70], &generator)
    // How much of an error may be left depends on the matrix.
    let x = try a.solved(for: b)
    #expect(relativeError(try Tensor.matmul(a, x).doubles(), b.doubles()) < 1e-3)
    let unit = try Tensor.eye(n).broadcast(to: a.shape)
    #expect(relativeError(try Tensor.matmul(a, a.inverse()).doubles(), unit.doubles()) < 1e-3)
    let determinants = try a.determinant().doubles()
    for index in 0..<2 {
      let right = Float(Self.determinant(try a.selected(0, index).doubles(), n))
      let own = Float(determinants[index])
      #expect(own == right || abs(own - right) <= 1e-6 * abs(right))
    }
  }

  /// Row by row and number by number, after Gauss.
  private static func determinant(_ elements: [Double], _ n: Int) -> Double {
    var rows = (0..<n).map { Array(elements[($0 * n)..<(($0 + 1) * n)]) }
    var result = 1.0
    for column in 0..<n {
      let best = (column..<n).max { rows[$0][column].magnitude < rows[$1][column].magnitude }
      guard let best, rows[best][column] != 0 else { return 0 }
      if best != column { result = -result }
      rows.swapAt(best, column)
      result *= rows[column][column]
      for row in (column + 1)..<max(n, column + 1) {
        let factor = rows[row][column] / rows[column][column]
        for k in column..<n { rows[row][k] -= factor * rows[column][k] }
      }
    }
    return result
  }

  @Test func whatIsSingularIsSaid() throws {
    let rows = (0..<20).map { row in (0..<20).map { Float(row == 19 ? $0 : row * $0 % 7) } }
    var same = rows
    same[17] = rows[3]
    let a = try Tensor.of(same.flatMap { $0 }, shape: [20, 20])
    #expect(try a.determinant().number == 0)
    #expect(throws: TensorError.self) { try a.inverse() }
  }

  @Test func whatLAPACKCannotTakeIsRefused() throws {
    let nan = try Tensor.full([2, 2], Float.nan)
    let infinite = try Tensor.full([2, 2], Float.infinity)
    for bad in [nan, infinite, try Tensor.zeros([3]), try Tensor.scalar(Float(1))] {
      #expect(throws: TensorError.self) { try bad.svd() }
      #expect(throws: TensorError.self) { try bad.qr() }
    }
  }
}
