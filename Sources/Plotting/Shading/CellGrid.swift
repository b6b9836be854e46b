import Text

/// A matrix drawn as cells: digits, the ramp in pairs of columns, shaded cells or half-blocks.
struct CellGrid {
  /// How a cell looks.
  enum Form: Sendable, Equatable {
    /// A digit in two columns, or three with a sign.
    case digits
    /// A ramp character twice, or a sign and one.
    case ramp
    /// Two columns of background.
    case shaded
    /// One column and half a row of colour.
    case halves
  }

  let matrix: Matrix
  let shade: Shade
  let form: Form

  static func width(_ form: Form, isSigned: Bool) -> Int {
    switch form {
    case .digits: isSigned ? 3 : 2
    case .ramp, .shaded: 2
    case .halves: 1
    }
  }

  var cellWidth: Int { CellGrid.width(form, isSigned: shade.isSigned) }
  var width: Int { matrix.columns * cellWidth }
  var height: Int { form == .halves ? (matrix.rows + 1) / 2 : matrix.rows }

  func canvas(_ style: Style) -> Canvas {
    var canvas = Canvas(width: width, height: height, style)
    guard form != .halves else {
      drawHalves(&canvas, style)
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
    case .halves:
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

  private func drawHalves(_ canvas: inout Canvas, _ style: Style) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(matrix.values.count * 3)
    for value in matrix.values {
      let colour = shade.share(value).map { shade.colour($0, style.colours) } ?? .missing
      bytes += [colour.red, colour.green, colour.blue]
    }
    canvas.drawHalves(
      Bitmap(width: matrix.columns, height: matrix.rows, bytes: bytes, isColour: true), 0, 0)
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
}
