/// A matrix with as many entries as there is room for.
struct SizedMatrix {
  /// An entry for each cell of a grid.
  let coarse: Matrix
  /// More of them, where pixels show more.
  let finer: CellGrid.Finer?
  /// The side of the blocks whose means are shown; 1 where every entry is.
  let averaged: Int

  /// Makes a cell of each `block`×`block` entries.
  init(_ matrix: Matrix, block: Int, _ style: Style) {
    coarse = matrix.shrunk(block)
    guard block > 1, let pixels = style.pixels else {
      (finer, averaged) = (nil, block)
      return
    }
    let parts = pixels.parts(of: block)
    finer = CellGrid.Finer(matrix: matrix.shrunk(parts.averaged), apart: parts.apart)
    averaged = parts.averaged
  }

  /// The entries that are seen.
  var shown: Matrix { finer?.matrix ?? coarse }

  /// The side of blocks of at least `least` entries that a cell can show.
  static func block(of least: Int, _ style: Style) -> Int {
    guard let pixels = style.pixels else { return least }
    let parts = pixels.parts(of: least)
    return parts.averaged * parts.apart
  }
}
