import Text

/// Where everything in a line chart is: margins, scales, and the lines under the axis.
///
/// ```
/// title
///   yLabel
/// 3 +                      curves      * label
///   ++--------+--------
///    0       50   xLabel
///   * label  last … min … max …
/// ```
struct ChartLayout {
  let chart: LineChart
  let style: Style
  let curves: [Curve]
  let scale: RowScale
  let across: ColumnScale
  /// Columns of the axis's tick labels.
  private let labelWidth: Int
  private let headLines: [(String, Ink)]
  private let labels: EndLabels
  /// What the limits leave of the plot.
  let window: ChartWindow
  let points: PointMarks
  private let verticals: VerticalLines

  /// The layout in a style; what is around the plot takes of its rows, down to four, what a limit asks.
  static func fitting(_ chart: LineChart, _ style: Style) -> ChartLayout {
    var layout = ChartLayout(chart, style)
    guard let limit = style.rows else { return layout }
    var fewer = 0
    // A lower plot may have longer tick labels, and then a longer foot.
    for _ in 0..<4 {
      let excess = layout.height(ChartFoot.lines(layout)) - limit
      guard excess > 0, layout.scale.rows > 4 else { break }
      fewer += excess
      layout = ChartLayout(chart, style, fewer: fewer)
    }
    return layout
  }

  private init(_ chart: LineChart, _ style: Style, fewer: Int = 0) {
    self.chart = chart
    self.style = style
    curves = Curve.all(chart)
    let all = ChartLayout.heights(chart, curves)
    let rows = all == nil ? 4 : max(ChartLayout.rows(chart, style) - fewer, 4)
    scale =
      chart.yScale == .log
      ? RowScale(logarithmic: (all ?? Extent(0.1, 10)).positive, rows: rows)
      : RowScale(linear: all ?? Extent(0, 1), rows: rows)
    labelWidth = min(
      scale.ticks.map { DisplayWidth.of($0.label) }.max() ?? 0, max(style.width / 3, 1))
    labels = EndLabels(chart, curves, scale, style, room: style.width - labelWidth - 2)
    let columns = max(style.width - labelWidth - 2 - labels.width, 1)
    let places = ChartLayout.places(chart, curves)
    across =
      chart.xScale == .log
      ? ColumnScale((places ?? Extent(1, 10)).positive, columns: columns, isLogarithmic: true)
      : ColumnScale(places ?? Extent(0, 1), columns: columns, isLogarithmic: false)
    window = ChartWindow(chart, across, scale)
    points = PointMarks(curves, across, scale, window)
    verticals = VerticalLines(chart, across, style, left: labelWidth + 2)
    var head: [(String, Ink)] = []
    // The scale is named next to the quantity.
    let suffix = chart.yScale == .log ? " (log)" : ""
    let title = chart.title + (chart.yLabel.isEmpty ? suffix : "")
    if !title.isEmpty { head.append((style.fitted(title, style.width), .strong)) }
    if !chart.yLabel.isEmpty {
      let indent = String(repeating: " ", count: labelWidth + 1)
      head.append((style.fitted(indent + chart.yLabel + suffix, style.width), .muted))
    }
    headLines = head
  }

  /// What the vertical axis spans: its limits, or the points that the other axis shows, with their
  /// spreads and the levels.
  private static func heights(_ chart: LineChart, _ curves: [Curve]) -> Extent? {
    if let limits = chart.yLimits { return Extent(limits.lowerBound, limits.upperBound) }
    let isLog = chart.yScale == .log
    let shown = curves.lazy.flatMap(\.points).filter { chart.xLimits?.contains($0.x) ?? true }
    let ends = shown.flatMap { [$0.low, $0.high] } + chart.references.map(\.value)
    let ground = chart.ground.map { Extent($0.y.lowerBound, $0.y.upperBound) }
    return Extent.joined([
      Extent(shown.map(\.y)), Extent(ends.filter { !isLog || $0 > 0 }), ground,
    ])
  }

  /// What the horizontal axis spans: its limits, or all points, also those above or below the others'.
  private static func places(_ chart: LineChart, _ curves: [Curve]) -> Extent? {
    if let limits = chart.xLimits { return Extent(limits.lowerBound, limits.upperBound) }
    let isLog = chart.xScale == .log
    let lines = chart.verticals.map(\.value).filter { !isLog || $0 > 0 }
    let ground = chart.ground.map { Extent($0.x.lowerBound, $0.x.upperBound) }
    return Extent.joined([
      Extent(curves.lazy.flatMap(\.points).map(\.x)), Extent(lines), ground,
    ])
  }

  /// Rows of the plot itself for a style.
  private static func rows(_ chart: LineChart, _ style: Style) -> Int {
    // A plane is as high as it is wide.
    let wanted =
      chart.ground == nil
      ? min(max(6 + style.width / 8, 8), 20) : min(max(6 + style.width / 5, 10), 28)
    guard let limit = style.rows else { return wanted }
    let room = max(limit - 7, 4)
    return style.fillsRows ? room : min(wanted, room)
  }

  var top: Int { headLines.count + verticals.rows }
  var left: Int { labelWidth + 2 }

  /// The row on the canvas of a row counted from the bottom of the plot.
  func row(_ fromBottom: Int) -> Int { top + scale.rows - 1 - fromBottom }

  /// What the foot says of vertical lines.
  var verticalNotes: [String] { verticals.notes(chart, style) }

  /// A place of the plot as a point on a page, in cells.
  func onPage(_ place: Stroke.Point) -> Stroke.Point {
    Stroke.Point(
      x: Double(left) + place.x + 0.5, y: Double(top + scale.rows) - 0.5 - place.y)
  }

  /// A point in cells of the plot, from the middle of the one at the bottom left.
  func place(_ x: Double, _ y: Double) -> Stroke.Point {
    Stroke.Point(x: across.position(x), y: scale.height(y))
  }

  /// Puts a character into the plot, on what is there.
  func put(
    _ glyph: Character, _ column: Int, _ row: Int, _ ink: Ink, _ canvas: inout Canvas
  ) {
    guard (0..<across.columns).contains(column), (0..<scale.rows).contains(row) else { return }
    canvas.cover(glyph, left + column, self.row(row), ink)
  }

  func canvas() -> Canvas {
    let foot = ChartFoot.lines(self)
    let ticks = across.ticks(wholeNumbers: hasWholePlaces)
    var canvas = Canvas(
      width: style.width, height: height(foot), style)
    for (row, line) in headLines.enumerated() { canvas.write(line.0, 0, row, line.1) }
    drawAxes(&canvas, ticks)
    chart.ground?.draw(self, &canvas)
    drawReferences(&canvas)
    verticals.draw(self, &canvas)
    SpreadDrawing.draw(self, &canvas)
    CurveDrawing.draw(self, &canvas)
    points.draw(self, &canvas)
    labels.draw(self, &canvas)
    foot.draw(self, &canvas, ticks)
    return canvas
  }

  private func height(_ foot: ChartFoot) -> Int {
    top + scale.rows + 2 + foot.labelRows + foot.lines.count
  }

  private var hasWholePlaces: Bool {
    curves.allSatisfy { $0.points.allSatisfy { $0.x == $0.x.rounded() } }
  }

  private func drawAxes(_ canvas: inout Canvas, _ ticks: [ColumnScale.Tick]) {
    let isASCII = style.glyphs == .ascii
    let bottom = top + scale.rows
    let edge = Double(labelWidth + 1) + 0.5
    var marks: [Stroke] = []
    for y in top..<bottom {
      canvas.put(isASCII ? "|" : "│", labelWidth + 1, y, .muted, isShape: true)
    }
    for tick in scale.ticks {
      let y = row(tick.row)
      canvas.write(cut(padded(tick.label, labelWidth, right: true), labelWidth), 0, y, .muted)
      canvas.put(isASCII ? "+" : "┤", labelWidth + 1, y, .muted, isShape: true)
      marks.append(line(edge - 0.5, Double(y) + 0.5, edge, Double(y) + 0.5))
    }
    canvas.put(isASCII ? "+" : "└", labelWidth + 1, bottom, .muted, isShape: true)
    for column in 0..<across.columns {
      canvas.put(isASCII ? "-" : "─", left + column, bottom, .muted, isShape: true)
    }
    let base = Double(bottom) + 0.5
    for tick in ticks {
      canvas.put(isASCII ? "+" : "┬", left + tick.column, bottom, .muted, isShape: true)
      let x = Double(left + tick.column) + 0.5
      marks.append(line(x, base, x, base + 0.3))
    }
    let corner = Stroke.Point(x: edge, y: base)
    canvas.strokes.append(
      Stroke(
        points: [
          Stroke.Point(x: edge, y: Double(top)), corner,
          Stroke.Point(x: Double(left + across.columns), y: base),
        ], ink: .muted))
    canvas.strokes += marks
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Stroke {
    Stroke(points: [Stroke.Point(x: x1, y: y1), Stroke.Point(x: x2, y: y2)], ink: .muted)
  }

  private func drawReferences(_ canvas: inout Canvas) {
    for reference in chart.references {
      let height = scale.height(reference.value)
      guard height.isFinite, window.rows.contains(height) else { continue }
      for column in stride(from: 0, to: across.columns, by: 2) {
        put(style.glyphs == .ascii ? "-" : "╌", column, cell(height), .muted, &canvas)
      }
      let base = Double(top + scale.rows) - 0.5 - height
      var stroke = line(Double(left), base, Double(left + across.columns), base)
      stroke.dash = 1
      canvas.strokes.append(stroke)
    }
  }
}
