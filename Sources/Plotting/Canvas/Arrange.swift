import Text

extension Canvas {
  /// Lines of text, cut at the style's width.
  init(lines: [String], _ style: Style, ink: Ink = .plain) {
    let texts = lines.map { style.fitted($0, style.width) }
    self.init(width: texts.map { DisplayWidth.of($0) }.max() ?? 0, height: texts.count, style)
    for (row, text) in texts.enumerated() { write(text, 0, row, ink) }
  }

  /// Lines of text, each centred below a picture of `width` columns.
  init(captions: [String], _ width: Int, _ style: Style) {
    self.init(
      lines: captions.map { text in
        String(repeating: " ", count: max((width - DisplayWidth.of(text)) / 2, 0)) + text
      }, style)
  }

  /// One above the other, with `gap` empty rows between.
  static func stacked(_ parts: [Canvas], gap: Int = 0, _ style: Style) -> Canvas {
    let parts = parts.filter { $0.height > 0 }
    let height = parts.reduce(0) { $0 + $1.height } + gap * max(parts.count - 1, 0)
    var result = Canvas(width: parts.map(\.width).max() ?? 0, height: height, style)
    var y = 0
    for part in parts {
      result.paste(part, 0, y)
      y += part.height + gap
    }
    return result
  }

  /// Side by side, tops aligned, with `gap` empty columns between.
  static func beside(_ parts: [Canvas], gap: Int = 2, _ style: Style) -> Canvas {
    let width = parts.reduce(0) { $0 + $1.width } + gap * max(parts.count - 1, 0)
    var result = Canvas(width: width, height: parts.map(\.height).max() ?? 0, style)
    var x = 0
    for part in parts {
      result.paste(part, x, 0)
      x += part.width + gap
    }
    return result
  }
}
