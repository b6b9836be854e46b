/// A picture in cells: as large as asked, enlarged by whole factors or shrunk by block means. A terminal
/// that has pixels shows it in the same cells, but no coarser than it must.
struct Tile {
  /// Whole steps of size; a cell is twice as tall as wide.
  enum Zoom: Equatable {
    /// `2n`×`n` cells per pixel, or with half-blocks `n` columns by `n` half rows.
    case enlarged(Int)
    /// The mean of `n` pixels across for a column; down, of `2n` for a row, or `n` for half a row.
    case shrunk(Int)
    /// So many columns, a little fewer than there are pixels.
    case fitted(Int)
  }

  let bitmap: Bitmap
  let zoom: Zoom
  /// Side in pixels of the patches to separate; 0 for none.
  let patch: Int
  /// Pixels between the patches, left empty; if 0, a line is drawn there.
  var gap = 0
  let style: Style

  private static let ruleColour = RGB(0xE0_8A1E)

  /// Largest first: the sizes in which a picture can be drawn.
  static func zooms(_ bitmap: Bitmap, patch: Int, _ style: Style) -> [Zoom] {
    let longest = max(bitmap.width, bitmap.height)
    var zooms: [Zoom] = style.hasSquares ? [] : [.enlarged(1)]
    for side in 1...64 where side == 1 || side <= longest {
      // A separated patch stays whole: it has blocks of its own.
      if patch <= 0 || side <= patch { zooms.append(.shrunk(side)) }
    }
    return zooms
  }

  /// The largest size not wider than `columns`, or the smallest if there is none.
  static func fitting(
    _ bitmap: Bitmap, patch: Int = 0, gap: Int = 0, columns: Int, enlarging: Bool = false,
    _ style: Style
  ) -> Tile {
    var zooms = zooms(bitmap, patch: patch, style)
    if enlarging && bitmap.width > 0 {
      // A picture of a few pixels would be lost on the screen.
      let most = min(bitmap.width <= 12 ? 24 / bitmap.width : 1, 8)
      for factor in stride(from: 2, through: max(most, 1), by: 1) {
        zooms.insert(.enlarged(factor), at: 0)
      }
    }
    let tiles = zooms.lazy.map {
      Tile(bitmap: bitmap, zoom: $0, patch: patch, gap: gap, style: style)
    }
    if let tile = tiles.first(where: { $0.width <= columns && $0.isLow }) {
      // Half the size would lose more than a few columns.
      let isClose = tile.zoom == .shrunk(2) && columns >= leastFitted(bitmap, patch: patch)
      let close = Tile(bitmap: bitmap, zoom: .fitted(columns), patch: 0, style: style)
      return isClose && close.isLow ? close : tile
    }
    if patch > 0 { return fitting(bitmap, columns: columns, style) }
    let rows = style.pixels.map { 2 * $0.rows } ?? bitmap.height
    let side = max(
      1, (bitmap.width + columns - 1) / max(columns, 1), (bitmap.height + rows - 1) / max(rows, 1))
    return Tile(bitmap: bitmap, zoom: .shrunk(side), patch: 0, style: style)
  }

  /// The fewest columns in which a picture is squeezed instead of halved.
  static func leastFitted(_ bitmap: Bitmap, patch: Int) -> Int {
    patch > 0 || bitmap.width < 16 ? bitmap.width : (bitmap.width * 3 + 3) / 4
  }

  /// A pixel `rows` rows high and as wide, or the largest size that fits and is smaller.
  static func enlarged(_ bitmap: Bitmap, rows: Int, _ style: Style) -> Tile {
    let wanted = max(rows, 1) * (style.hasSquares ? 2 : 1)
    for factor in stride(from: wanted, through: 1, by: -1) {
      let tile = Tile(bitmap: bitmap, zoom: .enlarged(factor), patch: 0, style: style)
      if tile.width <= style.width && tile.isLow { return tile }
    }
    return fitting(bitmap, columns: style.width, style)
  }

  var width: Int {
    let columns =
      switch zoom {
      case .fitted(let columns): columns
      case .enlarged(let factor): bitmap.width * factor * (style.hasSquares ? 1 : 2)
      case .shrunk(let side): Tile.blocks(bitmap.width, side, patch)
      }
    return ruling(vertical: false).total(columns)
  }

  /// Rows of square pixels, with rules.
  private var squareRows: Int {
    let rows =
      switch zoom {
      case .fitted(let columns):
        max((bitmap.height * columns + bitmap.width / 2) / max(bitmap.width, 1), 1)
      case .enlarged(let factor): bitmap.height * factor
      case .shrunk(let side): Tile.blocks(bitmap.height, side, patch)
      }
    return ruling(vertical: true).total(rows)
  }

  /// Whether it is no taller than a picture of pixels may be; characters may take any number of rows.
  private var isLow: Bool { style.pixels.map { (squareRows + 1) / 2 <= $0.rows } ?? true }

  /// Blocks of `side` pixels in `length`, none of which extends from one patch into another.
  private static func blocks(_ length: Int, _ side: Int, _ patch: Int) -> Int {
    func whole(_ length: Int) -> Int { (length + side - 1) / side }
    guard patch > 0, patch % side != 0 else { return whole(length) }
    return length / patch * whole(patch) + whole(length % patch)
  }

  /// That a zoom did not fit: nothing, or a line.
  func note(_ wanted: Int?, _ room: Int) -> Canvas {
    let isWanted =
      wanted.map { zoom == .enlarged(max($0, 1) * (style.hasSquares ? 2 : 1)) } ?? true
    let text = isWanted ? "" : "! a zoom of \(wanted ?? 1) does not fit here"
    return Canvas(lines: style.wrapped(text, room), style, ink: .warning)
  }

  func canvas() -> Canvas {
    guard bitmap.width > 0 else { return Canvas(width: 0, height: 0, style) }
    return style.pixels != nil ? pixels() : style.hasSquares ? halves() : characters()
  }

  // MARK: Pixels

  /// The picture in the cells of half-blocks, with as many pixels as it has itself.
  private func pixels() -> Canvas {
    let (across, down) = (ruling(vertical: false), ruling(vertical: true))
    var canvas = Canvas(width: width, height: (squareRows + 1) / 2, style)
    let shown: Bitmap
    let perColumn: Double
    switch zoom {
    case .enlarged: (shown, perColumn) = (ruled(scaled.marked, across, down), 1)
    case .fitted(let columns):
      (shown, perColumn) = (bitmap.marked, Double(bitmap.width) / Double(columns))
    case .shrunk(let side):
      let fine = { (coarse: Ruling) in Ruling(period: max(patch, 1), rule: coarse.rule * side) }
      shown = ruled(
        (gap > 0 ? bitmap.lifted : bitmap).marked, patch > 0 ? fine(across) : across,
        patch > 0 ? fine(down) : down)
      perColumn = Double(side)
    }
    canvas.drawPixels(
      shown, columns: Double(shown.width) / perColumn, rows: Double(shown.height) / perColumn / 2)
    return canvas
  }

  /// The picture in its final size, without rules.
  private var scaled: Bitmap {
    let isHalf = style.hasSquares
    let sized =
      switch zoom {
      case .enlarged(let factor):
        bitmap.enlarged(across: isHalf ? factor : 2 * factor, down: factor)
      case .shrunk(let side):
        bitmap.shrunk(across: side, down: isHalf ? side : 2 * side, patch: patch)
      case .fitted(let columns):
        bitmap.resampled(
          width: columns,
          height: max(
            (bitmap.height * columns / (isHalf ? 1 : 2) + bitmap.width / 2) / bitmap.width, 1))
      }
    return gap > 0 ? sized.lifted : sized
  }

  // MARK: Rules

  /// Where along one axis of the shown picture the rules between patches are.
  private struct Ruling {
    /// Cells of a patch, never 0.
    let period: Int
    /// Cells of a rule; 0 for none.
    let rule: Int

    /// The length of `cells` with rules between.
    func total(_ cells: Int) -> Int { cells + max(cells - 1, 0) / period * rule }

    func isRule(_ place: Int) -> Bool { place % (period + rule) >= period }

    /// The place in the picture without rules.
    func source(_ place: Int) -> Int { place - place / (period + rule) * rule }
  }

  private func ruling(vertical: Bool) -> Ruling {
    guard patch > 0 else { return Ruling(period: .max / 2, rule: 0) }
    let isNarrow = style.hasSquares || vertical
    switch zoom {
    case .fitted: return Ruling(period: .max / 2, rule: 0)
    case .enlarged(let factor):
      let cells = (isNarrow ? 1 : 2) * factor
      return Ruling(period: patch * cells, rule: gap > 0 ? gap * cells : 1)
    case .shrunk(let side):
      let pixels = vertical && !style.hasSquares ? 2 * side : side
      return Ruling(
        period: (patch + pixels - 1) / pixels, rule: gap > 0 ? max(gap / pixels, 1) : 1)
    }
  }

  // MARK: Half-blocks

  private func halves() -> Canvas {
    let shown = ruled(scaled.marked, ruling(vertical: false), ruling(vertical: true))
    var canvas = Canvas(width: shown.width, height: (shown.height + 1) / 2, style)
    canvas.drawHalves(shown, 0, 0)
    return canvas
  }

  /// A picture with rules, or gaps, between its patches.
  private func ruled(_ picture: Bitmap, _ across: Ruling, _ down: Ruling) -> Bitmap {
    guard patch > 0 else { return picture }
    let (width, height) = (across.total(picture.width), down.total(picture.height))
    let empty: UInt8 = style.lightBackground ? 255 : 0
    let rule = gap > 0 ? RGB(empty, empty, empty) : Tile.ruleColour
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let isRule = across.isRule(x) || down.isRule(y)
        let colour = isRule ? rule : picture[across.source(x), down.source(y)]
        bytes += [colour.red, colour.green, colour.blue]
      }
    }
    return Bitmap(width: width, height: height, bytes: bytes, isColour: true)
  }

  // MARK: Characters

  private func characters() -> Canvas {
    // Ten inks are few: a colour photograph should use all of them.
    let picture = scaled
    let inks = style.hasShades ? picture : picture.greyed
    let (across, down) = (ruling(vertical: false), ruling(vertical: true))
    var canvas = Canvas(
      width: across.total(picture.width), height: down.total(picture.height), style)
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        if !across.isRule(x), !down.isRule(y) {
          let (column, row) = (across.source(x), down.source(y))
          if picture.isMissing(column, row) {
            canvas.put("!", x, y, .warning)
            continue
          }
          drawPixel(picture[column, row], inks[column, row], x, y, &canvas)
        } else if gap <= 0 {
          canvas.put(rule(across.isRule(x), down.isRule(y)), x, y, .muted)
        }
      }
    }
    return canvas
  }

  private func rule(_ onColumn: Bool, _ onRow: Bool) -> Character {
    if style.glyphs == .ascii { return onColumn && onRow ? "+" : onColumn ? "|" : "-" }
    return onColumn && onRow ? "┼" : onColumn ? "│" : "─"
  }

  private func drawPixel(
    _ colour: RGB, _ grey: RGB, _ x: Int, _ y: Int, _ canvas: inout Canvas
  ) {
    if style.hasShades {
      canvas.put(" ", x, y, on: .rgb(colour))
      return
    }
    let bright = style.lightBackground ? 255 - grey.red : grey.red
    let ink: Ink = bitmap.isColour && style.colours == .ansi16 ? .rgb(colour) : .plain
    canvas.put(GreyRamp.ofByte[Int(bright)], x, y, ink)
  }
}
