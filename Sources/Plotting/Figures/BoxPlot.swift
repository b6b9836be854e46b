import Text

/// Where the numbers of each group lie: the middle half as a box, the rest as whiskers (Tukey, 1977).
package struct BoxPlot: Figure, Equatable {
  /// One group of numbers.
  package struct Group: Sendable, Equatable {
    /// Printed on the left.
    package var label: String
    /// What was measured; what is not a number is counted apart.
    package var values: [Double]

    /// Makes a group.
    package init(_ label: String, _ values: [Double]) {
      self.label = label
      self.values = values
    }
  }

  /// Printed above; empty for none.
  package var title: String
  /// One line each, in order.
  package var groups: [Group]

  /// Makes a chart.
  package init(title: String = "", _ groups: [Group]) {
    self.title = title
    self.groups = groups
  }

  private var spreads: [Spread] { groups.map { Spread($0.values) } }

  /// One line a group, on one axis.
  package func draw(_ style: Style) -> Canvas {
    let spreads = spreads
    let extents = spreads.compactMap(\.extent)
    guard style.width >= 24, let first = extents.first else {
      return Canvas.stacked(numbers.map { $0.draw(style) }, style)
    }
    let labels = groups.map { style.fitted($0.label, max(style.width / 3, 6)) }
    let texts = spreads.map { $0.median.map { "median \(Digits.short($0))" } ?? "no values" }
    let left = (labels.map { DisplayWidth.of($0) }.max() ?? 0) + 1
    let right = (texts.map(\.count).max() ?? 0) + 1
    let across = ColumnScale(
      Extent.joined(extents) ?? first,
      columns: max(style.width - left - right, 1), isLogarithmic: false)
    var body = Canvas(width: style.width, height: groups.count + 2, style)
    for (y, spread) in spreads.enumerated() {
      body.write(labels[y], 0, y)
      body.write(texts[y], left + across.columns + 1, y)
      spread.draw(BoxPen(across: across, left: left, y: y, ink: .series(y)), &body)
    }
    drawAxis(across, left, &body)
    let notes = zip(groups, spreads).filter { $1.notFinite > 0 }.map {
      "! \(Digits.grouped($1.notFinite)) non-finite" + ($0.label.isEmpty ? "" : " in \($0.label)")
    }
    return Canvas.stacked(
      [
        Canvas(lines: title.isEmpty ? [] : style.wrapped(title, style.width), style, ink: .strong),
        body,
        Canvas(lines: notes.flatMap { style.wrapped($0, style.width) }, style, ink: .warning),
      ], style)
  }

  private func drawAxis(_ across: ColumnScale, _ left: Int, _ canvas: inout Canvas) {
    let isASCII = canvas.glyphs == .ascii
    let y = groups.count
    for column in 0..<across.columns { canvas.put(isASCII ? "-" : "─", left + column, y, .muted) }
    var end = 0
    for tick in across.ticks(wholeNumbers: false) {
      canvas.put(isASCII ? "+" : "┬", left + tick.column, y, .muted)
      let size = DisplayWidth.of(tick.label)
      let x = min(max(left + tick.column - size / 2, 0), max(canvas.width - size, 0))
      guard x >= end else { continue }
      end = canvas.write(tick.label, x, y + 1, .muted) + 1
    }
  }

  /// Each group's median, middle half, whiskers and outliers.
  package var sentence: String {
    let parts = zip(groups, spreads).map { group, spread in
      (group.label.isEmpty ? "" : "\(group.label): ") + spread.sentence
    }
    return (title.isEmpty ? "box plot" : title) + ": " + parts.joined(separator: "; ")
  }

  /// One row a group.
  package var numbers: [Table] {
    [
      Table(
        title: title, header: ["group", "n", "low", "q1", "median", "q3", "high", "outliers"],
        rows: zip(groups, spreads).map { group, spread in
          [.text(group.label), .integer(spread.count)]
            + [spread.low, spread.quarter, spread.median, spread.threeQuarters, spread.high].map {
              $0.map { .number($0) } ?? .missing
            } + [.integer(spread.outliers.count)]
        })
    ]
  }

  /// Boxes share a line with others down to 36 columns.
  package func sharing(_ style: Style) -> Sharing { .stretches(from: 36) }
}

/// Quartiles, interpolated linearly, and whiskers to the farthest numbers within 1.5 times the middle
/// half beyond it.
private struct Spread {
  private(set) var low: Double?
  private(set) var quarter: Double?
  private(set) var median: Double?
  private(set) var threeQuarters: Double?
  private(set) var high: Double?
  private(set) var outliers: [Double] = []
  let count: Int
  let notFinite: Int

  init(_ values: [Double]) {
    let sorted = values.filter(Extent.isDrawable).sorted()
    count = sorted.count
    notFinite = values.count - count
    guard !sorted.isEmpty else { return }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    let (first, third) = (quantile(0.25), quantile(0.75))
    (quarter, median, threeQuarters) = (first, quantile(0.5), third)
    let reach = 1.5 * (third - first)
    let inside = sorted.filter { $0 >= first - reach && $0 <= third + reach }
    (low, high) = (inside.first, inside.last)
    outliers = sorted.filter { $0 < first - reach || $0 > third + reach }
  }

  var extent: Extent? { Extent([low, high].compactMap(\.self) + outliers) }

  var sentence: String {
    guard let low, let quarter, let median, let threeQuarters, let high else { return "no values" }
    let middle = "\(Digits.short(quarter)) to \(Digits.short(threeQuarters))"
    return "median \(Digits.short(median)), middle half \(middle), "
      + "whiskers \(Digits.short(low)) to \(Digits.short(high))"
      + (outliers.isEmpty ? "" : ", \(Digits.count(outliers.count, "outlier"))")
  }

  func draw(_ pen: BoxPen, _ canvas: inout Canvas) {
    guard let low, let quarter, let median, let threeQuarters, let high else { return }
    pen.whiskers(low, high, &canvas)
    pen.box(quarter, threeQuarters, &canvas)
    for outlier in outliers { pen.outlier(outlier, &canvas) }
    pen.median(median, &canvas)
  }
}

/// Draws the parts of one box, in characters and on a page.
private struct BoxPen {
  let across: ColumnScale
  let left: Int
  let y: Int
  let ink: Ink

  func whiskers(_ from: Double, _ to: Double, _ canvas: inout Canvas) {
    let isASCII = canvas.glyphs == .ascii
    bar(isASCII ? "-" : "─", from, to, weight: 1, &canvas)
    put(isASCII ? "|" : "├", from, &canvas)
    if across.column(to) > across.column(from) { put(isASCII ? "|" : "┤", to, &canvas) }
  }

  func box(_ from: Double, _ to: Double, _ canvas: inout Canvas) {
    bar(canvas.glyphs == .ascii ? "=" : "━", from, to, weight: 11, &canvas)
  }

  func median(_ value: Double, _ canvas: inout Canvas) {
    put(canvas.glyphs == .ascii ? "O" : "●", value, &canvas)
    let x = point(value).x
    canvas.strokes.append(
      Stroke(
        points: [0.1, 0.9].map { Stroke.Point(x: x, y: Double(y) + $0) }, ink: .plain, weight: 2))
  }

  func outlier(_ value: Double, _ canvas: inout Canvas) {
    put(canvas.glyphs == .ascii ? "." : "·", value, &canvas)
    canvas.strokes.append(Stroke(points: [point(value)], ink: ink, marker: 0))
  }

  private func put(_ glyph: Character, _ value: Double, _ canvas: inout Canvas) {
    canvas.put(glyph, left + across.column(value), y, ink, isShape: true)
  }

  private func bar(
    _ glyph: Character, _ from: Double, _ to: Double, weight: Double, _ canvas: inout Canvas
  ) {
    for column in across.column(from)...max(across.column(from), across.column(to)) {
      canvas.put(glyph, left + column, y, ink, isShape: true)
    }
    canvas.strokes.append(Stroke(points: [point(from), point(to)], ink: ink, weight: weight))
  }

  private func point(_ value: Double) -> Stroke.Point {
    Stroke.Point(x: Double(left) + across.position(value) + 0.5, y: Double(y) + 0.5)
  }
}
