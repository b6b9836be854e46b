/// A line with a bar: what bar charts and histograms are made of.
struct BarLine {
  var label: String
  /// The bar's name inside its group.
  var part: String
  var value: Double
  var text: String
  var series: Int

  /// Lines one below the other on one scale, which grows from zero to both sides.
  static func canvas(
    title: String, _ lines: [BarLine], scale: LineChart.Scale, groupSize: Int, _ style: Style
  ) -> Canvas {
    let lengths = BarLengths(lines.map(\.value), scale)
    let labels = lines.map { style.fitted($0.label, max(style.width / 3, 6)) }
    let parts = lines.map { style.fitted($0.part, max(style.width / 5, 4)) }
    let labelWidth = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let partWidth = parts.map { DisplayWidth.of($0) }.max() ?? 0
    let left = labelWidth + (partWidth > 0 ? partWidth + 3 : 0) + 2
    let valueWidth = lines.map { $0.text.count }.max() ?? 0
    let room = max(style.width - left - valueWidth - 1, 1)
    var body = Canvas(width: style.width, height: lines.count, style)
    for (y, line) in lines.enumerated() {
      body.write(padded(labels[y], labelWidth, right: partWidth == 0), 0, y)
      if partWidth > 0 {
        body.put(SeriesGlyphs.glyph(line.series), labelWidth + 1, y, .series(line.series))
        body.write(parts[y], labelWidth + 3, y)
      }
      body.put(style.glyphs == .ascii ? "|" : "│", left - 1, y, .muted)
      let end = lengths.draw(line, left, y, room, isGrouped: groupSize > 1, &body)
      body.write(line.text, min(end + 1, style.width - line.text.count), y)
    }
    var notes: [String] = []
    if scale == .log { notes.append("(log scale)") }
    if lengths.dropped > 0 {
      notes.append("! \(Digits.count(lengths.dropped, "value")) <= 0 without a bar on a log scale")
    }
    if lengths.notFinite > 0 { notes.append("! \(Digits.grouped(lengths.notFinite)) non-finite") }
    if lines.isEmpty { notes.append("no bars to draw") }
    let indent = String(repeating: " ", count: style.width >= 40 ? left : 0)
    return Canvas.stacked(
      [
        Canvas(lines: title.isEmpty ? [] : style.wrapped(title, style.width), style, ink: .strong),
        grouped(body, groupSize, style),
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
    for raster in body.rasters { result.rasters.append(raster) }
    result.strokes = body.strokes.map { stroke in
      guard let first = stroke.points.first else { return stroke }
      return stroke.moved(0, Double(Int(first.y) / size))
    }
    return result
  }
}

/// Lengths of bars in eighths of a cell, from a common zero.
private struct BarLengths {
  private let low: Double
  private let high: Double
  private let scale: LineChart.Scale
  private(set) var dropped = 0
  private(set) var notFinite = 0

  init(_ values: [Double], _ scale: LineChart.Scale) {
    self.scale = scale
    notFinite = values.reduce(0) { $0 + (Extent.isDrawable($1) ? 0 : 1) }
    if scale == .log {
      let positive = values.filter { Extent.isDrawable($0) && $0 > 0 }
      dropped = values.count - notFinite - positive.count
      let extent = Extent(positive) ?? Extent(1, 10)
      // From one, or from the decade below the least where that is smaller.
      low = extent.low >= 1 ? 0 : Double(decimalExponent(extent.low))
      high = max(log10(extent.high), low + 1)
    } else {
      let extent = Extent(values) ?? Extent(0, 1)
      low = min(extent.low, 0)
      high = max(extent.high, 0)
    }
  }

  /// Draws a bar and returns the column after everything at its right.
  func draw(
    _ line: BarLine, _ left: Int, _ y: Int, _ room: Int, isGrouped: Bool, _ canvas: inout Canvas
  ) -> Int {
    let zero = scale == .log ? low : 0.0
    let height = scale == .log ? (line.value > 0 ? log10(line.value) : .nan) : line.value
    guard Extent.isDrawable(line.value), height.isFinite, high > low else { return left }
    func length(_ value: Double) -> Double {
      (value / 2 - low / 2) / (high / 2 - low / 2) * Double(room)
    }
    let origin = Int(length(zero).rounded()) * 8
    var end = min(origin + Int(((length(height) - length(zero)) * 8).rounded()), room * 8)
    // A value that is not zero has at least one cell.
    if line.value != 0 && abs(end - origin) < 8 { end = origin + (line.value < 0 ? -8 : 8) }
    if end < 0 { end = 0 }
    let (from, to) = (min(origin, end), max(origin, end))
    let ink = Ink.series(line.series)
    let glyph = isGrouped ? SeriesGlyphs.glyph(line.series) : "#"
    let usesBlocks = canvas.glyphs == .unicode
    let isPlainFill = usesBlocks && !isGrouped
    var last = left
    for column in 0..<room where (column + 1) * 8 > from && column * 8 < to {
      // Glyphs round to cells; blocks have eighths at a bar's growing end.
      let filled = min(to - column * 8, 8)
      if isPlainFill && line.value > 0 && filled < 8 {
        canvas.put(BarLengths.eighths[filled], left + column, y, ink, isShape: true)
        last = left + column + 1
      } else if filled >= 4 {
        canvas.put(isPlainFill ? "█" : glyph, left + column, y, ink, isShape: true)
        last = left + column + 1
      }
    }
    if from < to {
      let middle = Double(y) + 0.5
      canvas.strokes.append(
        Stroke(
          points: [
            Stroke.Point(x: Double(left) + Double(from) / 8, y: middle),
            Stroke.Point(x: Double(left) + Double(to) / 8, y: middle),
          ], ink: ink, weight: 11))
    }
    return max(last, left + origin / 8)
  }

  private static let eighths: [Character] = Array(" ▏▎▍▌▋▊▉")
}
