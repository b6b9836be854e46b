import Text

/// Positions to compare with: dashed lines from bottom to top, their names above where those fit.
struct VerticalLines {
  private struct Line {
    let column: Int
    let position: Double
    let label: String
  }

  private var lines: [Line] = []
  /// The names in the row above the plot: column and text.
  private var names: [(column: Int, text: String)] = []
  /// 1 where names are above the plot.
  var rows: Int { names.isEmpty ? 0 : 1 }

  init(_ chart: LineChart, _ across: ColumnScale, _ style: Style, left: Int) {
    for one in chart.verticals where VerticalLines.isDrawn(one, chart) {
      lines.append(
        Line(
          column: across.column(one.value), position: across.position(one.value),
          label: style.clean(one.label)))
    }
    let named = lines.filter { !$0.label.isEmpty }.sorted { $0.column < $1.column }
    var free = 0
    for line in named {
      let size = DisplayWidth.of(line.label)
      let start = min(left + line.column, style.width - size)
      // All names or none: those that are missing are in the foot.
      guard start >= free else {
        names = []
        return
      }
      names.append((start, line.label))
      free = start + size + 1
    }
  }

  static func isDrawn(_ line: LineChart.Reference, _ chart: LineChart) -> Bool {
    Extent.isDrawable(line.value) && (chart.xScale == .linear || line.value > 0)
      && (chart.xLimits?.contains(line.value) ?? true)
  }

  /// What the foot says of lines whose names are not above.
  func notes(_ chart: LineChart, _ style: Style) -> [String] {
    guard names.isEmpty else { return [] }
    return chart.verticals.filter { !$0.label.isEmpty && VerticalLines.isDrawn($0, chart) }.map {
      "\(style.glyphs == .ascii ? ":" : "┊") \($0.label) at \(Digits.short($0.value))"
    }
  }

  func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    for name in names { canvas.write(name.text, name.column, layout.top - 1, .muted) }
    for line in lines {
      for row in stride(from: layout.scale.rows - 1, through: 0, by: -1) {
        layout.put(
          layout.style.glyphs == .ascii ? ":" : "┊", line.column, row, .muted, &canvas)
      }
      let ends = [-0.5, Double(layout.scale.rows) - 0.5].map {
        layout.onPage(Stroke.Point(x: line.position, y: $0))
      }
      canvas.strokes.append(Stroke(points: ends, ink: .muted, dash: 1))
    }
  }
}
