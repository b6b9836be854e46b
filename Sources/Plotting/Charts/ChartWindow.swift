/// What the limits of its axes leave of a plot, in cells from the middle of the one at the bottom
/// left; everything without limits.
struct ChartWindow {
  let columns: ClosedRange<Double>
  let rows: ClosedRange<Double>

  init(_ chart: LineChart, _ across: ColumnScale, _ scale: RowScale) {
    columns = ChartWindow.cells(chart.xLimits, across.position)
    rows = ChartWindow.cells(chart.yLimits, scale.height)
  }

  private static func cells(
    _ limits: ClosedRange<Double>?, _ place: (Double) -> Double
  ) -> ClosedRange<Double> {
    guard let limits else { return -.infinity ... .infinity }
    let (low, high) = (place(limits.lowerBound), place(limits.upperBound))
    return low <= high ? low - 1e-9...high + 1e-9 : -.infinity ... .infinity
  }

  func contains(_ place: Stroke.Point) -> Bool {
    columns.contains(place.x) && rows.contains(place.y)
  }

  /// The part of a line that lies inside (Liang and Barsky, 1984).
  func clipped(
    _ from: Stroke.Point, _ to: Stroke.Point
  ) -> (from: Stroke.Point, to: Stroke.Point)? {
    if contains(from), contains(to) { return (from, to) }
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    guard dx.isFinite, dy.isFinite else { return nil }
    var (start, end) = (0.0, 1.0)
    for (step, room) in [
      (-dx, from.x - columns.lowerBound), (dx, columns.upperBound - from.x),
      (-dy, from.y - rows.lowerBound), (dy, rows.upperBound - from.y),
    ] {
      if step == 0 {
        guard room >= 0 else { return nil }
      } else if step < 0 {
        start = max(start, room / step)
      } else {
        end = min(end, room / step)
      }
    }
    guard start <= end else { return nil }
    func place(_ share: Double) -> Stroke.Point {
      share == 0
        ? from : share == 1 ? to : Stroke.Point(x: from.x + share * dx, y: from.y + share * dy)
    }
    return (place(start), place(end))
  }
}

extension ChartLayout {
  /// Visits the lines of a curve that the limits leave; a point without a neighbour is a line to
  /// itself.
  func forEachLine(of curve: Curve, _ visit: (_ from: Stroke.Point, _ to: Stroke.Point) -> Void) {
    var last: Stroke.Point?
    for point in curve.points {
      let here = place(point.x, point.y)
      if let last, !point.breaks {
        if let line = window.clipped(last, here) { visit(line.from, line.to) }
      } else if window.contains(here) {
        visit(here, here)
      }
      last = here
    }
  }
}
