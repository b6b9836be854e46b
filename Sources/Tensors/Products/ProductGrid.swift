/// How a product is cut into pieces of work: by its shape, never by the number of threads.
struct ProductGrid {
  /// Blocks of one matrix.
  let blocks: Int
  /// Parts of a long sum, each over a range of it, which are added up in order afterwards.
  let parts: Int
  /// The number of groups of pieces; a worker takes one at a time.
  let groups: Int

  /// Pieces in all.
  private let count: Int
  private let rowPanels: Int
  private let columnPanels: Int
  private let tapers: Bool

  /// Multiply-adds per piece: some 30 µs, long compared with handing it out.
  private static let pieceWork = 3_000_000
  /// Multiply-adds per piece of a product too small for several larger ones.
  ///
  /// Some 2 µs, long compared with handing one to a worker that is awake.
  private static let leastWork = 125_000
  private static let fewPieces = 4
  /// The most pieces into which one product is cut in order to share it.
  private static let mostPieces = 32
  /// Multiply-adds of a piece, a tenth of a second of them, that no piece of a large product should
  /// exceed: between pieces it is asked whether to stop.
  private static let mostWork = 2_000_000_000
  /// The rows and columns of a block from which preparing its operands pays off.
  private static let fullRows = 64
  private static let fullColumns = 64
  /// A block's columns are a multiple of it, those of the widest vector, unless it is the last.
  private static let unit = 16
  /// The rows from which a block's part of the left operand no longer fits the second-level cache.
  private static let mostRows = 512
  /// How many pieces a single product has whose panels of columns narrow towards the middle.
  ///
  /// It must also have as many columns as below. Threads take pieces from both ends and never run
  /// at the same speed, so that one waits for the other where they meet.
  private static let taperedPieces = 4...24
  private static let taperedColumns = 256
  private static let taperedPanels = 8
  /// The most floats that partial sums take while they wait to be added up.
  private static let mostPartials = 4_194_304
  /// The least depth of a partial sum.
  private static let fullDepth = 512

  /// The grid for `places` products of the kernel's size, each a sum of `terms`.
  init(_ kernel: MatrixKernel, places: Int, terms: Int) {
    let (m, n) = (kernel.m, kernel.n)
    let depth = max(1, kernel.k &* terms)
    let total = Double(m) * Double(n) * Double(depth) * Double(places)
    func pieces(of work: Int, atMost most: Int) -> Int {
      Int(min(Double(most), max(1, total / Double(work))))
    }
    let wanted = max(
      pieces(of: ProductGrid.leastWork, atMost: ProductGrid.fewPieces),
      pieces(of: ProductGrid.pieceWork, atMost: ProductGrid.mostPieces),
      pieces(of: ProductGrid.mostWork, atMost: 1 << 16))
    let each = max(1, wanted / places)
    let cut =
      kernel.suitsLibrary
      ? ProductGrid.cutForLibrary(of: kernel, into: each, terms: terms)
      : ProductGrid.cutForOurs(of: kernel, into: each, places: places, terms: terms)
    (rowPanels, columnPanels, parts, tapers) = (cut.rows, cut.columns, cut.parts, cut.tapers)
    blocks = rowPanels * columnPanels
    count = places * blocks * parts
    let most = pieces(of: ProductGrid.leastWork, atMost: count)
    // With an odd number of groups, one is left over when threads share them.
    groups = most > 1 ? most - most % 2 : 1
  }

  /// The pieces of a group: part by part, in each place by place, in each block by block.
  func pieces(of group: Int) -> Range<Int> {
    (count * group / groups)..<(count * (group + 1) / groups)
  }

  /// How one product is cut: into panels of rows and columns, and its sum into parts.
  ///
  /// The columns may taper.
  private struct Cut {
    let rows: Int
    let columns: Int
    let parts: Int
    var tapers = false
    var pieces: Int { rows * columns * parts }
  }

  /// The number of parts that a sum may have: one long sum, or its terms.
  private static func mostParts(of kernel: MatrixKernel, terms: Int, each: Int) -> Int {
    max(1, min(16, each, terms > 1 ? terms : kernel.k / fullDepth))
  }

  /// A cut for oneDNN, which packs by itself: few columns only if rows are few.
  private static func cutForLibrary(of kernel: MatrixKernel, into each: Int, terms: Int) -> Cut {
    let (m, n) = (kernel.m, kernel.n)
    let isLong = m &* n <= 65_536 && kernel.k &* terms > 2 * max(m, n)
    let parts = isLong ? min(8, mostParts(of: kernel, terms: terms, each: each)) : 1
    let blocks = max(1, each / parts)
    let rows = max((m + mostRows - 1) / mostRows, 1, min(blocks, m / fullRows))
    return Cut(rows: rows, columns: max(1, min(blocks / rows, n / fullColumns)), parts: parts)
  }

  /// The cut for our kernel that moves the least memory for what it multiplies.
  ///
  /// A block packs its columns of the right operand for its rows and, if the left one is
  /// transposed, its rows for its columns. (Otherwise they are only read once more.) Parts of a sum
  /// are added up afterwards.
  private static func cutForOurs(
    of kernel: MatrixKernel, into each: Int, places: Int, terms: Int
  ) -> Cut {
    let (m, n) = (max(1, kernel.m), max(1, kernel.n))
    let depth = Double(max(1, kernel.k)) * Double(terms)
    let leastRows = m <= mostRows ? 1 : (m + 2 * mostRows - 1) / (2 * mostRows) * 2
    let deepest = min(
      mostParts(of: kernel, terms: terms, each: each), 1 + mostPartials / (m * n))
    let cuts: [Cut] = (1...deepest).flatMap { parts in
      (1...max(1, min(each / parts, n / fullColumns))).map { columns in
        Cut(
          rows: max(leastRows, min(each / parts / columns, m / fullRows), 1), columns: columns,
          parts: parts)
      }
    }
    func moved(_ cut: Cut) -> Double {
      let left = (kernel.aColumn == 1 ? 0.25 : 1) * depth * Double(m) * Double(cut.columns)
      return left + depth * Double(n) * Double(cut.rows) + 2 * Double(m * n) * Double(cut.parts - 1)
    }
    let most = min(each, cuts.map(\.pieces).max() ?? 1)
    let enough = cuts.filter { 4 * $0.pieces >= 3 * most }
    // With an odd number of pieces, one is left over when threads share them.
    let even = enough.filter { $0.pieces % 2 == 0 }
    let cut =
      (even.isEmpty ? enough : even).min { moved($0) < moved($1) }
      ?? Cut(rows: leastRows, columns: 1, parts: 1)
    let isMiddling = taperedPieces.contains(each) && n >= taperedColumns && m <= mostRows
    guard places == 1, cut.parts == 1, isMiddling else { return cut }
    return Cut(rows: 1, columns: taperedPanels, parts: 1, tapers: true)
  }

  /// The rows of a block.
  func rows(of block: Int, in m: Int) -> Range<Int> {
    let panel = block / columnPanels
    return (m * panel / rowPanels)..<(m * (panel + 1) / rowPanels)
  }

  /// The columns of a block: whole vectors, as evenly as possible.
  func columns(of block: Int, in n: Int) -> Range<Int> {
    let panel = block % columnPanels
    let units = (n + ProductGrid.unit - 1) / ProductGrid.unit
    func edge(_ panel: Int) -> Int { min(n, start(panel, of: units) * ProductGrid.unit) }
    return edge(panel)..<edge(panel + 1)
  }

  /// The unit of columns at which a panel begins.
  ///
  /// Its distance from the middle grows with the square of the number of panels between, so that
  /// from the middle on panels are as 1, 3, 5, 7.
  private func start(_ panel: Int, of units: Int) -> Int {
    guard tapers else { return units * panel / columnPanels }
    let (middle, half) = (units / 2, columnPanels / 2)
    let between = (panel - half) * (panel - half)
    let side = panel < half ? middle : units - middle
    let distance = (side * between + half * half - 1) / (half * half)
    return panel < half ? middle - distance : middle + distance
  }

  /// The terms that a part adds up: its share, or all if the parts share the depth of one term.
  func terms(of part: Int, in terms: Int) -> Range<Int> {
    terms > 1 ? share(part, of: terms) : 0..<terms
  }

  /// The range of the depth that a part adds up.
  func depth(of part: Int, in depth: Int, terms: Int) -> Range<Int> {
    terms > 1 ? 0..<depth : share(part, of: depth)
  }

  private func share(_ part: Int, of count: Int) -> Range<Int> {
    (count * part / parts)..<(count * (part + 1) / parts)
  }
}
