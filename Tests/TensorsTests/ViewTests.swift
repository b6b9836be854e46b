import Testing

@testable import Tensors

@Suite struct ViewTests {
  @Test(arguments: 0..<2_000) func reshapeKeepsTheOrderOfAnyLayout(seed: Int) throws {
    var generator = SplitMix64(state: UInt64(seed))
    let extents = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      [1, 2, 3, 4, 6].randomElement(using: &generator) ?? 1
    }
    let original = try Tensor.scattered(try Shape(extents), &generator)
    let order = try Shape(extents.indices.shuffled(using: &generator))
    let tensor =
      Bool.random(using: &generator)
      ? original : try original.copied().permuted(order)
    var target = extents.shuffled(using: &generator)
    if Bool.random(using: &generator) { target = [target.reduce(1, *)] }
    if Bool.random(using: &generator) { target.insert(1, at: 0) }
    let result = try tensor.reshaped(try Shape(target))
    #expect(result.doubles() == tensor.doubles())
    #expect(result.shape == (try Shape(target)))
  }

  @Test func unitDimensionsWithAnyStrideDoNotJoinTheirNeighbours() throws {
    // [3, 1, 2, 4] → [2, 3, 1, 4] with strides 4, 8, 8, 1: the 8 of the unit fits the 8 before it.
    let x = try Tensor.arange(0, 24).reshaped([3, 1, 2, 4]).permuted([2, 0, 1, 3])
    let copy = try x.copied()
    #expect(try x.reshaped([2, 12]).doubles() == copy.reshaped([2, 12]).doubles())
  }

  @Test(arguments: [
    (0, 5, 1), (1, 4, 2), (-3, -1, 1), (4, 0, -1), (-1, -9, -2), (3, 3, 1), (9, 99, 1),
    (Int.min, Int.max, 1), (Int.max, Int.min, -1), (0, 5, Int.max),
  ]) func slicesFollowPython(start: Int, stop: Int, step: Int) throws {
    let values = [0, 1, 2, 3, 4]
    func clamp(_ i: Int, _ low: Int, _ high: Int) -> Int {
      let shifted = i < 0 ? (i < -1_000 ? low : i + 5) : i
      return min(max(shifted, low), high)
    }
    var expected: [Double] = []
    var i = step > 0 ? clamp(start, 0, 5) : clamp(start, -1, 4)
    let end = step > 0 ? clamp(stop, 0, 5) : clamp(stop, -1, 4)
    while step > 0 ? i < end : i > end {
      expected.append(Double(i))
      if step > 5 { break }
      i += step
    }
    let slice = try Tensor.of(values).sliced(0, from: start, to: stop, by: step)
    #expect(slice.doubles() == expected)
  }

  /// Copies proceed by the innermost dimensions, and those may be the empty ones.
  @Test(arguments: [[0, 3, 4, 5], [2, 0, 4, 5], [2, 3, 0, 5], [2, 3, 4, 0]])
  func emptyTensorsAreCopied(extents: [Int]) throws {
    for order in [[2, 1, 0, 3], [1, 0, 2, 3], [3, 0, 2, 1]] {
      let turned = try Tensor.zeros(Shape(extents)).permuted(Shape(order))
      #expect(try turned.copied().shape == Shape(order.map { extents[$0] }))
    }
  }

  @Test func transposesAndSlicesShareMemory() throws {
    let tensor = try Tensor.zeros([4, 6])
    #expect(try tensor.matrixTransposed().storage === tensor.storage)
    #expect(try tensor.sliced(1, from: 2).storage === tensor.storage)
    #expect(try tensor.selected(0, 3).storage === tensor.storage)
    #expect(try tensor.reshaped([2, 2, 6]).storage === tensor.storage)
  }

  @Test(arguments: [
    [Int.max, 2], [1 << 30, 1 << 30, 1 << 30], [-1, 3], [1 << 47],
  ]) func impossibleSizesAreErrors(extents: [Int]) throws {
    let shape = try Shape(extents)
    #expect(throws: TensorError.self) { try Tensor.zeros(shape) }
  }

  @Test func badArgumentsHaveMessages() throws {
    let tensor = try Tensor.zeros([2, 3])
    for (expected, call) in [
      (
        "reshape: 6 elements of shape [2, 3] cannot become [4, -1]",
        { try tensor.reshaped([4, -1]) }
      ),
      ("there is no dimension 2 in shape [2, 3]", { try tensor.sliced(2) }),
      ("index 5 is out of range for dimension 1 of shape [2, 3]", { try tensor.selected(1, 5) }),
      ("a slice's step cannot be 0", { try tensor.sliced(0, by: 0) }),
      ("permute: dimension 0 is listed twice in [0, 0]", { try tensor.permuted([0, 0]) }),
      ("+: shapes [2, 3] and [2] do not fit together", { try tensor + Tensor.zeros([2]) }),
      ("expand: shape [2, 3] cannot become [3]", { try tensor.broadcast(to: [3]) }),
    ] as [(String, () throws -> Tensor)] {
      let error = #expect(throws: TensorError.self) { try call() }
      #expect(error?.message == expected)
    }
    #expect(throws: TensorError.self) { try Shape(Array(repeating: 1, count: 9)) }
  }
}
