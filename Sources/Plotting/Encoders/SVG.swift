import Text

/// The figure as an SVG document: the layout of a terminal of `width` columns, with real shapes.
///
/// Lines and pixels take the place of characters, and the sentence is its title. Nothing in it
/// depends on time, place or other documents; it may be embedded in an HTML page.
package func svg(_ figure: some Figure, width: Int = 80) -> String {
  let style = Style(width: width, glyphs: .unicode, colours: .trueColour)
  return SVGEncoder.encode(figure.draw(style), title: figure.sentence)
}

/// Writes a canvas as SVG: a cell is 8 by 16 units.
struct SVGEncoder {
  private static let cellWidth = 8.0
  private static let cellHeight = 16.0
  private static let margin = 8.0
  private var text = ""

  static func encode(_ canvas: Canvas, title: String) -> String {
    let width = number(Double(canvas.usedWidth) * cellWidth + 2 * margin)
    let height = number(Double(canvas.height) * cellHeight + 2 * margin)
    var encoder = SVGEncoder()
    encoder.line(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"\(width)\" "
        + "height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\">")
    encoder.line("<title>\(escaped(Printable.line(title)))</title>")
    encoder.line("<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>")
    encoder.line(
      "<g transform=\"translate(\(number(margin)) \(number(margin)))\" fill=\"#222222\" "
        + "font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" "
        + "font-size=\"13.2\" xml:space=\"preserve\">")
    encoder.line("<g shape-rendering=\"crispEdges\">")
    encoder.papers(canvas)
    encoder.line("</g>")
    for raster in canvas.rasters { encoder.image(raster) }
    for stroke in canvas.strokes { encoder.stroke(stroke) }
    for y in 0..<canvas.height { encoder.words(canvas, y) }
    encoder.line("</g>")
    encoder.line("</svg>")
    return encoder.text
  }

  private mutating func line(_ line: String) { text += line + "\n" }

  /// At most two decimals, without trailing zeros.
  private static func number(_ value: Double) -> String { Digits.trimmed(Digits.fixed(value, 2)) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  private static func colour(_ ink: Ink) -> String {
    switch ink {
    case .plain, .strong: "#222222"
    case .muted: "#767676"
    case .warning: "#9a5b00"
    case .series(let index): hex(SeriesPalette.colour(index))
    case .rgb(let colour): hex(colour)
    }
  }

  private static func hex(_ colour: RGB) -> String {
    let digits = Array("0123456789abcdef")
    return [colour.red, colour.green, colour.blue].reduce("#") {
      $0 + String(digits[Int($1 >> 4)]) + String(digits[Int($1 & 15)])
    }
  }

  // MARK: Cells

  /// Backgrounds, in runs of one colour.
  private mutating func papers(_ canvas: Canvas) {
    for y in 0..<canvas.height {
      var x = 0
      while x < canvas.width {
        let cell = canvas[x, y]
        var end = x + 1
        while end < canvas.width && canvas[end, y].paper == cell.paper
          && canvas[end, y].isShape == cell.isShape
        {
          end += 1
        }
        if cell.paper != .plain && !cell.isShape {
          line(
            "<rect x=\"\(SVGEncoder.number(Double(x) * SVGEncoder.cellWidth))\" "
              + "y=\"\(SVGEncoder.number(Double(y) * SVGEncoder.cellHeight))\" "
              + "width=\"\(SVGEncoder.number(Double(end - x) * SVGEncoder.cellWidth))\" "
              + "height=\"16\" fill=\"\(SVGEncoder.colour(cell.paper))\"/>")
        }
        x = end
      }
    }
  }

  /// Text in runs of one ink; two blank cells end a run.
  private mutating func words(_ canvas: Canvas, _ y: Int) {
    var x = 0
    while x < canvas.width {
      guard isText(canvas[x, y]) else {
        x += 1
        continue
      }
      let ink = canvas[x, y].ink
      var end = x
      var run = ""
      var next = x
      while next < canvas.width {
        let cell = canvas[next, y]
        if cell.isTail {
          next += 1
          end = next
          continue
        }
        let isGap = cell.glyph == " " && !isText(canvas[next + 1, y])
        guard !cell.isShape, !isGap, cell.glyph == " " || cell.ink == ink else { break }
        run.append(cell.glyph)
        next += 1
        end = next
      }
      while run.last == " " {
        run.removeLast()
        end -= 1
      }
      write(run, x, y, end - x, ink)
      x = max(end, x + 1)
    }
  }

  private func isText(_ cell: Canvas.Cell) -> Bool {
    cell.glyph != " " && !cell.isShape && !cell.isTail
  }

  private mutating func write(_ run: String, _ x: Int, _ y: Int, _ columns: Int, _ ink: Ink) {
    let left = SVGEncoder.number(Double(x) * SVGEncoder.cellWidth)
    let base = SVGEncoder.number(Double(y) * SVGEncoder.cellHeight + 12.4)
    // A run of text keeps to its columns in any font.
    let width = SVGEncoder.number(Double(columns) * SVGEncoder.cellWidth)
    var attributes = columns > 1 ? " textLength=\"\(width)\"" : ""
    if ink != .plain { attributes += " fill=\"\(SVGEncoder.colour(ink))\"" }
    if ink == .strong { attributes += " font-weight=\"bold\"" }
    line(
      "<text x=\"\(left)\" y=\"\(base)\"\(attributes)>"
        + "\(SVGEncoder.escaped(run))</text>")
  }

  // MARK: Shapes

  private mutating func image(_ raster: Raster) {
    line(
      "<image x=\"\(SVGEncoder.number(Double(raster.x) * SVGEncoder.cellWidth))\" "
        + "y=\"\(SVGEncoder.number(Double(raster.y) * SVGEncoder.cellHeight))\" "
        + "width=\"\(SVGEncoder.number(raster.columns * SVGEncoder.cellWidth))\" "
        + "height=\"\(SVGEncoder.number(raster.rows * SVGEncoder.cellHeight))\" "
        + "preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\" "
        + "href=\"data:image/png;base64,\(base64(PNG.encode(raster.pixels)))\"/>")
  }

  /// 0 is solid, 1 the reference lines', 2… the series'.
  private static let dashes = ["", "4 4", "8 3", "2 3", "9 3 2 3"]

  private mutating func stroke(_ stroke: Stroke) {
    let points = stroke.points.map {
      (x: $0.x * SVGEncoder.cellWidth, y: $0.y * SVGEncoder.cellHeight)
    }
    let colour = SVGEncoder.colour(stroke.ink)
    let list = points.map { "\(SVGEncoder.number($0.x)),\(SVGEncoder.number($0.y))" }
    if stroke.isArea {
      line(
        "<polygon points=\"\(list.joined(separator: " "))\" fill=\"\(colour)\" "
          + "fill-opacity=\"0.2\"/>")
    } else if points.count > 1 {
      let dash = SVGEncoder.dashes[min(max(stroke.dash, 0), SVGEncoder.dashes.count - 1)]
      line(
        "<polyline points=\"\(list.joined(separator: " "))\" fill=\"none\" stroke=\"\(colour)\" "
          + "stroke-width=\"\(SVGEncoder.number(stroke.weight))\""
          + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"") + " stroke-linejoin=\"round\"/>")
    }
    guard let marker = stroke.marker else { return }
    for point in points {
      line("<path d=\"\(SVGEncoder.marker(marker, point.x, point.y))\" fill=\"\(colour)\"/>")
    }
  }

  /// A circle, square, triangle, diamond and so on: one shape per series.
  private static func marker(_ index: Int, _ x: Double, _ y: Double) -> String {
    func path(_ points: [(Double, Double)]) -> String {
      "M" + points.map { "\(number(x + $0.0)) \(number(y + $0.1))" }.joined(separator: "L") + "Z"
    }
    switch index % 6 {
    case 0:
      return "M\(number(x - 3)) \(number(y))a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z"
    case 1: return path([(-2.6, -2.6), (2.6, -2.6), (2.6, 2.6), (-2.6, 2.6)])
    case 2: return path([(0, -3.4), (3.2, 2.4), (-3.2, 2.4)])
    case 3: return path([(0, -3.8), (3.8, 0), (0, 3.8), (-3.8, 0)])
    case 4: return path([(0, 3.4), (3.2, -2.4), (-3.2, -2.4)])
    default:
      return path([
        (-1.2, -3.6), (1.2, -3.6), (1.2, -1.2), (3.6, -1.2), (3.6, 1.2), (1.2, 1.2), (1.2, 3.6),
        (-1.2, 3.6), (-1.2, 1.2), (-3.6, 1.2), (-3.6, -1.2), (-1.2, -1.2),
      ])
    }
  }
}
