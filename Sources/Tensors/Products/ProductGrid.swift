/// How a product is cut into pieces of work: by its shape, never by the number of threads.
struct ProductGrid {
  /// Rows and columns of one block.
  let rowStep: Int
  let columnStep: Int
  /// Blocks of one matrix.
  let blocks: Int
  /// Parts of a long sum, each over a range of it; added up in order afterwards.
  let parts: Int
  /// Pieces that a worker takes at a time.
  let grain: Int

  private let columnPanels: Int

  /// Multiply-adds of a piece: some 30 µs, long against handing it out.
  private static let pieceWork = 3_000_000
  /// Products too small for several such pieces are cut into a few smaller ones, of at least so
  /// many multiply-adds: some 7 µs, long against handing one to a worker that is awake.
  private static let leastWork = 750_000
  private static let fewPieces = 4
  /// The most pieces that one product is cut into for the sake of sharing it.
  private static let mostPieces = 32
  /// Rows and columns of a block from which on it pays for preparing its operands.
  private static let fullRows = 96
  private static let fullColumns = 64
  /// Rows from which on a block's part of the left operand leaves the second cache.
  private static let mostRows = 512
  /// The least depth of a part of a long sum.
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
      pieces(of: ProductGrid.pieceWork, atMost: ProductGrid.mostPieces))
    let each = max(1, wanted / places)
    // Long sums of few numbers are cut along the sum, and the parts added up.
    let depths = terms > 1 ? terms : kernel.k / ProductGrid.fullDepth
    let isLong = m &* n <= 65_536 && depth > 2 * max(m, n)
    parts = isLong ? max(1, min(8, each, depths)) : 1
    let cut = max(1, each / parts)
    var rowPanels = max((m + ProductGrid.mostRows - 1) / ProductGrid.mostRows, 1)
    let columns: Int
    if rowPanels > 1, !kernel.suitsLibrary {
      (rowPanels, columns) = ProductGrid.panels(of: kernel, cut: cut, least: rowPanels)
    } else if kernel.bColumn == 1 {
      rowPanels = max(rowPanels, min(cut, m / ProductGrid.fullRows))
      columns = max(1, min(cut / rowPanels, n / ProductGrid.fullColumns))
    } else {
      // Every block of rows turns its columns of the right operand: the fewer, the better.
      columns = max(1, min(cut / rowPanels, n / ProductGrid.fullColumns))
      rowPanels = max(rowPanels, min(cut / columns, m / ProductGrid.fullRows))
    }
    rowStep = max(1, (m + rowPanels - 1) / rowPanels)
    columnStep = columns == 1 ? max(n, 1) : ((n + columns - 1) / columns + 15) / 16 * 16
    columnPanels = max(1, (n + columnStep - 1) / columnStep)
    blocks = columnPanels * ((m + rowStep - 1) / rowStep)
    let work = min(m, rowStep) &* min(n, columnStep) &* depth / parts
    grain = max(1, 250_000 / max(1, work))
  }

  /// Panels of rows, at least so many, and of columns, whose blocks pack the least for what they
  /// multiply: each packs its columns of the right operand for its rows and, where the left one is
  /// turned, its rows for its columns. (Where that is not, they are only read once more.)
  private static func panels(
    of kernel: MatrixKernel, cut: Int, least: Int
  ) -> (rows: Int, columns: Int) {
    let choices = (1...max(1, min(cut, kernel.n / fullColumns))).map { columns in
      (rows: max(least, min(cut / columns, kernel.m / fullRows)), columns: columns)
    }
    func blocks(_ choice: (rows: Int, columns: Int)) -> Int { choice.rows * choice.columns }
    func packing(_ choice: (rows: Int, columns: Int)) -> Double {
      let forColumns = kernel.aColumn == 1 ? 0.25 : 1.0
      return Double(choice.rows) / Double(max(1, kernel.m))
        + forColumns * Double(choice.columns) / Double(max(1, kernel.n))
    }
    let most = choices.map(blocks).max() ?? 1
    return choices.filter { 4 * blocks($0) >= 3 * min(most, cut) }
      .min { packing($0) < packing($1) } ?? (least, 1)
  }

  /// The rows of a block.
  func rows(of block: Int, in m: Int) -> Range<Int> {
    let first = min(m, block / columnPanels * rowStep)
    return first..<min(m, first + rowStep)
  }

  /// The columns of a block.
  func columns(of block: Int, in n: Int) -> Range<Int> {
    let first = min(n, block % columnPanels * columnStep)
    return first..<min(n, first + columnStep)
  }

  /// The terms that a part adds up: its share, or all where the parts share the depth of one term.
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
