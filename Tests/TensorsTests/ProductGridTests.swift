import Testing

@testable import Tensors

@Suite struct ProductGridTests {
  /// Sizes from one to thousands, most of them small, in both layouts of both operands.
  private static func kernel(_ random: inout SplitMix64) -> MatrixKernel {
    func size() -> Int {
      let most = 1 << Int.random(in: 0...12, using: &random)
      return Int.random(in: 1...most, using: &random)
    }
    let (m, n, k) = (size(), size(), size())
    let (turnsLeft, turnsRight) = (Bool.random(using: &random), Bool.random(using: &random))
    return MatrixKernel(
      m: m, n: n, k: k, aRow: turnsLeft ? 1 : k, aColumn: turnsLeft ? m : 1,
      bRow: turnsRight ? 1 : n, bColumn: turnsRight ? k : 1, cRow: n)
  }

  @Test func piecesCoverEachProductOnce() {
    var random = SplitMix64(state: 11)
    for _ in 0..<3_000 {
      let kernel = Self.kernel(&random)
      let terms = Bool.random(using: &random) ? 1 : Int.random(in: 1...300, using: &random)
      let places = Bool.random(using: &random) ? 1 : Int.random(in: 1...100, using: &random)
      let grid = ProductGrid(kernel, places: places, terms: terms)

      let blocks = (0..<grid.blocks).map {
        (grid.rows(of: $0, in: kernel.m), grid.columns(of: $0, in: kernel.n))
      }
      #expect(blocks.allSatisfy { !$0.isEmpty && !$1.isEmpty }, "\(kernel)")
      let covered = blocks.map { rows, columns in rows.count * columns.count }.reduce(0, +)
      #expect(covered == kernel.m * kernel.n, "\(kernel)")
      let corners = Set(blocks.map { [$0.lowerBound, $1.lowerBound] })
      #expect(corners.count == grid.blocks, "\(kernel)")

      var summed = 0
      for part in 0..<grid.parts {
        let depth = grid.depth(of: part, in: kernel.k, terms: terms)
        for term in grid.terms(of: part, in: terms) {
          #expect(term * kernel.k + depth.lowerBound == summed, "\(kernel), \(terms) terms")
          summed = term * kernel.k + depth.upperBound
        }
      }
      #expect(summed == terms * kernel.k, "\(kernel), \(terms) terms")
      #expect((grid.parts - 1) * kernel.m * kernel.n <= 4_194_304, "\(kernel)")

      let pieces = (0..<grid.groups).flatMap { grid.pieces(of: $0) }
      #expect(pieces == Array(0..<(places * grid.blocks * grid.parts)), "\(kernel)")
    }
  }

  /// How long one thread waits for the other, as a share of both threads' time.
  ///
  /// They take pieces from both ends, and the second works at `speed`.
  private static func waiting(_ kernel: MatrixKernel, speed: Double) -> Double {
    let grid = ProductGrid(kernel, places: 1, terms: 1)
    let work = (0..<grid.groups).map { group in
      grid.pieces(of: group).reduce(0.0) { sum, piece in
        let block = piece % grid.blocks
        let size =
          grid.rows(of: block, in: kernel.m).count * grid.columns(of: block, in: kernel.n).count
        return sum + Double(size) / Double(grid.parts)
      }
    }
    var (first, second) = (0.0, 0.0)
    var left = work[...]
    while !left.isEmpty {
      if first <= second {
        first += left.removeFirst()
      } else {
        second += left.removeLast() / speed
      }
    }
    return abs(first - second) / (2 * max(first, second))
  }

  /// The layers of the labs' MLPs, forward and backward, with one thread up to a fifth slower.
  ///
  /// (If it is a third slower, the wait for the last panel of 784 columns is longer.)
  @Test(arguments: [(128, 256, 784), (256, 784, 128), (128, 256, 256), (256, 256, 256)])
  func threadsOfDifferentSpeedsFinishTogether(m: Int, n: Int, k: Int) {
    for turnsLeft in [false, true] {
      let kernel = MatrixKernel(
        m: m, n: n, k: k, aRow: turnsLeft ? 1 : k, aColumn: turnsLeft ? m : 1, bRow: n, bColumn: 1,
        cRow: n)
      guard !kernel.suitsLibrary else { continue }
      for speed in [1, 0.97, 0.9, 0.85, 0.8] {
        let waiting = Self.waiting(kernel, speed: speed)
        #expect(waiting <= 1.0 / 16, "\(kernel) at \(speed)")
      }
    }
  }
}
