import Testing

@testable import Tensors

@Suite struct MatmulTests {
  /// The definition, in double precision, of one matrix product.
  static func naive(_ a: Tensor, _ b: Tensor) -> [Double] {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let (x, y) = (a.doubles(), b.doubles())
    var result = Array(repeating: 0.0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for l in 0..<k { result[i * n + j] += x[i * k + l] * y[l * n + j] }
      }
    }
    return result
  }

  @Test(arguments: 0..<60) func agreesWithTheDefinitionOnAnyLayout(seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    let size = { (g: inout SplitMix64) in Int.random(in: 1...70, using: &g) }
    let (m, k, n) = (size(&generator), size(&generator), size(&generator))
    let a = try Tensor.scattered([m, k], &generator)
    let b = try Tensor.scattered([k, n], &generator)
    let product = try Tensor.matmul(a, b)
    #expect(product.shape == [m, n])
    #expect(relativeError(product.doubles(), Self.naive(a, b)) < 1e-5)
    let transposed = try Tensor.matmul(b.matrixTransposed(), a.matrixTransposed())
    #expect(
      relativeError(try transposed.matrixTransposed().doubles(), Self.naive(a, b)) < 1e-5)
  }

  /// Large enough to be cut into blocks and, if the sum is long, into parts of it.
  ///
  /// Some of the elements are compared.
  @Test(arguments: [[70, 5_000, 60], [300, 2_100, 280], [900, 130, 600], [40, 40, 9_000]])
  func agreesWithTheDefinitionWhereItIsCut(sizes: [Int]) throws {
    var generator = SplitMix64(state: UInt64(sizes[0]))
    let (m, k, n) = (sizes[0], sizes[1], sizes[2])
    for turnsLeft in [false, true] {
      for turnsRight in [false, true] {
        let a = try Tensor.random(turnsLeft ? [k, m] : [m, k], &generator)
        let b = try Tensor.random(turnsRight ? [n, k] : [k, n], &generator)
        let left = turnsLeft ? try a.matrixTransposed() : a
        let right = turnsRight ? try b.matrixTransposed() : b
        let product = try Tensor.matmul(left, right).doubles()
        let (x, y) = (a.doubles(), b.doubles())
        let places = (0..<400).map { _ in
          (Int.random(in: 0..<m, using: &generator), Int.random(in: 0..<n, using: &generator))
        }
        let exact = places.map { i, j in
          (0..<k).reduce(0.0) { sum, l in
            sum + x[turnsLeft ? l * m + i : i * k + l] * y[turnsRight ? j * k + l : l * n + j]
          }
        }
        #expect(relativeError(places.map { product[$0 * n + $1] }, exact) < 1e-5)
      }
    }
  }

  @Test func leadingDimensionsBroadcast() throws {
    var generator = SplitMix64(state: 7)
    let u = try Tensor.random([5, 4], &generator)
    let x = try Tensor.random([2, 3, 4, 6], &generator)
    let product = try Tensor.matmul(u, x)
    #expect(product.shape == [2, 3, 5, 6])
    for i in 0..<2 {
      for j in 0..<3 {
        let part = try x.selected(0, i).selected(0, j)
        let ours = try product.selected(0, i).selected(0, j)
        #expect(relativeError(ours.doubles(), Self.naive(u, part)) < 1e-5)
      }
    }
  }

  @Test func vectorsLoseTheirExtraDimension() throws {
    let v = try Tensor.of([Float(1), 2, 3])
    let m = try Tensor.of((0..<6).map(Float.init), shape: [3, 2])
    #expect(try Tensor.matmul(v, v).doubles() == [14])
    #expect(try Tensor.matmul(v, m).doubles() == [16, 22])
    #expect(try Tensor.matmul(m.matrixTransposed(), v).doubles() == [16, 22])
  }

  @Test func emptyProductsAreZeros() throws {
    let product = try Tensor.matmul(Tensor.zeros([3, 0]), Tensor.zeros([0, 2]))
    #expect(product.doubles() == Array(repeating: 0, count: 6))
  }

  @Test func wrongShapesAreNamed() throws {
    let error = #expect(throws: TensorError.self) {
      try Tensor.matmul(Tensor.zeros([128, 784]), Tensor.zeros([256, 784]))
    }
    #expect(error?.message == "@: shapes [128, 784] and [256, 784] do not fit together")
  }
}
