import Testing

@testable import Tensors

/// Operations at the edges: no elements, NaN, infinities, the ends of the integers.
@Suite struct EdgeTests {
  private let nan = Float.nan
  private let infinity = Float.infinity

  private func floats(_ values: Float...) throws -> Tensor { try Tensor.of(values) }

  @Test func reductionsOfNothingAreTheirNeutralElements() throws {
    let empty = try Tensor.zeros([0, 3])
    #expect(try empty.sum([0]).doubles() == [0, 0, 0])
    #expect(try empty.sum([1]).shape == [0])
    #expect(try empty.sum().doubles() == [0])
    #expect(try empty.product([0]).doubles() == [1, 1, 1])
    #expect(try empty.mean([0]).doubles().allSatisfy(\.isNaN))
    #expect(try empty.any([0]).doubles() == [0, 0, 0])
    #expect(try empty.all([0]).doubles() == [1, 1, 1])
    #expect(try empty.norm(2, [0]).doubles() == [0, 0, 0])
    #expect(try empty.converted(to: .int64).sum([0]).doubles() == [0, 0, 0])
    #expect(try Tensor.zeros([2, 0, 3]).sum([1]).doubles() == Array(repeating: 0, count: 6))
  }

  @Test func operationsOnNothingGiveNothing() throws {
    let empty = try Tensor.zeros([0, 3])
    for result in [
      try empty + Tensor.ones([3]), try empty.exp(), try empty.sorted(0).values,
      try empty.sorted(1).values, try empty.cumulativeSum(0), try empty.flipped([0]),
      try empty.rolled(1, 0), try empty.softmax(1), try empty.softmax(0),
      try empty.clamped(min: 0, max: 1), try empty.picked(0, Tensor.of([Int]())),
      try empty.rearranged("a b -> a b"), try empty.unary(.tan),
      try empty.gathered(0, Tensor.zeros([0, 3], .int64)), try empty.contiguous(),
    ] { #expect(result.shape == [0, 3]) }
    #expect(try empty.indexed([empty.not()]).shape == [0])
    #expect(try empty.matrixTransposed().copied().shape == [3, 0])
    #expect(try empty.unique().values.shape == [0])
    #expect(try empty.nonzero().shape == [0, 2])
    #expect(try empty.split(2).map(\.shape) == [[0, 3]])
    #expect(
      try Tensor.einsum("ij,ik->jk", [empty, empty]).doubles() == Array(repeating: 0, count: 9))
  }

  @Test func gradientsOfNothingAreNothing() throws {
    let empty = try Tensor.zeros([0, 3]).asParameter()
    let y = try empty.exp().sorted(0).values.sum() + empty.norm() + empty.product()
    try (y + Tensor.einsum("ij,kj->ik", [empty, empty]).sum()).backward()
    #expect(empty.gradient?.shape == [0, 3])
  }

  @Test func notANumberSortsAsTheLargest() throws {
    let x = try floats(2, nan, -infinity, infinity, -0.0, 0, nan)
    #expect(try x.argsort().values(Int.self) == [2, 4, 5, 0, 3, 1, 6])
    #expect(try x.argsort(descending: true).values(Int.self) == [1, 6, 3, 0, 4, 5, 2])
    #expect(try x.topK(3).indices.values(Int.self) == [1, 6, 3])
    #expect(try x.argmax().doubles() == [1])
    #expect(try x.median().doubles()[0].isNaN)
    #expect(try x.quantile(0.1).doubles()[0].isNaN)
    #expect(try x.maximum(over: [0]).doubles()[0].isNaN)
  }

  @Test(arguments: [1, 5, 20, 63, 64, 100, 400]) func topKIsTheHeadOfTheSort(k: Int) throws {
    var generator = SplitMix64(state: UInt64(k))
    let x = try (Tensor.random([3, 400], &generator) * Tensor.scalar(Float(50))).rounded()
    for largest in [false, true] {
      let whole = try x.argsort(descending: largest).sliced(1, to: k)
      #expect(try x.topK(k, largest: largest).indices.doubles() == whole.doubles())
    }
  }

  @Test func integersAtTheirEndsWrapAndNeverTrap() throws {
    let ends = try Tensor.of([Int.min, Int.max, -1])
    #expect(try (ends + Tensor.scalar(1)).values(Int.self) == [Int.min + 1, Int.min, 0])
    #expect(try ends.negated().values(Int.self) == [Int.min, -Int.max, 1])
    #expect(try ends.abs().values(Int.self) == [Int.min, Int.max, 1])
    #expect(try ends.square().values(Int.self) == [0, 1, 1])
    #expect(
      try Tensor.floorDivide(ends, Tensor.scalar(-1)).values(Int.self) == [Int.min, -Int.max, 1])
    #expect(try Tensor.modulo(ends, Tensor.scalar(-1)).values(Int.self) == [0, 0, 0])
    #expect(try Tensor.power(ends, Tensor.scalar(2)).values(Int.self) == [0, 1, 1])
    #expect(try ends.sum().values(Int.self) == [-2])
    #expect(try ends.product().values(Int.self) == [Int.min])
    #expect(try ends.cumulativeSum(0).values(Int.self) == [Int.min, -1, -2])
    #expect(try ends.sorted().values.values(Int.self) == [Int.min, -1, Int.max])
    #expect(try ends.argmax().doubles() == [1])
    let wild = try Tensor.of([nan, infinity, -infinity, 1e30])
    #expect(try wild.converted(to: .int64).values(Int.self).first == 0)
  }

  @Test func integersBeyondFloatsPrecisionStayExact() throws {
    let large = try Tensor.of([(1 << 53) + 1, (1 << 53) + 3, (1 << 53) + 2])
    #expect(try large.argmax().doubles() == [1])
    #expect(
      try large.picked(0, Tensor.of([2, 0])).values(Int.self) == [(1 << 53) + 2, (1 << 53) + 1])
    #expect(try large.maximum(along: 0).values.values(Int.self) == [(1 << 53) + 3])
    #expect(
      try Tensor.einsum("i,i->", [large, Tensor.of([0, 1, 0])]).values(Int.self) == [(1 << 53) + 3])
  }

  @Test(arguments: [
    (0, 5, 1), (0, 5, 2), (5, 0, -2), (0, 0, 1), (3, 1, 1), (0, 3, Int.max), (0, -3, Int.min),
    (Int.max - 1, Int.max, 1), (Int.min, Int.min + 2, Int.max),
  ]) func rangesFollowPython(start: Int, stop: Int, step: Int) throws {
    let expected = Array(stride(from: start, to: stop, by: step == Int.min ? -4 : step).prefix(9))
    #expect(try Tensor.arange(start, stop, step: step).values(Int.self) == expected)
  }

  @Test func slopesAreFiniteWherePyTorchsAre() throws {
    // 0 ** 0, a norm of zeros, a product with a zero, |0|, a clamp at its bound.
    let x = try floats(0, 0, 2).asParameter()
    let y = try Tensor.power(x, floats(0, 2, 1)).sum() + x.sliced(0, to: 2).norm() + x.product()
    try (y + x.abs().sum() + x.clamped(min: 0, max: 2).sum()).backward()
    #expect(x.gradient?.doubles() == [0, 0, 2])
  }

  @Test func logarithmsOfSumsSurviveInfinities() throws {
    let x = try Tensor.of([infinity, 0, -infinity, -infinity, 1_000, 1_000], shape: [3, 2])
    #expect(try x.logSumExp([1]).doubles().prefix(2) == [.infinity, -.infinity])
    #expect(try abs(x.logSumExp([1]).doubles()[2] - 1_000.693_147) < 1e-3)
    #expect(try Tensor.zeros([0, 2]).logSumExp([0]).doubles() == [-.infinity, -.infinity])
  }

  @Test func whatIsNotANumberOrNotFiniteIsFound() throws {
    let a = try floats(1, 1, infinity, nan, infinity, 0)
    #expect(try a.isNaN().doubles() == [0, 0, 0, 1, 0, 0])
    #expect(try a.isFinite().doubles() == [1, 1, 0, 0, 0, 1])
  }

  @Test func rowsWithoutAClassAreLeftOutWhateverTheyHold() throws {
    let x = try Tensor.of([-1, -infinity, nan, -infinity], shape: [2, 2]).asParameter()
    let loss = try Tensor.negativeLogLikelihood(x, Tensor.of([0, -100]))
    #expect(loss.doubles() == [1])
    try loss.backward()
    #expect(try #require(x.gradient).doubles() == [-1, 0, 0, 0])
    let none = Tensor.negativeLogLikelihood
    #expect(try none(x, Tensor.of([-100, -100]), .mean).doubles()[0].isNaN)
    #expect(try none(x, Tensor.of([-100, -100]), .sum).doubles() == [0])
  }
}
