import Text

/// A drawn figure: a grid of character cells, and the shapes that only a page can show.
///
/// Cells under a shape are marked, so that a page draws the shape instead.
package struct Canvas: Sendable {
  struct Cell: Sendable, Equatable {
    var glyph: Character = " "
    var ink: Ink = .plain
    var paper: Ink = .plain
    /// Drawn as a shape on a page.
    var isShape = false
    /// The right half of a wide character.
    var isTail = false

    static let blank = Cell()
    var isBlank: Bool { glyph == " " && paper == .plain && !isTail && !isShape }
  }

  let glyphs: Glyphs
  private let words: Glyphs
  private(set) var width: Int
  private(set) var height: Int
  private(set) var cells: [Cell]
  var strokes: [Stroke] = []
  var rasters: [Raster] = []

  /// The most cells that a canvas holds; a larger one is cut at the bottom.
  static let mostCells = 4_000_000

  init(width: Int, height: Int, _ style: Style) {
    self.width = min(max(width, 0), style.width)
    self.height = min(max(height, 0), Canvas.mostCells / max(self.width, 1))
    glyphs = style.glyphs
    words = style.words
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  subscript(x: Int, y: Int) -> Cell {
    get { contains(x, y) ? cells[y * width + x] : .blank }
    set { if contains(x, y) { cells[y * width + x] = newValue } }
  }

  func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && x < width && y >= 0 && y < height }

  /// Columns up to the last one in use.
  var usedWidth: Int {
    var used = 0
    for y in 0..<height {
      var x = width
      while x > used && cells[y * width + x - 1].isBlank { x -= 1 }
      used = max(used, x)
    }
    return used
  }

  mutating func put(
    _ glyph: Character, _ x: Int, _ y: Int, _ ink: Ink = .plain, on paper: Ink = .plain,
    isShape: Bool = false
  ) {
    guard contains(x, y) else { return }
    cells[y * width + x] = Cell(glyph: glyph, ink: ink, paper: paper, isShape: isShape)
  }

  /// Puts a shape on what is there: a shade stays, and the ink is one that can be seen on it.
  mutating func cover(_ glyph: Character, _ x: Int, _ y: Int, _ ink: Ink) {
    let paper = self[x, y].paper
    var seen = ink
    if case .rgb(let colour) = paper { seen = .rgb(colour.contrast) }
    put(glyph, x, y, seen, on: paper, isShape: true)
  }

  /// Writes `text` from column `x` and returns the column after it; what does not fit is left out.
  @discardableResult
  mutating func write(
    _ text: String, _ x: Int, _ y: Int, _ ink: Ink = .plain, on paper: Ink = .plain
  ) -> Int {
    var column = x
    for character in Printable.line(text, glyphs: words) {
      let size = DisplayWidth.of(character)
      guard column + size <= width else { break }
      put(character, column, y, ink, on: paper)
      for tail in 1..<max(size, 1) where contains(column + tail, y) {
        cells[y * width + column + tail] = Cell(glyph: " ", ink: ink, paper: paper, isTail: true)
      }
      column += size
    }
    return column
  }

  /// Copies `other` with its top left corner at (`x`, `y`).
  mutating func paste(_ other: Canvas, _ x: Int, _ y: Int) {
    for row in 0..<other.height {
      for column in 0..<other.width where contains(x + column, y + row) {
        cells[(y + row) * width + x + column] = other.cells[row * other.width + column]
      }
    }
    strokes += other.strokes.map { $0.moved(Double(x), Double(y)) }
    rasters += other.rasters.map { $0.moved(x, y) }
  }
}

/// A line on a page, in cells from the canvas's top left corner.
struct Stroke: Sendable, Equatable {
  struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
  }

  var points: [Point]
  var ink: Ink
  /// Which dash pattern; 0 is solid.
  var dash = 0
  /// Which marker shape, drawn at every point; `nil` for none.
  var marker: Int?
  /// Line width in pixels.
  var weight = 1.0
  /// Whether the points are the corners of a pale area instead.
  var isArea = false

  func moved(_ x: Double, _ y: Double) -> Stroke {
    var result = self
    result.points = points.map { Point(x: $0.x + x, y: $0.y + y) }
    return result
  }
}

/// Pixels on a page, or on a terminal that has them, in place of cells.
struct Raster: Sendable, Equatable {
  /// The top left corner in cells, and the size.
  var x: Int
  var y: Int
  var columns: Double
  var rows: Double
  var pixels: Bitmap
  /// Whether it is all that its cells show, so that a terminal may show it instead.
  var isWhole = true

  /// The cells that it covers, if only in part.
  var cells: (columns: Int, rows: Int) {
    func whole(_ size: Double) -> Int { Int((min(size, 1e6) - 1e-9).rounded(.up)) }
    return (whole(columns), whole(rows))
  }

  func moved(_ x: Int, _ y: Int) -> Raster {
    var result = self
    result.x += x
    result.y += y
    return result
  }
}
