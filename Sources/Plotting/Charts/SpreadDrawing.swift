/// Draws how far the numbers behind the points of a curve are apart: error bars and bands.
enum SpreadDrawing {
  /// What bands are filled with, so that those of several curves differ.
  private static let fillings = Array(".',`\"~;^")

  static func filling(_ series: Int) -> Character { fillings[series % fillings.count] }

  static func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    for curve in layout.curves where curve.spread == .band { band(curve, layout, &canvas) }
    for curve in layout.curves where curve.spread == .bars { bars(curve, layout, &canvas) }
  }

  /// The ends at a point in cells, cut at the axes; nil where nothing of it can be seen.
  private static func ends(
    _ point: Curve.Point, _ layout: ChartLayout
  ) -> (low: Stroke.Point, high: Stroke.Point)? {
    guard !point.low.isNaN else { return nil }
    var low = layout.place(point.x, point.low)
    let high = layout.place(point.x, point.high)
    // What a logarithmic axis cannot show reaches its bottom.
    if !low.y.isFinite { low.y = min(-0.5, high.y) }
    guard high.y.isFinite, let line = layout.window.clipped(low, high) else { return nil }
    return (line.from, line.to)
  }

  private static func bars(_ curve: Curve, _ layout: ChartLayout, _ canvas: inout Canvas) {
    let glyph: Character = layout.style.glyphs == .ascii ? "|" : "│"
    for point in curve.points {
      guard let (low, high) = ends(point, layout) else { continue }
      for row in cell(low.y)...max(cell(high.y), cell(low.y)) {
        layout.put(glyph, cell(low.x), row, .series(curve.index), &canvas)
      }
      let caps = [low, high].map { end in
        [-0.4, 0.4].map { layout.onPage(Stroke.Point(x: end.x + $0, y: end.y)) }
      }
      for line in caps + [[layout.onPage(low), layout.onPage(high)]] {
        canvas.strokes.append(Stroke(points: line, ink: .series(curve.index)))
      }
    }
  }

  private static func band(_ curve: Curve, _ layout: ChartLayout, _ canvas: inout Canvas) {
    var run: [(low: Stroke.Point, high: Stroke.Point)] = []
    func close() {
      if !run.isEmpty { fill(run, curve, layout, &canvas) }
      run = []
    }
    for point in curve.points {
      if point.breaks { close() }
      if let ends = ends(point, layout) { run.append(ends) } else { close() }
    }
    close()
  }

  private static func fill(
    _ run: [(low: Stroke.Point, high: Stroke.Point)], _ curve: Curve, _ layout: ChartLayout,
    _ canvas: inout Canvas
  ) {
    for (index, from) in run.enumerated() {
      let to = run[min(index + 1, run.count - 1)]
      let columns = [cell(from.low.x), cell(to.low.x)].sorted()
      for column in columns[0]...columns[1] {
        let width = to.low.x - from.low.x
        let share = width == 0 ? 0 : min(max((Double(column) - from.low.x) / width, 0), 1)
        let low = cell(from.low.y + (to.low.y - from.low.y) * share)
        let high = cell(from.high.y + (to.high.y - from.high.y) * share)
        for row in low...max(low, high) {
          layout.put(filling(curve.index), column, row, .series(curve.index), &canvas)
        }
      }
    }
    canvas.strokes.append(
      Stroke(
        points: (run.map(\.low) + run.reversed().map(\.high)).map(layout.onPage),
        ink: .series(curve.index), isArea: true))
  }
}
