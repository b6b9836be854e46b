import Testing

@testable import Tensors

/// What masks and points pick is what a loop over all places picks.
@Suite struct MaskTests {
  private static let shapes: [Shape] = [
    [0], [1], [9], [4, 5], [3, 0], [2, 3, 4], [300, 7], [70_000],
  ]

  @Test(arguments: shapes) func masksPickWhereTheyAreTrue(shape: Shape) throws {
    var generator = SplitMix64(state: 31)
    let tensors = try variedTensors(shape, &generator)
    let mask = try tensors[0].greater(Tensor.scalar(Float(0)))
    let truths = try mask.elements(Bool.self)
    for x in tensors {
      let wanted = zip(try x.numbers(), truths).filter(\.1).map(\.0)
      for layout in try everyLayout(x) {
        for own in try everyLayout(mask) {
          #expect(try layout.indexed([own]).numbers().description == wanted.description)
        }
      }
    }
    for own in try everyLayout(mask) {
      let places = try own.nonzero()
      let wanted = truths.indices.filter { truths[$0] }
      let strides = shape.contiguousStrides
      let flat = (0..<places.shape[0]).map { row in
        (0..<shape.count).reduce(0) { $0 + places.ints[row * shape.count + $1] * strides[$1] }
      }
      #expect(flat == wanted)
    }
  }

  @Test func aMaskOfSomeDimensionsPicksTheRest() throws {
    var generator = SplitMix64(state: 32)
    let x = try Tensor.random([4, 5, 6], &generator)
    let numbers = try x.numbers()
    let (rows, columns) = ([true, false, true, true], [false, true, true, false, true, false])
    let plane = (0..<20).map { $0 % 3 == 1 }
    for layout in try everyLayout(x) {
      let first = try layout.indexed([Tensor.of(rows)])
      #expect(try first.numbers() == numbers.indices.filter { rows[$0 / 30] }.map { numbers[$0] })
      let last = try layout.indexed([nil, nil, Tensor.of(columns)])
      #expect(last.shape == [4, 5, 3])
      #expect(
        try last.numbers() == numbers.indices.filter { columns[$0 % 6] }.map { numbers[$0] })
      let both = try layout.indexed([Tensor.of(plane, shape: [4, 5])])
      #expect(both.shape == [plane.filter { $0 }.count, 6])
      #expect(try both.numbers() == numbers.indices.filter { plane[$0 / 6] }.map { numbers[$0] })
    }
    #expect(throws: TensorError.self) { try x.indexed([Tensor.of(columns)]) }
  }

  @Test func pointsCountFromEitherEnd() throws {
    let x = try Tensor.arange(0, 60).reshaped([3, 4, 5])
    let (i, j) = (try Tensor.of([0, -1, 2]), try Tensor.of([1, -4], shape: [2, 1]))
    let picked = try x.indexed([i, j])
    #expect(picked.shape == [2, 3, 5])
    let wanted = [1, 0].flatMap { row in
      [0, 2, 2].flatMap { plane in (0..<5).map { plane * 20 + row * 5 + $0 } }
    }
    #expect(picked.values(Int.self) == wanted)
    #expect(throws: TensorError.self) { try x.indexed([i, Tensor.of([0, 4, 1])]) }
    #expect(throws: TensorError.self) { try x.indexed([i, Tensor.of([0, -5, 1])]) }
  }

  /// Long masks are cut into parts.
  @Test func longMasksAreCountedInParts() throws {
    let x = try Tensor.arange(0, 140_001)
    let mask = try Tensor.modulo(x, Tensor.scalar(7)).equal(Tensor.scalar(3))
    let wanted = try Tensor.arange(3, 140_001, step: 7)
    #expect(try x.indexed([mask]).isEqual(to: wanted))
    #expect(try mask.nonzero().flattened().isEqual(to: wanted))
  }

  @Test func slopesGoBackToWhatAMaskPicked() throws {
    let x = try Tensor.of((0..<12).map { Float($0) }, shape: [3, 4]).asParameter()
    let mask = try Tensor.of((0..<12).map { $0 % 5 == 0 }, shape: [3, 4])
    try x.indexed([mask]).square().sum().backward()
    let wanted = (0..<12).map { Float($0 % 5 == 0 ? 2 * $0 : 0) }
    #expect(try #require(x.gradient).values(Float.self) == wanted)
  }
}
