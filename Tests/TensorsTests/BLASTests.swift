import Testing

@testable import Tensors

/// The routines that LAPACK calls do what Fortran's say, by plain loops.
@Suite struct BLASTests {
  private var generator = SplitMix64(state: 41)

  private mutating func numbers(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  /// Element (i, j) of op(A), by columns.
  private func at(_ a: [Float], _ stride: Int, _ turned: Bool, _ i: Int, _ j: Int) -> Float {
    turned ? a[j + i * stride] : a[i + j * stride]
  }

  private func letter(_ isSet: Bool, _ yes: Character, _ no: Character) -> CChar {
    CChar((isSet ? yes : no).asciiValue ?? 0)
  }

  private func agree(_ a: [Float], _ b: [Float]) -> Bool {
    zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 }
  }

  @Test mutating func products() {
    for (m, n, k) in [(1, 1, 1), (5, 3, 4), (70, 130, 33), (3, 200, 0), (0, 4, 2)] {
      for turns in 0..<4 {
        let (turnsA, turnsB) = (turns & 1 == 1, turns & 2 == 2)
        let (lda, ldb, ldc) = ((turnsA ? k : m) + 2, (turnsB ? n : k) + 1, m + 3)
        let (a, b) = (numbers(lda * max(m, k, 1)), numbers(ldb * max(n, k, 1)))
        for (alpha, beta) in [(Float(1), Float(0)), (-0.5, 1), (2, 0.5)] {
          let before = numbers(ldc * max(n, 1)).map { beta == 0 ? .nan : $0 }
          var (c, wanted) = (before, before)
          for i in 0..<m {
            for j in 0..<n {
              let sum = (0..<k).reduce(Float(0)) {
                $0 + at(a, lda, turnsA, i, $1) * at(b, ldb, turnsB, $1, j)
              }
              wanted[i + j * ldc] = alpha * sum + (beta == 0 ? 0 : beta * before[i + j * ldc])
            }
          }
          blasProduct(
            [letter(turnsA, "T", "N")], [letter(turnsB, "t", "n")], [Int32(m)], [Int32(n)],
            [Int32(k)], [alpha], a, [Int32(lda)], b, [Int32(ldb)], [beta], &c, [Int32(ldc)])
          // What lies between the columns stays.
          let pairs = zip(c, wanted).filter { !($0.isNaN && $1.isNaN) }
          #expect(pairs.allSatisfy { abs($0 - $1) < 1e-4 }, "\(m) \(n) \(k) \(turns)")
        }
      }
    }
  }

  @Test mutating func triangularProducts() {
    for (m, n) in [(1, 1), (4, 6), (33, 20)] {
      for choice in 0..<16 {
        let (isLeft, isUpper) = (choice & 1 == 1, choice & 2 == 2)
        let (turns, isUnit) = (choice & 4 == 4, choice & 8 == 8)
        let size = isLeft ? m : n
        let (lda, ldb) = (size + 1, m + 2)
        let a = numbers(lda * size)
        let before = numbers(ldb * n)
        var (b, wanted) = (before, before)
        func triangle(_ i: Int, _ j: Int) -> Float {
          let (row, column) = turns ? (j, i) : (i, j)
          if row == column { return isUnit ? 1 : a[row + column * lda] }
          return (row < column) == isUpper ? a[row + column * lda] : 0
        }
        for i in 0..<m {
          for j in 0..<n {
            wanted[i + j * ldb] =
              1.5
              * (0..<size).reduce(Float(0)) {
                $0
                  + (isLeft
                    ? triangle(i, $1) * before[$1 + j * ldb]
                    : before[i + $1 * ldb] * triangle($1, j))
              }
          }
        }
        blasTriangularProduct(
          [letter(isLeft, "L", "R")], [letter(isUpper, "U", "L")], [letter(turns, "T", "N")],
          [letter(isUnit, "U", "N")], [Int32(m)], [Int32(n)], [1.5], a, [Int32(lda)], &b,
          [Int32(ldb)])
        #expect(agree(b, wanted), "\(m) \(n) \(choice)")
      }
    }
  }

  @Test mutating func vectors() {
    for (m, n) in [(1, 1), (6, 4), (40, 23), (0, 3), (3, 0)] {
      for (xStep, yStep) in [(1, 1), (2, 3), (-1, -2)] {
        let lda = m + 2
        let a = numbers(lda * max(n, 1))
        for turns in [false, true] {
          let (terms, results) = turns ? (m, n) : (n, m)
          let x = numbers(max(1, terms) * abs(xStep))
          let before = numbers(max(1, results) * abs(yStep))
          func place(_ index: Int, _ step: Int, _ count: Int) -> Int {
            step > 0 ? index * step : (index + 1 - count) * step
          }
          var (y, wanted) = (before, before)
          for i in 0..<results {
            let sum = (0..<terms).reduce(Float(0)) {
              $0 + at(a, lda, turns, i, $1) * x[place($1, xStep, terms)]
            }
            let target = place(i, yStep, results)
            wanted[target] = 0.5 * sum - before[target]
          }
          blasMatrixVector(
            [letter(turns, "T", "N")], [Int32(m)], [Int32(n)], [0.5], a, [Int32(lda)], x,
            [Int32(xStep)], [-1], &y, [Int32(yStep)])
          #expect(agree(y, wanted), "\(m) \(n) \(turns) \(xStep)")
        }
        let (x, y) = (numbers(max(1, m) * abs(xStep)), numbers(max(1, n) * abs(yStep)))
        var (b, wanted) = (a, a)
        for i in 0..<m {
          for j in 0..<n {
            let p = xStep > 0 ? i * xStep : (i + 1 - m) * xStep
            let q = yStep > 0 ? j * yStep : (j + 1 - n) * yStep
            wanted[i + j * lda] += 2 * x[p] * y[q]
          }
        }
        blasOuterProduct(
          [Int32(m)], [Int32(n)], [2], x, [Int32(xStep)], y, [Int32(yStep)], &b, [Int32(lda)])
        #expect(agree(b, wanted), "\(m) \(n) \(xStep)")
      }
    }
  }
}
