import Text

/// Names of the curves in the right margin, each at its line's end, pushed apart in their order.
struct EndLabels {
  private struct Label {
    var text: String
    var glyph: Character
    var ink: Ink
    /// The index of the series, for its marker on a page; `nil` for a reference.
    var series: Int?
    /// Rows from the bottom.
    var row: Int
    var height: Double
  }

  /// Columns of the margin with the space before it; 0 if the names go under the plot.
  let width: Int
  private var labels: [Label] = []

  init(_ chart: LineChart, _ curves: [Curve], _ scale: RowScale, _ style: Style, room: Int) {
    for curve in curves {
      guard curve.marks != .points, !curve.label.isEmpty,
        let last = curve.points.last(where: { chart.shows($0.x, $0.y) })
      else { continue }
      labels.append(
        Label(
          text: style.clean(curve.label), glyph: SeriesGlyphs.glyph(curve.index),
          ink: .series(curve.index), series: curve.index, row: 0, height: scale.height(last.y)))
    }
    for reference in chart.references {
      let height = scale.height(reference.value)
      guard height.isFinite, chart.yLimits?.contains(reference.value) ?? true else { continue }
      labels.append(
        Label(
          text: style.clean(reference.label), glyph: style.glyphs == .ascii ? "-" : "╌",
          ink: .muted, series: nil, row: 0, height: height))
    }
    let widest = min(labels.map { DisplayWidth.of($0.text) }.max() ?? 0, style.width / 4)
    guard style.width >= 40, !labels.isEmpty, labels.count <= scale.rows, room - widest - 3 >= 12
    else {
      labels = []
      width = 0
      return
    }
    width = widest + 3
    for index in labels.indices { labels[index].text = cut(labels[index].text, widest) }
    spread(scale.rows)
  }

  /// Gives every label a row of its own, as near to its line as the order allows.
  private mutating func spread(_ rows: Int) {
    let order = labels.indices.sorted {
      (labels[$0].height, $1) < (labels[$1].height, $0)
    }
    var free = 0
    for index in order {
      labels[index].row = max(min(max(cell(labels[index].height), 0), rows - 1), free)
      free = labels[index].row + 1
    }
    var limit = rows - 1
    for index in order.reversed() {
      labels[index].row = min(labels[index].row, limit)
      limit = labels[index].row - 1
    }
  }

  func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    let x = layout.left + layout.across.columns + 1
    for label in labels {
      let y = layout.row(label.row)
      canvas.put(label.glyph, x, y, label.ink, isShape: true)
      canvas.write(label.text, x + 2, y, label.ink)
      let middle = Double(y) + 0.5
      if let series = label.series {
        canvas.strokes.append(
          Stroke(
            points: [Stroke.Point(x: Double(x) + 0.5, y: middle)], ink: label.ink, marker: series))
      } else {
        canvas.strokes.append(
          Stroke(
            points: [
              Stroke.Point(x: Double(x) - 0.3, y: middle),
              Stroke.Point(x: Double(x) + 1.3, y: middle),
            ], ink: label.ink, dash: 1))
      }
    }
  }
}
