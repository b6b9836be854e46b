import Kernels
import Testing

/// A product on random layouts, against the definition in double precision.
struct GemmCase {
  var M: Int, N: Int, K: Int
  var aRow: Int, aColumn: Int, bRow: Int, bColumn: Int, cRow: Int
  var A: [Float], B: [Float], C: [Float], bias: [Float]?
  var accumulate: Bool

  init(using random: inout SplitMix, limit: Int) {
    M = Int.random(in: 0...limit, using: &random)
    N = Int.random(in: 0...limit, using: &random)
    K = Int.random(in: 0...limit, using: &random)
    (aRow, aColumn) = Self.strides(M, K, using: &random)
    (bRow, bColumn) = Self.strides(K, N, using: &random)
    cRow = N + Int.random(in: 0...3, using: &random)
    A = random.floats(Self.extent(M, aRow, K, aColumn))
    B = random.floats(Self.extent(K, bRow, N, bColumn))
    C = random.floats(Self.extent(M, cRow, N, 1))
    bias = Bool.random(using: &random) ? random.floats(N) : nil
    accumulate = Bool.random(using: &random)
  }

  /// Rows adjacent, columns adjacent, or neither; sometimes broadcast.
  static func strides(_ rows: Int, _ columns: Int, using random: inout SplitMix) -> (Int, Int) {
    let gap = Int.random(in: 0...5, using: &random)
    switch Int.random(in: 0...6, using: &random) {
    case 0...2: return (columns + gap, 1)
    case 3...4: return (1, rows + gap)
    case 5: return (2 * columns + gap, 2)
    default: return (0, 1)
    }
  }

  static func extent(_ rows: Int, _ row: Int, _ columns: Int, _ column: Int) -> Int {
    max(1, rows) * row + max(1, columns) * column + 1
  }

  /// C by the kernel, for a part of its rows and columns.
  func product(rows: Range<Int>, columns: Range<Int>, into C: inout [Float]) {
    var scratch = [Float](repeating: .nan, count: lab_gemm_scratch(M, N, K))
    let bias = bias.map { Array($0[columns]) }
    C.withUnsafeMutableBufferPointer { c in
      A.withUnsafeBufferPointer { a in
        B.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          lab_gemm(
            1, rows.count, columns.count, K, a + rows.lowerBound * aRow, aRow, aColumn,
            b + columns.lowerBound * bColumn, bRow, bColumn,
            c + rows.lowerBound * cRow + columns.lowerBound, cRow, accumulate, bias, &scratch)
        }
      }
    }
  }

  func whole() -> [Float] {
    var result = C
    product(rows: 0..<M, columns: 0..<N, into: &result)
    return result
  }

  /// C by definition; what is between its rows stays unchanged.
  func expected() -> [Double] {
    var result = C.map(Double.init)
    for i in 0..<M {
      for j in 0..<N {
        var sum = accumulate ? result[i * cRow + j] : 0
        for k in 0..<K {
          sum += Double(A[i * aRow + k * aColumn]) * Double(B[k * bRow + j * bColumn])
        }
        if let bias { sum += Double(bias[j]) }
        result[i * cRow + j] = sum
      }
    }
    return result
  }
}

@Suite struct GemmTests {
  @Test(arguments: 0..<20)
  func agreesWithTheDefinition(seed: UInt64) {
    var random = SplitMix(state: seed)
    for round in 0..<150 {
      let some = GemmCase(using: &random, limit: round < 145 ? 24 : 110)
      let error = distance(some.whole(), some.expected())
      #expect(error <= 2e-6 * Double(some.K + 4), "\(some.M)×\(some.N)×\(some.K)")
    }
  }

  @Test func agreesAcrossBlocks() {
    var random = SplitMix(state: 7)
    let sizes = [
      (122, 20, 800), (7, 1700, 5), (300, 10, 390), (1, 1, 2000), (49, 49, 1000),
      // Rows of whole cache lines, of many pages, and of partial lines.
      (100, 64, 800), (128, 1024, 40), (129, 128, 400), (17, 1600, 30), (16, 49, 900),
    ]
    for (M, N, K) in sizes {
      var some = GemmCase(using: &random, limit: 0)
      (some.M, some.N, some.K) = (M, N, K)
      (some.aRow, some.aColumn, some.bRow, some.bColumn, some.cRow) = (K, 1, 1, K, N)
      (some.A, some.B, some.C) = (random.floats(M * K), random.floats(K * N), random.floats(M * N))
      some.bias = random.floats(N)
      #expect(distance(some.whole(), some.expected()) <= 2e-6 * Double(K + 4))
    }
  }

  @Test(arguments: 100..<110)
  func anySplitGivesTheSameBits(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<60 {
      let some = GemmCase(using: &random, limit: 150)
      let row = Int.random(in: 0...some.M, using: &random)
      let column = Int.random(in: 0...some.N, using: &random) / 64 * 64
      var parts = some.C
      for rows in [0..<row, row..<some.M] {
        for columns in [0..<column, column..<some.N] {
          some.product(rows: rows, columns: columns, into: &parts)
        }
      }
      #expect(sameBits(parts, some.whole()), "\(some.M)×\(some.N)×\(some.K) at \(row), \(column)")
    }
  }

  @Test func nothingNotFiniteGetsLost() {
    var random = SplitMix(state: 3)
    for special in [Float.nan, .infinity, -.infinity] {
      for _ in 0..<100 {
        var some = GemmCase(using: &random, limit: 20)
        (some.M, some.N, some.K) = (some.M + 1, some.N + 1, some.K + 1)
        (some.aRow, some.aColumn, some.bRow, some.bColumn) = (some.K, 1, some.N, 1)
        some.cRow = some.N
        some.A = [Float](repeating: 0, count: some.M * some.K)
        some.B = random.floats(some.K * some.N)
        some.C = random.floats(some.M * some.N)
        some.bias = nil
        some.B[Int.random(in: 0..<some.B.count, using: &random)] = special
        #expect(distance(some.whole(), some.expected()) <= 1e-5)
      }
    }
  }
}
