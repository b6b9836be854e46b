import Testing

@testable import Tensors

/// Sorting and what picks by rank, compared with Swift's own sort of indices.
@Suite struct OrderTests {
  private static let shapes: [Shape] = [
    [1], [2], [0], [3, 0], [7, 3], [40, 5], [2, 49], [3, 100], [2, 2, 60], [700],
  ]

  /// The indices of a row in order: NaN last, equal ones as they stand.
  private func order(_ x: Tensor, _ dim: Int, descending: Bool) throws -> [[Int]] {
    // Of integers, not of doubles, which cannot tell all of them apart.
    let rows = try rowsAlong(x, dim)
    let places = try rowsAlong(Tensor.arange(0, x.count).reshaped(x.shape), dim)
    let wholes = x.dtype == .int64 ? try x.elements(Int.self) : []
    func isLess(_ row: Int, _ a: Int, _ b: Int) -> Bool {
      if x.dtype == .int64 { return wholes[Int(places[row][a])] < wholes[Int(places[row][b])] }
      let (p, q) = (rows[row][a], rows[row][b])
      return p.isNaN ? false : q.isNaN ? true : p < q
    }
    return rows.indices.map { row in
      rows[row].indices.sorted { a, b in
        if isLess(row, a, b) { return !descending }
        if isLess(row, b, a) { return descending }
        return a < b
      }
    }
  }

  @Test(arguments: shapes) func everyRowIsSorted(shape: Shape) throws {
    var generator = SplitMix64(state: 21)
    for x in try variedTensors(shape, &generator) {
      for dim in 0..<x.rank {
        for descending in [false, true] {
          let wanted = try order(x, dim, descending: descending)
          let firsts = [1, 2, shape[dim] / 5].filter { $0 <= shape[dim] }
          for layout in try everyLayout(x) {
            let (values, places) = try layout.sorted(dim, descending: descending)
            let own = try rowsAlong(places, dim).map { $0.map { Int($0) } }
            #expect(own == wanted, "\(x.dtype) \(shape) dim \(dim) \(descending)")
            #expect(
              try values.numbers().description == layout.gathered(dim, places).numbers().description
            )
            for k in firsts {
              let top = try rowsAlong(layout.topK(k, dim, largest: descending).indices, dim)
              #expect(top.map { $0.map { Int($0) } } == wanted.map { Array($0.prefix(k)) })
            }
          }
        }
      }
    }
  }

  @Test(arguments: shapes) func ranksAreThoseOfSorting(shape: Shape) throws {
    var generator = SplitMix64(state: 22)
    for x in try variedTensors(shape, &generator) {
      for dim in 0..<x.rank where shape[dim] > 0 {
        let orders = try order(x, dim, descending: false)
        let rows = try rowsAlong(x, dim)
        for layout in try everyLayout(x) {
          let medians = try layout.median(dim).values.numbers()
          let wanted = zip(rows, orders).map { row, order in
            row.contains { $0.isNaN } ? .nan : row[order[(row.count - 1) / 2]]
          }
          #expect(medians.description == wanted.description, "\(x.dtype) \(shape) dim \(dim)")
          for q in [0, 0.25, 0.5, 0.9, 1] where x.dtype == .float32 {
            let quantiles = try layout.quantile(q, dim).numbers()
            for (own, (row, order)) in zip(quantiles, zip(rows, orders)) {
              let place = q * Double(row.count - 1)
              let (low, part) = (Int(place), place - Double(Int(place)))
              let (a, b) = (row[order[low]], row[order[min(low + 1, row.count - 1)]])
              let between = part == 0 ? a : a * (1 - part) + b * part
              let wanted = row.contains { $0.isNaN } ? .nan : between
              #expect(
                own == wanted || own.isNaN && wanted.isNaN || abs(own - wanted) < 1e-6)
            }
          }
        }
      }
    }
  }

  @Test func whatIsDifferentIsCounted() throws {
    var generator = SplitMix64(state: 23)
    for count in [0, 1, 2, 50, 600] {
      for x in try variedTensors([count], &generator) {
        let numbers = try x.numbers()
        let distinct = Set(numbers.filter { !$0.isNaN }).sorted()
        let nans = numbers.filter { $0.isNaN }.count
        let (values, counts) = try x.unique()
        #expect(values.dtype == x.dtype)
        let own = try values.numbers()
        #expect(own.prefix(distinct.count).elementsEqual(distinct), "\(x.dtype) \(count)")
        #expect(
          own.dropFirst(distinct.count).allSatisfy { $0.isNaN }
            && own.count - distinct.count == nans)
        #expect(try counts.numbers().reduce(0, +) == Double(count))
        for (value, number) in zip(distinct, try counts.numbers()) {
          #expect(Double(numbers.filter { $0 == value }.count) == number)
        }
      }
    }
    let wide = try Tensor.of([Int.min, Int.max, 0, Int.min]).unique()
    #expect(wide.values.values(Int.self) == [Int.min, 0, Int.max])
    #expect(wide.counts.values(Int.self) == [2, 1, 1])
  }

  @Test func numbersAreCounted() throws {
    let x = try Tensor.of((0..<5_000).map { $0 * $0 % 97 })
    let wanted = (0..<120).map { value in (0..<5_000).filter { $0 * $0 % 97 == value }.count }
    #expect(try x.bincount(minimumLength: 120).values(Int.self) == wanted)
    #expect(try x.sliced(0, by: 2).bincount().count == 97)
    #expect(try Tensor.zeros([0], .int64).bincount().count == 0)
    #expect(throws: TensorError.self) { try Tensor.of([1, -1]).bincount() }
  }
}
