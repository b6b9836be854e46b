/// Pixels across and down.
package struct PixelSize: Sendable, Equatable {
  /// Pixels across.
  package let width: Int
  /// Pixels down.
  package let height: Int

  /// Takes any numbers.
  package init(_ width: Int, _ height: Int) { (self.width, self.height) = (width, height) }

  /// A character cell of a VT340.
  package static let vt340 = PixelSize(10, 20)
}

/// How a terminal shows pictures as pixels.
package struct Pixels: Sendable, Equatable {
  /// The protocol in which it takes them.
  package enum Encoding: String, Sendable, CaseIterable {
    /// DEC's sixels.
    case sixel
    /// kitty's graphics protocol.
    case kitty
    /// iTerm2's inline images.
    case iterm2
  }

  /// The protocol.
  package let encoding: Encoding
  /// Pixels of a character cell, across and down.
  package let cell: PixelSize
  /// The most colours of a picture, where they have to be listed.
  package let colours: Int
  /// The most pixels of a picture, across and down.
  package let most: PixelSize
  /// The most rows of cells that a picture may take, so that all of it is on the screen.
  package let rows: Int

  /// The most pixels that are ever drawn in one figure's picture.
  static let mostPixels = 8_000_000

  /// Makes a description; numbers that cannot be are replaced by the nearest that can. The cell is that
  /// of a VT340 unless told.
  package init(
    _ encoding: Encoding, cell: PixelSize = .vt340, colours: Int = 256,
    most: PixelSize = PixelSize(10_000, 10_000), rows: Int = 20
  ) {
    self.encoding = encoding
    self.cell = PixelSize(min(max(cell.width, 2), 100), min(max(cell.height, 4), 200))
    self.colours = min(max(colours, 2), 256)
    self.most = PixelSize(max(most.width, self.cell.width), max(most.height, self.cell.height))
    self.rows = max(rows, 1)
  }

  /// Blocks of at least `entries` a side for a column: how many entries a side are averaged, and how
  /// many of these blocks the column shows apart.
  func parts(of entries: Int) -> (averaged: Int, apart: Int) {
    let most = max(min(cell.width, cell.height / 2), 1)
    let averaged = (max(entries, 1) - 1) / most + 1
    return (averaged, (max(entries, 1) - 1) / averaged + 1)
  }
}
