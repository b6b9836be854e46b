import Testing

@testable import Tensors

/// Stacks of matrices in any layout, against the definition: the product and both gradients.
@Suite struct StackProductTests {
  /// A shared left, a shared right, or batches on both sides, some of extent 1.
  ///
  /// Now and then there is a long sum, which is cut into parts.
  static func shapes(_ random: inout SplitMix64) throws -> (Shape, Shape) {
    func size(_ most: Int) -> Int { Int.random(in: 1...most, using: &random) }
    let isLong = size(15) == 1
    let (m, n) = (size(isLong ? 9 : 16), size(isLong ? 9 : 70))
    let k = isLong ? 14_000 + size(2_000) : size(24)
    let batch = (0..<Int.random(in: 0...2, using: &random)).map { _ in size(3) }
    func side(_ rows: Int, _ columns: Int) throws -> Shape {
      let kept = Int.random(in: 0...batch.count, using: &random)
      let own = batch.suffix(kept).map { size(4) == 1 ? 1 : $0 }
      return try Shape(own + [rows, columns])
    }
    return (try side(m, k), try side(k, n))
  }

  @Test(arguments: 0..<60) func agreesWithTheDefinition(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed) &+ 1_000)
    let (left, right) = try Self.shapes(&random)
    let a = try Tensor.scattered(left, &random).asParameter()
    let b = try Tensor.scattered(right, &random).asParameter()
    let product = try Tensor.matmul(a, b)
    let weights = try Tensor.scattered(product.shape, &random)
    try (product * weights).sum().backward()

    let batch = try Shape(product.shape.dropLast(2))
    let (m, n) = (product.shape[batch.count], product.shape[batch.count + 1])
    let k = left[left.count - 1]
    let (x, y, w) = (a.doubles(), b.doubles(), weights.doubles())
    var expected = Array(repeating: 0.0, count: product.count)
    var dx = Array(repeating: 0.0, count: x.count)
    var dy = Array(repeating: 0.0, count: y.count)
    let (leftStep, rightStep) = (Self.steps(left, batch), Self.steps(right, batch))
    for place in 0..<(product.count / (m * n)) {
      let index = Self.index(place, batch)
      let i0 = zip(index, leftStep).map(*).reduce(0, +) * m * k
      let j0 = zip(index, rightStep).map(*).reduce(0, +) * k * n
      for i in 0..<m {
        for j in 0..<n {
          let slope = w[(place * m + i) * n + j]
          for l in 0..<k {
            let (p, q) = (i0 + i * k + l, j0 + l * n + j)
            expected[(place * m + i) * n + j] += x[p] * y[q]
            dx[p] += slope * y[q]
            dy[q] += slope * x[p]
          }
        }
      }
    }
    #expect(relativeError(product.doubles(), expected) < 1e-5)
    #expect(relativeError(try #require(a.gradient).doubles(), dx) < 1e-5)
    #expect(relativeError(try #require(b.gradient).doubles(), dy) < 1e-5)
  }

  /// How many matrices a step along each batch dimension skips; 0 where the side repeats.
  static func steps(_ shape: Shape, _ batch: Shape) -> [Int] {
    var steps = Array(repeating: 0, count: batch.count)
    var step = 1
    for position in stride(from: shape.count - 3, through: 0, by: -1) {
      let own = position + batch.count - (shape.count - 2)
      if shape[position] != 1 { steps[own] = step }
      step *= shape[position]
    }
    return steps
  }

  static func index(_ place: Int, _ batch: Shape) -> [Int] {
    var rest = place
    var index: [Int] = []
    for extent in batch.reversed() {
      index.insert(rest % extent, at: 0)
      rest /= extent
    }
    return index
  }
}
