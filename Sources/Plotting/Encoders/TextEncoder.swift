import Text

/// Writes a canvas as lines of text, with colour codes if the style has colours.
struct TextEncoder {
  private let colours: Style.Colours
  private var bytes: [UInt8] = []
  private var pen = Pen()

  private struct Pen: Equatable {
    var ink: Ink = .plain
    var paper: Ink = .plain
  }

  /// The canvas's rows, each ended by a line feed, without trailing spaces.
  static func encode(_ canvas: Canvas, _ colours: Style.Colours) -> String {
    var encoder = TextEncoder(colours: colours)
    encoder.bytes.reserveCapacity(canvas.width * canvas.height * (colours == .none ? 2 : 12))
    for y in 0..<canvas.height {
      encoder.row(canvas, y)
      encoder.append("\n")
    }
    return String(decoding: encoder.bytes, as: UTF8.self)
  }

  /// The same with pictures of pixels; nil if one of them cannot be shown.
  ///
  /// A strip of pictures is one line with inner line feeds: its rows are printed first, so that they
  /// are on the screen when the pictures are laid over them.
  static func encode(_ canvas: Canvas, _ colours: Style.Colours, _ pixels: Pixels) -> String? {
    guard let strips = PictureStrip.all(canvas, pixels) else { return nil }
    var encoder = TextEncoder(colours: colours)
    for y in 0..<canvas.height {
      encoder.row(canvas, y)
      let strip = strips.first { $0.rows.contains(y) }
      guard let strip, y + 1 < strip.rows.upperBound else {
        if let strip { encoder.lay(strip, pixels) }
        encoder.append("\n")
        continue
      }
      encoder.append(Escapes.innerLineFeed)
    }
    return String(decoding: encoder.bytes, as: UTF8.self)
  }

  /// Draws the pictures of a strip, from its last row.
  private mutating func lay(_ strip: PictureStrip, _ pixels: Pixels) {
    // A row below is made first: some terminals move on to it after a picture.
    append("\u{1B}D\u{1B}[A")
    for picture in strip.pictures {
      let up = strip.rows.upperBound - 1 - picture.y
      append("\u{1B}7" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[\(picture.x + 1)G")
      bytes += PictureEscape.encode(picture, pixels)
      append("\u{1B}8")
    }
  }

  private init(colours: Style.Colours) { self.colours = colours }

  private mutating func row(_ canvas: Canvas, _ y: Int) {
    let start = y * canvas.width
    var end = start + canvas.width
    while end > start && isInvisible(canvas.cells[end - 1]) { end -= 1 }
    for place in start..<end {
      let cell = canvas.cells[place]
      if cell.isTail { continue }
      select(cell)
      bytes.append(contentsOf: String(cell.glyph).utf8)
    }
    if pen != Pen() {
      append("\u{1B}[0m")
      pen = Pen()
    }
  }

  /// Whether a trailing cell prints nothing; a shaded background shows only in colour.
  private func isInvisible(_ cell: Canvas.Cell) -> Bool {
    cell.glyph == " " && !cell.isTail && (colours == .none || cell.paper == .plain)
  }

  private mutating func select(_ cell: Canvas.Cell) {
    guard colours != .none else { return }
    let wanted = Pen(ink: cell.glyph == " " ? pen.ink : cell.ink, paper: cell.paper)
    guard wanted != pen else { return }
    append("\u{1B}[")
    if wanted.ink == .plain || wanted.ink == .strong || pen.ink == .strong {
      append("0")
      if let code = TerminalColour.code(wanted.ink, colours, isPaper: false) { append(";" + code) }
      if let code = TerminalColour.code(wanted.paper, colours, isPaper: true) { append(";" + code) }
    } else {
      var parts: [String] = []
      if wanted.ink != pen.ink, let code = TerminalColour.code(wanted.ink, colours, isPaper: false)
      {
        parts.append(code)
      }
      if wanted.paper != pen.paper {
        parts.append(TerminalColour.code(wanted.paper, colours, isPaper: true) ?? "49")
      }
      append(parts.joined(separator: ";"))
    }
    append("m")
    pen = wanted
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
