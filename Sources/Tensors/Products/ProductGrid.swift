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

  /// The grid for `places` products of the kernel's size, each a sum of `terms`.
  init(_ kernel: MatrixKernel, places: Int, terms: Int) {
    let (m, n) = (kernel.m, kernel.n)
    let depth = max(1, kernel.k &* terms)
    // Blocks near squares read the least memory for the arithmetic that they do.
    let area = max(1, ProductGrid.pieceWork / depth)
    let side = max(24, Int(Double(area).squareRoot()))
    var columns = n
    var rows = m
    if m &* n > area {
      rows = m <= side * 3 / 2 ? m : side
      columns = min(n, max(64, area / rows))
      rows = min(m, max(24, area / columns))
    }
    columnPanels = max(1, (n + columns / 2) / columns)
    let rowPanels = max(1, (m + rows / 2) / rows)
    // The kernels give the same bits for any cut of the rows, and of the columns at 64.
    columnStep = columnPanels == 1 ? n : ((n + columnPanels - 1) / columnPanels + 63) / 64 * 64
    rowStep = (m + rowPanels - 1) / rowPanels
    blocks = columnPanels * rowPanels
    let work = min(m, rowStep) &* min(n, columnStep) &* depth
    if places * blocks < 4, work > 1_000_000, m &* n < 65_536 {
      parts = max(1, min(8, work / 500_000, terms > 1 ? terms : kernel.k / 128))
    } else {
      parts = 1
    }
    grain = max(1, 250_000 / max(1, work / parts))
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
