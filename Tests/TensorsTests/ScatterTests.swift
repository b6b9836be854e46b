import Testing

@testable import Tensors

/// Elements put at their places one after the other are the definition.
@Suite struct ScatterTests {
  /// The tensor's extents, and the indices'.
  static let cases: [([Int], [Int])] = [
    ([7], [4]), ([7], [0]), ([3, 5], [3, 5]), ([3, 5], [2, 4]), ([5, 3], [5, 0]),
    ([2, 3, 4], [2, 2, 3]),
    ([2, 3, 4], [1, 3, 4]), ([300, 200], [250, 90]), ([1, 40_000], [1, 50_000]),
  ]

  @Test(arguments: cases) func everyDimensionTakesWhatIsPut(extents: [Int], chosen: [Int]) throws {
    var generator = SplitMix64(state: 5)
    for dim in extents.indices {
      // Along the dimension there may be more indices than extents, elsewhere not.
      var named = chosen
      for other in extents.indices where other != dim {
        named[other] = min(named[other], extents[other])
      }
      let indices = try Tensor.of(
        (0..<named.reduce(1, *)).map { _ in Int.random(in: 0..<extents[dim], using: &generator) }
      ).reshaped(try Shape(named))
      // A source may be larger than its indices, and lie in memory as it likes.
      let source = try Tensor.scattered(try Shape(named.map { $0 + 1 }), &generator)
      let base = try Tensor.scattered(try Shape(extents), &generator)
      for (base, source) in [
        (base, source),
        (try whole(base), try whole(source)),
      ] {
        for adding in [true, false] {
          let result = try base.scattered(dim, indices, source, adding: adding)
          let expected = put(base, dim, indices, source, adding: adding)
          #expect(result.doubles() == expected, "\(extents) \(named) dim \(dim) \(adding)")
        }
      }
    }
  }

  private func whole(_ x: Tensor) throws -> Tensor {
    try Tensor.of(x.doubles().map { Int($0 * 9) }).reshaped(x.shape)
  }

  private func put(
    _ base: Tensor, _ dim: Int, _ indices: Tensor, _ source: Tensor, adding: Bool
  ) -> [Double] {
    var result = base.doubles()
    let (given, numbers) = (source.doubles(), indices.values(Int.self))
    for (position, number) in numbers.enumerated() {
      var (rest, place, from) = (position, 0, 0)
      var (step, fromStep) = (1, 1)
      for axis in base.shape.indices.reversed() {
        let index = rest % indices.shape[axis]
        rest /= indices.shape[axis]
        place += (axis == dim ? number : index) * step
        from += index * fromStep
        step *= base.shape[axis]
        fromStep *= source.shape[axis]
      }
      let sum = Double(Float(result[place] + given[from]))
      result[place] = adding ? sum : given[from]
    }
    return result
  }
}
