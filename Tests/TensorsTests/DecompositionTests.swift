import Testing

@testable import Tensors

@Suite struct DecompositionTests {
  private static let shapes: [Shape] = [
    [1, 1], [4, 4], [7, 3], [3, 7], [1, 5], [5, 1], [2, 6, 4], [2, 3, 5, 5], [70, 40], [33, 64],
    [0, 3], [3, 0], [0, 2, 3],
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

  @Test func aKnownMatrixHasItsKnownValues() throws {
    // [[3, 0], [4, 5]] has the singular values √45 and √5 (Strang, Linear Algebra).
    let a = try Tensor.of([Float(3), 0, 4, 5], shape: [2, 2])
    let s = try a.svd().s.doubles()
    #expect(relativeError(s, [6.708203932, 2.236067977]) < 1e-6)
    #expect(relativeError(try a.qr().r.abs().doubles(), [5, 4, 0, 3]) < 1e-6)
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
