import Text

/// A line with a bar, of which bar charts and histograms consist.
struct BarLine {
  /// How bars are filled.
  enum Look {
    /// Apart from each other, as a heavy line.
    case apart
    /// Touching each other, as the bins of a histogram do.
    case touching
  }

  var label: String
  /// The bar's name inside its group.
  var part: String
  var value: Double
  var text: String
  var series: Int

  /// Lines one below the other on one scale, which grows from zero in both directions.
  static func canvas(
    title: String, _ lines: [BarLine], scale: LineChart.Scale, groupSize: Int,
    look: Look = .apart, _ style: Style
  ) -> Canvas {
    let most = look == .touching ? style.width / 2 : max(style.width / 3, 6)
    let labels = lines.map { style.fitted($0.label, most) }
    let parts = lines.map { style.fitted($0.part, max(style.width / 5, 4)) }
    let labelWidth = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let partWidth = parts.map { DisplayWidth.of($0) }.max() ?? 0
    let left = labelWidth + (partWidth > 0 ? partWidth + 3 : 0) + 1
    let valueWidth = lines.map { $0.text.count }.max() ?? 0
    let scale = BarScale(
      lines.map(\.value), scale, columns: max(style.width - left - valueWidth - 2, 1))
    var body = Canvas(width: style.width, height: lines.count, style)
    for (y, line) in lines.enumerated() {
      body.write(padded(labels[y], labelWidth, right: partWidth == 0), 0, y)
      if partWidth > 0 {
        body.put(SeriesGlyphs.glyph(line.series), labelWidth + 1, y, .series(line.series))
        body.write(parts[y], labelWidth + 3, y)
      }
      let zero = left + scale.zero
      body.put(style.glyphs == .ascii ? "|" : "│", zero, y, .muted)
      let fill: Character? = groupSize > 1 ? SeriesGlyphs.glyph(line.series) : "#"
      let pen = BarPen(ink: .series(line.series), glyph: style.glyphs == .ascii ? fill : nil, look)
      let end = pen.draw(scale.eighths(line.value), zero, y, &body)
      body.write(line.text, min(end + 1, style.width - line.text.count), y)
    }
    let notes = scale.notes + (lines.isEmpty ? ["no bars to draw"] : [])
    let indent = String(repeating: " ", count: style.width >= 40 ? left + 1 : 0)
    return Canvas.stacked(
      [
        Canvas(lines: title.isEmpty ? [] : style.wrapped(title, style.width), style, ink: .strong),
        look == .touching ? body : grouped(body, groupSize, style),
        Canvas(
          lines: notes.flatMap { style.wrapped($0, style.width - indent.count) }
            .map { indent + $0 }, style, ink: .muted),
      ], style)
  }

  /// An empty line between groups.
  private static func grouped(_ body: Canvas, _ size: Int, _ style: Style) -> Canvas {
    guard size > 1, body.height > size else { return body }
    let gaps = (body.height - 1) / size
    var result = Canvas(width: body.width, height: body.height + gaps, style)
    for y in 0..<body.height {
      for x in 0..<body.width { result[x, y + y / size] = body[x, y] }
    }
    result.strokes = body.strokes.map { stroke in
      guard let first = stroke.points.first else { return stroke }
      return stroke.moved(0, Double(Int(first.y) / size))
    }
    return result
  }
}

/// Values to lengths in eighths of a cell, on both sides of a common zero.
private struct BarScale {
  /// Columns from the left to the axis at zero: 0 unless something is negative.
  let zero: Int
  private let low: Double
  private let high: Double
  private let columns: Int
  private let isLogarithmic: Bool
  /// What could not be drawn, and how.
  private(set) var notes: [String] = []

  init(_ values: [Double], _ scale: LineChart.Scale, columns: Int) {
    self.columns = columns
    isLogarithmic = scale == .log
    let notFinite = values.reduce(0) { $0 + (Extent.isDrawable($1) ? 0 : 1) }
    if isLogarithmic {
      let positive = values.filter { Extent.isDrawable($0) && $0 > 0 }
      let dropped = values.count - notFinite - positive.count
      let extent = Extent(positive) ?? Extent(1, 10)
      // From one, or from the decade below the smallest if that is less.
      low = extent.low >= 1 ? 0 : Double(decimalExponent(extent.low))
      high = max(log10(extent.high), low + 1)
      zero = 0
      notes.append("(log scale)")
      if dropped > 0 {
        notes.append("! \(Digits.count(dropped, "value")) <= 0 without a bar on a log scale")
      }
    } else {
      let extent = Extent(values) ?? Extent(0, 1)
      low = min(extent.low, 0)
      // Shares of one are shown as such: 0.85 must not look like the whole.
      let isShare = low == 0 && extent.high >= 0.5 && extent.high <= 1
      high = isShare ? 1 : max(extent.high, 0)
      let span = high / 2 - low / 2
      zero = span > 0 ? cell(-low / 2 / span * Double(columns)) : 0
    }
    if notFinite > 0 { notes.append("! \(Digits.grouped(notFinite)) non-finite") }
  }

  /// Negative to the left of zero; nonzero values get at least one cell.
  func eighths(_ value: Double) -> Int {
    let height = isLogarithmic ? log10(value) - low : value
    guard Extent.isDrawable(value), height.isFinite, value != 0, high > low else { return 0 }
    let span = isLogarithmic ? (high - low) / 2 : high / 2 - low / 2
    let size = max(cell(abs(height / 2) / span * Double(columns * 8)), 8)
    let limit = max(value < 0 ? zero : columns - zero, 1)
    return min(size, limit * 8) * (value < 0 ? -1 : 1)
  }
}

/// Draws single bars.
private struct BarPen {
  let ink: Ink
  /// `nil` draws with the lines and blocks of Unicode.
  let glyph: Character?
  let look: BarLine.Look

  init(ink: Ink, glyph: Character?, _ look: BarLine.Look) {
    (self.ink, self.glyph, self.look) = (ink, glyph, look)
  }

  private static let blocks: [Character] = Array(" ▏▎▍▌▋▊▉█")

  /// Draws a bar beside the axis in column `zero`, and returns the column after everything there.
  func draw(_ eighths: Int, _ zero: Int, _ y: Int, _ canvas: inout Canvas) -> Int {
    guard eighths != 0 else { return zero + 1 }
    let (isLeft, size) = (eighths < 0, abs(eighths))
    func column(_ place: Int) -> Int { isLeft ? zero - 1 - place : zero + 1 + place }
    var cells = size / 8
    for place in 0..<cells { canvas.put(full, column(place), y, ink, isShape: true) }
    if let part = part(of: size % 8, isLeft) {
      canvas.put(part, column(cells), y, ink, isShape: true)
      cells += 1
    }
    let edge = Double(isLeft ? zero : zero + 1)
    let length = Double(eighths) / 8
    canvas.strokes.append(
      Stroke(
        points: [edge, edge + length].map { Stroke.Point(x: $0, y: Double(y) + 0.5) }, ink: ink,
        weight: look == .touching ? 14 : 11))
    return isLeft ? zero + 1 : zero + 1 + cells
  }

  private var full: Character { glyph ?? (look == .touching ? "█" : "━") }

  /// The character for less than a cell at the growing end.
  private func part(of eighths: Int, _ isLeft: Bool) -> Character? {
    if glyph == nil, look == .touching, !isLeft {
      return eighths > 0 ? BarPen.blocks[eighths] : nil
    }
    guard eighths >= 4 else { return nil }
    return glyph ?? (look == .touching ? "█" : isLeft ? "╺" : "╸")
  }
}
