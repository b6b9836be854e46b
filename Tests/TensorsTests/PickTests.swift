import Testing

@testable import Tensors

@Suite struct PickTests {
  /// The last dimension has its own code path; moved to the front, it takes that of all others.
  @Test(arguments: [[3, 4], [2, 3, 5], [1, 1], [0, 4], [3, 0], [70, 400], [2, 3, 4, 7]])
  func theLastDimensionIsPickedLikeTheFirst(_ extents: [Int]) throws {
    let last = extents.count - 1
    let count = extents.reduce(1, *)
    let numbers = try Tensor.of((0..<count).map { Float($0 * 37 % 101) - 50 })
      .reshaped(try Shape(extents))
    let extent = extents[last]
    // Some twice, some counted from the end, some not at all.
    let chosen = extent == 0 ? [] : (0..<2 * extent).map { $0 * 7 % (2 * extent) - extent }
    let indices = try Tensor.of(chosen)
    for dtype in [DType.float32, .int64, .bool] {
      let x = try numbers.converted(to: dtype)
      let turned = try x.transposed(0, last).copied().transposed(0, last)
      for layout in [x, try x.flipped([last]), turned] {
        let direct = try layout.picked(last, indices)
        let general = try layout.transposed(0, last).picked(0, indices).transposed(0, last)
        #expect(direct.shape == general.shape)
        #expect(direct.doubles() == general.doubles())
      }
    }
  }

  @Test func slopesOfWhatIsPickedTwiceAddUp() throws {
    let x = try Tensor.zeros([3, 500]).asParameter()
    let indices = try Tensor.of((0..<1_000).map { $0 * $0 % 500 })
    let slopes = try Tensor.of((0..<3_000).map { Float($0 % 13) }).reshaped([3, 1_000])
    try (try x.picked(1, indices) * slopes).sum().backward()
    let direct = try #require(x.gradient).values(Float.self)
    x.gradient = nil
    try (try x.transposed(0, 1).picked(0, indices).transposed(0, 1) * slopes).sum().backward()
    #expect(try direct == #require(x.gradient).values(Float.self))
  }
}
