import Text

/// The points of series that show them: a mark each, and how many share a cell.
struct PointMarks {
  private let curves: [Curve]
  /// The series with points in a cell, and how many of each.
  private var cells: [Place: [(series: Int, count: Int)]] = [:]
  /// The most points in one cell.
  private(set) var most = 0

  private struct Place: Hashable {
    let column, row: Int
  }

  init(_ curves: [Curve], _ across: ColumnScale, _ scale: RowScale, _ window: ChartWindow) {
    self.curves = curves
    for curve in curves where curve.marks != .line {
      for point in curve.points {
        let place = Stroke.Point(x: across.position(point.x), y: scale.height(point.y))
        guard window.contains(place) else { continue }
        let spot = Place(
          column: min(max(cell(place.x), 0), across.columns - 1),
          row: min(max(cell(place.y), 0), scale.rows - 1))
        add(curve.index, spot)
      }
    }
    most = cells.values.map { $0.reduce(0) { $0 + $1.count } }.max() ?? 0
  }

  private mutating func add(_ series: Int, _ spot: Place) {
    let known = cells[spot, default: []].firstIndex { $0.series == series }
    if let known {
      cells[spot, default: []][known].count += 1
    } else {
      cells[spot, default: []].append((series, 1))
    }
  }

  /// Points of one kind are counted where they pile up; of several, each has its turn by column.
  private var countsPiles: Bool { curves.count == 1 && curves[0].marks == .points }

  /// What the piles mean, for the foot.
  var note: String {
    guard most > 1, curves.contains(where: { $0.marks == .points }) else { return "" }
    guard countsPiles else { return "(up to \(Digits.count(most, "point")) in a cell)" }
    let digits = most == 2 ? "2" : "2..\(min(most, 9))"
    return "(\(digits) = points in a cell\(most > 9 ? ", @ = 10 or more" : ""))"
  }

  func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    for (spot, here) in cells {
      let (series, count) = here[spot.column % here.count]
      var glyph = SeriesGlyphs.glyph(series)
      if countsPiles, count > 1 { glyph = count > 9 ? "@" : Character(String(count)) }
      layout.put(glyph, spot.column, spot.row, .series(series), &canvas)
    }
    for curve in curves where curve.marks != .line {
      // Marks that a page would put on each other.
      var seen: Set<Place> = []
      let places = curve.points.compactMap { point -> Stroke.Point? in
        let place = layout.place(point.x, point.y)
        guard layout.window.contains(place) else { return nil }
        let fine = Place(column: cell(place.x * 8), row: cell(place.y * 16))
        return seen.insert(fine).inserted ? layout.onPage(place) : nil
      }
      for place in places {
        canvas.strokes.append(
          Stroke(points: [place], ink: .series(curve.index), marker: curve.index))
      }
    }
  }
}
