import Text

/// A matrix drawn as cells: digits, the ramp in pairs of columns, shaded cells or square pixels.
struct CellGrid {
  /// How a cell looks.
  enum Form: Sendable, Equatable {
    /// A digit in two columns, or three with a sign.
    case digits
    /// A ramp character twice, or a sign and one.
    case ramp
    /// Two columns of background.
    case shaded
    /// One column and half a row of colour: a half-block, or pixels of the terminal's.
    case halves
    /// Two columns and a row of the terminal's pixels.
    case squares
  }

  /// More entries than cells, which only pixels show apart.
  struct Finer {
    let matrix: Matrix
    /// How many a side take the place of one entry of the grid.
    let apart: Int
  }

  let matrix: Matrix
  let shade: Shade
  let form: Form
  var finer: Finer?

  static func width(_ form: Form, isSigned: Bool) -> Int {
    switch form {
    case .digits: isSigned ? 3 : 2
    case .ramp, .shaded, .squares: 2
    case .halves: 1
    }
  }

  var cellWidth: Int { CellGrid.width(form, isSigned: shade.isSigned) }
  var width: Int { matrix.columns * cellWidth }
  var height: Int { form == .halves ? (matrix.rows + 1) / 2 : matrix.rows }

  func canvas(_ style: Style) -> Canvas {
    var canvas = Canvas(width: width, height: height, style)
    guard form != .halves && form != .squares else {
      drawSquares(&canvas, style)
      return canvas
    }
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns { draw(matrix[row, column], column, row, &canvas, style) }
    }
    return canvas
  }

  private func draw(
    _ value: Double, _ column: Int, _ row: Int, _ canvas: inout Canvas, _ style: Style
  ) {
    let x = column * cellWidth
    guard let share = shade.share(value) else {
      canvas.write(padded("!", cellWidth, right: true), x, row, .warning)
      return
    }
    let colour = shade.colour(share, style.colours)
    let paper: Ink = style.hasShades ? .rgb(colour) : .plain
    let ink: Ink = style.hasShades ? .rgb(colour.contrast) : .plain
    switch form {
    case .halves, .squares:
      break
    case .shaded:
      canvas.write("  ", x, row, on: paper)
    case .digits:
      let digit = value == 0 ? "." : String(min(Int(abs(share) * 10 + 1e-9), 9))
      let text = padded((share < 0 ? "-" : "") + digit, cellWidth, right: true)
      canvas.write(text, x, row, ink, on: paper)
    case .ramp:
      let glyph = GreyRamp.glyphs[GreyRamp.level(abs(share))]
      canvas.put(share < 0 ? "-" : glyph, x, row, ink, on: paper)
      canvas.put(glyph, x + 1, row, ink, on: paper)
    }
  }

  private func drawSquares(_ canvas: inout Canvas, _ style: Style) {
    let shown = style.pixels == nil ? matrix : finer?.matrix ?? matrix
    var bytes: [UInt8] = []
    bytes.reserveCapacity(shown.values.count * 3)
    for value in shown.values {
      let colour = shade.share(value).map { shade.colour($0, style.pictureColours) } ?? .missing
      bytes += [colour.red, colour.green, colour.blue]
    }
    let pixels = Bitmap(width: shown.columns, height: shown.rows, bytes: bytes, isColour: true)
    guard style.pixels != nil else { return canvas.drawHalves(pixels, 0, 0) }
    let apart = Double(finer?.apart ?? 1)
    canvas.drawPixels(
      pixels, columns: Double(pixels.width * cellWidth) / apart,
      rows: Double(pixels.height) / (form == .halves ? 2 : 1) / apart)
  }
}

extension Canvas {
  /// Two pixels per cell, one above the other.
  mutating func drawHalves(_ pixels: Bitmap, _ x: Int, _ y: Int) {
    for row in 0..<(pixels.height + 1) / 2 {
      for column in 0..<pixels.width {
        let hasLower = 2 * row + 1 < pixels.height
        put(
          "▀", x + column, y + row, .rgb(pixels[column, 2 * row]),
          on: hasLower ? .rgb(pixels[column, 2 * row + 1]) : .plain, isShape: true)
      }
    }
    rasters.append(
      Raster(
        x: x, y: y, columns: Double(pixels.width), rows: Double(pixels.height) / 2, pixels: pixels))
  }

  /// A picture of the terminal's pixels, from the top left corner, stretched over as many cells.
  mutating func drawPixels(_ pixels: Bitmap, columns: Double, rows: Double) {
    let raster = Raster(x: 0, y: 0, columns: columns, rows: rows, pixels: pixels)
    for y in 0..<raster.cells.rows {
      for x in 0..<raster.cells.columns { put(" ", x, y, isShape: true) }
    }
    rasters.append(raster)
  }
}
