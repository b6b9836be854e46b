import Testing

@testable import Tensors

/// Loops along an axis give what plain loops over indices give, in every layout.
@Suite struct AxisTests {
  static let shapes: [Shape] = [
    [1], [5], [0], [3, 0], [0, 3], [7, 3], [3, 17], [2, 3, 5], [2, 300], [300, 2], [2, 4, 20],
    [2, 2, 270], [3, 16], [2, 63], [2, 65],
  ]

  /// Compares along every dimension of every layout; NaN is NaN.
  private func compare(
    _ shape: Shape, within bound: Double = 0, skipsEmpty: Bool = false,
    _ operation: (Tensor, Int) throws -> Tensor, _ expected: (Tensor, [Double]) -> [Double]
  ) throws {
    var generator = SplitMix64(state: 11)
    for x in try variedTensors(shape, &generator) {
      for dim in 0..<x.rank where !(skipsEmpty && shape[dim] == 0) {
        let wanted = try rowsAlong(x, dim).map { expected(x, $0) }
        for (number, layout) in try everyLayout(x).enumerated() {
          let result = try operation(layout, dim)
          let rows = try rowsAlong(result, dim)
          #expect(rows.count == wanted.count)
          for (own, other) in zip(rows, wanted) {
            let agrees =
              own.count == other.count
              && zip(own, other).allSatisfy { isSame($0, $1, within: bound) }
            #expect(agrees, "\(x.dtype) \(shape) dim \(dim) layout \(number): \(own) \(other)")
            if !agrees { return }
          }
        }
      }
    }
  }

  private func isSame(_ a: Double, _ b: Double, within bound: Double) -> Bool {
    a == b || a.isNaN && b.isNaN || abs(a - b) <= bound * max(1, abs(b))
  }

  /// As integers of 64 bits, which wrap; as floats rounded once.
  private func folded(
    _ x: Tensor, _ row: [Double], _ wholes: (Int, Int) -> Int, _ floats: (Double, Double) -> Double,
    from start: Int
  ) -> Double {
    x.dtype == .float32
      ? Double(Float(row.reduce(Double(start), floats)))
      : Double(row.map { Int($0) }.reduce(start, wholes))
  }

  @Test(arguments: shapes) func extremesAndTheirPlaces(shape: Shape) throws {
    func best(_ row: [Double], _ isBetter: (Double, Double) -> Bool) -> Int {
      row.firstIndex { $0.isNaN }
        ?? row.indices.dropFirst().reduce(0) { isBetter(row[$1], row[$0]) ? $1 : $0 }
    }
    for (isBetter, isLargest) in [({ $0 > $1 }, true), ({ $0 < $1 }, false)]
      as [((Double, Double) -> Bool, Bool)]
    {
      try compare(shape, skipsEmpty: true) { x, dim in
        isLargest
          ? try x.maximum(over: [dim], keepDims: true) : try x.minimum(over: [dim], keepDims: true)
      } _: { _, row in
        [row[best(row, isBetter)]]
      }
      // Integers beyond 2⁵³ may be equal as doubles: their places are compared where they are not.
      try compare(shape, skipsEmpty: true) { x, dim in
        let (values, places) =
          isLargest
          ? try x.maximum(along: dim, keepDims: true) : try x.minimum(along: dim, keepDims: true)
        #expect(try values.numbers().description == x.gathered(dim, places).numbers().description)
        return places
      } _: { _, row in
        [Double(best(row, isBetter))]
      }
    }
  }

  /// A row's kernel takes many elements at a time, and some of them twice.
  @Test(arguments: [15, 16, 17, 31, 64, 100, 129]) func oneElementOfARowDecides(count: Int) throws {
    for place in 0..<count {
      for (value, other) in [(Float.nan, Float.infinity), (3, 2), (-1, -2)] {
        var row = [Float](repeating: other, count: count)
        row[place] = value
        let x = try Tensor.of(row + row.map { -$0 }, shape: [2, count])
        let largest = try x.maximum(over: [1]).values(Float.self)
        let smallest = try x.minimum(over: [1]).values(Float.self)
        #expect(largest[0].isNaN == value.isNaN && smallest[1].isNaN == value.isNaN)
        #expect(value.isNaN || largest[0] == value && smallest[1] == -value, "\(count) \(place)")
      }
    }
  }

  @Test(arguments: shapes) func sumsAndTruths(shape: Shape) throws {
    try compare(shape, within: 1e-5) { x, dim in
      x.dtype == .int64
        ? try x.modest().sum([dim], keepDims: true) : try x.sum([dim], keepDims: true)
    } _: { x, row in
      [row.map { x.dtype == .int64 ? modest($0) : $0 }.reduce(0, +)]
    }
    try compare(shape) {
      try $0.any([$1], keepDims: true)
    } _: { _, row in
      [row.contains { $0 != 0 } ? 1 : 0]
    }
    try compare(shape) {
      try $0.all([$1], keepDims: true)
    } _: { _, row in
      [row.allSatisfy { $0 != 0 } ? 1 : 0]
    }
  }

  @Test(arguments: shapes) func productsAndRunningSums(shape: Shape) throws {
    try compare(shape, within: 1e-6) { x, dim in
      x.dtype == .int64
        ? try x.modest().product([dim], keepDims: true) : try x.product([dim], keepDims: true)
    } _: { x, row in
      [
        folded(
          x, row.map { x.dtype == .int64 ? modest($0) : $0 }, { $0 &* $1 }, { $0 * $1 }, from: 1)
      ]
    }
    try compare(shape, within: 1e-6) { x, dim in
      try (x.dtype == .int64 ? x.modest() : x).cumulativeSum(dim)
    } _: { x, row in
      var total = 0.0
      return row.map {
        total += x.dtype == .int64 ? modest($0) : $0
        return x.dtype == .float32 ? Double(Float(total)) : total
      }
    }
  }

  /// The gradient of a product: all elements but one, where division would not do, too.
  @Test func productsOfAllOthers() throws {
    let rows: [[Float]] = [
      [1, 2, 3, 4, 5], [1, 0, 3, 4, 5], [0, 2, 0, 4, 5], [1e30, 1e30, 1e-30, 1e-30, 2],
      [1e-38, 1e-38, 1e-38, 1e-38, 1e38], [3e38, 3e38, 3e38, 3e38, 1e-38], [-1, 0.5, -0.25, 7, -3],
    ]
    let x = try Tensor.of(rows.flatMap { $0 }, shape: [rows.count, 5]).asParameter()
    try x.product([1]).sum().backward()
    let gradient = try #require(x.gradient).values(Float.self)
    for (index, row) in rows.enumerated() {
      for column in row.indices {
        let others = row.indices.filter { $0 != column }.reduce(1.0) { $0 * Double(row[$1]) }
        let own = gradient[index * 5 + column]
        #expect(own == Float(others) || abs(own - Float(others)) <= 2e-7 * abs(Float(others)))
      }
    }
  }

  /// The product of the first half is no double.
  @Test func productsOfManyOthersDoNotVanish() throws {
    let x = try Tensor.of((0..<2_000).map { $0 < 1_000 ? Float(0.25) : 4 }).asParameter()
    try x.product().backward()
    let gradient = try #require(x.gradient).values(Float.self)
    #expect(gradient == (0..<2_000).map { $0 < 1_000 ? 4 : 0.25 })
  }

  /// Long single rows are shared in parts.
  @Test func longRowsGiveWhatTheirPartsGive() throws {
    var generator = SplitMix64(state: 3)
    for count in [65_536, 131_072, 200_001] {
      let x = try Tensor.random([count], &generator)
      let numbers = try x.numbers()
      #expect(try x.maximum().number == numbers.max())
      #expect(try x.minimum().number == numbers.min())
      #expect(try abs(x.sum().number - numbers.reduce(0, +)) < 1e-2)
      let wholes = try (x * Tensor.scalar(Float(1000))).converted(to: .int64)
      #expect(try wholes.sum().number == wholes.numbers().reduce(0, +))
      let truths = try x.greater(Tensor.scalar(Float(0.5)))
      #expect(try truths.sum().number == truths.numbers().reduce(0, +))
      #expect(try truths.any().number == 1)
      #expect(try truths.all().number == 0)
      // The last element alone.
      let last = try Tensor.arange(0, count).equal(Tensor.scalar(count - 1))
      #expect(try last.any().number == 1)
      #expect(try last.not().all().number == 0)
      #expect(try last.argmax().integer == count - 1)
    }
  }
}

/// The remainder by 7, which sums and products of are small.
private func modest(_ x: Double) -> Double { Double(Int(exactly: x).map { $0 % 7 } ?? 0) }

extension Tensor {
  fileprivate func modest() throws -> Tensor {
    try Tensor.of(
      try elements(Int.self).map { Int(exactly: Double($0)).map { $0 % 7 } ?? 0 }, shape: shape)
  }
}
