/// A picture in cells: as large as asked, enlarged by whole factors or shrunk by block means.
struct Tile {
  /// Whole steps of size; a cell is twice as tall as wide.
  enum Zoom: Equatable {
    /// Without half-blocks `2n`×`n` cells a pixel, with them `n` columns by `n` half rows.
    case enlarged(Int)
    /// The mean of `n` pixels across for a column; down, of `2n` for a row, or `n` for half a row.
    case shrunk(Int)
  }

  let bitmap: Bitmap
  let zoom: Zoom
  /// Side in pixels of the patches to rule off; 0 for none.
  let patch: Int
  let style: Style

  private static let ruleColour = RGB(0xE0_8A1E)

  /// Largest first: the sizes in which a picture can be drawn.
  static func zooms(_ bitmap: Bitmap, patch: Int, _ style: Style) -> [Zoom] {
    let longest = max(bitmap.width, bitmap.height)
    var zooms: [Zoom] = style.hasHalfBlocks ? [] : [.enlarged(1)]
    for side in 1...64 where side == 1 || side <= longest {
      // A ruled patch stays whole.
      if patch <= 0 || patch % side == 0 { zooms.append(.shrunk(side)) }
    }
    return zooms
  }

  /// The largest size not wider than `columns`, the smallest where none is.
  static func fitting(
    _ bitmap: Bitmap, patch: Int = 0, columns: Int, enlarging: Bool = false, _ style: Style
  ) -> Tile {
    var zooms = zooms(bitmap, patch: patch, style)
    if enlarging && bitmap.width > 0 {
      // A picture of a few pixels would be lost on the screen.
      let most = min(bitmap.width <= 12 ? 24 / bitmap.width : 1, 8)
      for factor in stride(from: 2, through: max(most, 1), by: 1) {
        zooms.insert(.enlarged(factor), at: 0)
      }
    }
    let tiles = zooms.lazy.map { Tile(bitmap: bitmap, zoom: $0, patch: patch, style: style) }
    if let tile = tiles.first(where: { $0.width <= columns }) { return tile }
    if patch > 0 { return fitting(bitmap, columns: columns, style) }
    let side = max(1, (bitmap.width + columns - 1) / max(columns, 1))
    return Tile(bitmap: bitmap, zoom: .shrunk(side), patch: 0, style: style)
  }

  var width: Int {
    let columns =
      switch zoom {
      case .enlarged(let factor): bitmap.width * factor * (style.hasHalfBlocks ? 1 : 2)
      case .shrunk(let side): (bitmap.width + side - 1) / side
      }
    return columns + rules(bitmap.width)
  }

  private func rules(_ size: Int) -> Int { patch > 0 ? max((size - 1) / patch, 0) : 0 }

  func canvas() -> Canvas {
    guard bitmap.width > 0 else { return Canvas(width: 0, height: 0, style) }
    return style.hasHalfBlocks ? halves() : characters()
  }

  // MARK: Half-blocks

  private func halves() -> Canvas {
    let scaled =
      switch zoom {
      case .enlarged(let factor): bitmap.enlarged(across: factor, down: factor)
      case .shrunk(let side): bitmap.shrunk(across: side, down: side)
      }
    let shown = ruled(scaled, patch: patchCells(vertical: false))
    var canvas = Canvas(width: shown.width, height: (shown.height + 1) / 2, style)
    canvas.drawHalves(shown, 0, 0)
    return canvas
  }

  /// The side of a patch in columns or in (half) rows of the shown picture.
  private func patchCells(vertical: Bool) -> Int {
    switch zoom {
    case .enlarged(let factor):
      return patch * factor * (style.hasHalfBlocks || vertical ? 1 : 2)
    case .shrunk(let side):
      return patch / (vertical && !style.hasHalfBlocks ? 2 * side : side)
    }
  }

  /// The picture with lines one pixel wide between its patches.
  private func ruled(_ picture: Bitmap, patch: Int) -> Bitmap {
    guard patch > 0 else { return picture }
    let across = rules(bitmap.width)
    let down = rules(bitmap.height)
    let (width, height) = (picture.width + across, picture.height + down)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let isRule = x % (patch + 1) == patch || y % (patch + 1) == patch
        let colour =
          isRule
          ? Tile.ruleColour : picture[x - x / (patch + 1), y - y / (patch + 1)]
        bytes += [colour.red, colour.green, colour.blue]
      }
    }
    return Bitmap(width: width, height: height, bytes: bytes, isColour: true)
  }

  // MARK: Characters

  private func characters() -> Canvas {
    let scaled =
      switch zoom {
      case .enlarged(let factor): bitmap.enlarged(across: 2 * factor, down: factor)
      case .shrunk(let side): bitmap.shrunk(across: side, down: 2 * side)
      }
    let across = patchCells(vertical: false)
    let down = patchCells(vertical: true)
    let rulesDown = patch > 0 && down > 0 ? (scaled.height - 1) / down : 0
    let rulesAcross = patch > 0 && across > 0 ? (scaled.width - 1) / across : 0
    var canvas = Canvas(
      width: scaled.width + rulesAcross, height: scaled.height + rulesDown, style)
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        let onColumn = rulesAcross > 0 && x % (across + 1) == across
        let onRow = rulesDown > 0 && y % (down + 1) == down
        if onColumn || onRow {
          canvas.put(rule(onColumn, onRow), x, y, .muted)
        } else {
          let column = rulesAcross > 0 ? x - x / (across + 1) : x
          let row = rulesDown > 0 ? y - y / (down + 1) : y
          drawPixel(scaled[column, row], x, y, &canvas)
        }
      }
    }
    return canvas
  }

  private func rule(_ onColumn: Bool, _ onRow: Bool) -> Character {
    if style.glyphs == .ascii { return onColumn && onRow ? "+" : onColumn ? "|" : "-" }
    return onColumn && onRow ? "┼" : onColumn ? "│" : "─"
  }

  private func drawPixel(_ colour: RGB, _ x: Int, _ y: Int, _ canvas: inout Canvas) {
    if style.hasShades {
      canvas.put(" ", x, y, on: .rgb(colour))
      return
    }
    let bright = UInt8(min(max(colour.luminance.rounded(), 0), 255))
    let ink: Ink = bitmap.isColour && style.colours == .ansi16 ? .rgb(colour) : .plain
    canvas.put(GreyRamp.ofByte[Int(style.lightBackground ? 255 - bright : bright)], x, y, ink)
  }
}

extension Bitmap {
  /// Every pixel repeated.
  func enlarged(across: Int, down: Int) -> Bitmap {
    guard across > 0, down > 0, width > 0, width * across * height * down <= Bitmap.mostPixels
    else {
      return self
    }
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * across * down)
    for y in 0..<height * down {
      for x in 0..<width * across {
        let place = (y / down * width + x / across) * channels
        result += bytes[place..<place + channels]
      }
    }
    return Bitmap(width: width * across, height: height * down, bytes: result, isColour: isColour)
  }
}
