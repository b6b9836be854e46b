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
    for y in 0..<canvas.height { encoder.row(canvas, y) }
    return String(decoding: encoder.bytes, as: UTF8.self)
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
    bytes.append(UInt8(ascii: "\n"))
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
