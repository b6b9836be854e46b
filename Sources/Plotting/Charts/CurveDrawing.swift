/// Draws curves as glyphs, as braille dots, and as lines for a page.
enum CurveDrawing {
  static func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    let drawn = layout.curves.filter { $0.marks != .points }
    // Dots show the ground nowhere.
    let usesDots =
      layout.style.glyphs == .unicode && layout.chart.ground == nil
      && (layout.curves.count == 1 || layout.style.colours != .none)
    if usesDots { drawDots(drawn, layout, &canvas) } else { drawGlyphs(drawn, layout, &canvas) }
    for curve in drawn { canvas.strokes += strokes(curve, layout) }
  }

  // MARK: Glyphs

  /// One glyph per series; a cell shared by several alternates between them by column.
  ///
  /// The line goes from point to point in their order, so that a column shows min to max. Between
  /// marks it is a dotted one.
  private static func drawGlyphs(
    _ curves: [Curve], _ layout: ChartLayout, _ canvas: inout Canvas
  ) {
    let (columns, rows) = (layout.across.columns, layout.scale.rows)
    var owners = Owners(columns: columns, rows: rows)
    for curve in curves {
      layout.forEachLine(of: curve) { from, to in
        walk(
          min(max(cell(from.x), 0), columns - 1), min(max(cell(from.y), 0), rows - 1),
          min(max(cell(to.x), 0), columns - 1), min(max(cell(to.y), 0), rows - 1)
        ) { owners.add(curve.index, $0, $1) }
      }
    }
    let dotted: Character = layout.style.glyphs == .ascii ? "." : "·"
    owners.forEach { column, row, series in
      let isMarked = layout.curves[series].marks == .both
      layout.put(
        isMarked ? dotted : SeriesGlyphs.glyph(series), column, row, .series(series), &canvas)
    }
  }

  // MARK: Dots

  /// Braille: 2 × 4 dots per cell; every sample is on the line, so a column shows min to max.
  private static func drawDots(
    _ curves: [Curve], _ layout: ChartLayout, _ canvas: inout Canvas
  ) {
    let columns = layout.across.columns
    let rows = layout.scale.rows
    var dots = [UInt8](repeating: 0, count: columns * rows)
    var owners = Owners(columns: columns, rows: rows)
    func spot(_ place: Stroke.Point) -> (x: Int, y: Int) {
      let (x, y) = (cell(place.x * 2 + 0.5), cell(place.y * 4 + 1.5))
      return (min(max(x, 0), columns * 2 - 1), min(max(y, 0), rows * 4 - 1))
    }
    for curve in curves {
      layout.forEachLine(of: curve) { from, to in
        let (start, end) = (spot(from), spot(to))
        walk(start.x, start.y, end.x, end.y) { x, y in
          dots[y / 4 * columns + x / 2] |= dot(x % 2, y % 4)
          owners.add(curve.index, x / 2, y / 4)
        }
      }
    }
    owners.forEach { column, row, series in
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[row * columns + column])) else {
        return
      }
      layout.put(Character(scalar), column, row, .series(series), &canvas)
    }
  }

  /// The bit of a dot: `x` from the left, `y` from the bottom.
  private static func dot(_ x: Int, _ y: Int) -> UInt8 {
    let bits: [UInt8] = x == 0 ? [0x40, 0x04, 0x02, 0x01] : [0x80, 0x20, 0x10, 0x08]
    return bits[y]
  }

  // MARK: A page

  /// Lines through the points, thinned to first, least, greatest and last of every half column.
  private static func strokes(_ curve: Curve, _ layout: ChartLayout) -> [Stroke] {
    var result: [Stroke] = []
    let isSparse = curve.marks == .line && curve.points.count <= layout.across.columns / 2
    var run: [Stroke.Point] = []
    func close() {
      if !run.isEmpty {
        result.append(
          Stroke(
            points: thinned(run), ink: .series(curve.index), dash: dash(curve.index),
            marker: isSparse || (run.count == 1 && curve.marks == .line) ? curve.index : nil,
            weight: 1.6))
      }
      run.removeAll(keepingCapacity: true)
    }
    layout.forEachLine(of: curve) { from, to in
      let (start, end) = (layout.onPage(from), layout.onPage(to))
      if run.last != start {
        close()
        run.append(start)
      }
      if end != start { run.append(end) }
    }
    close()
    return result
  }

  /// The first four series are distinguished by dashes; reference lines have pattern 1.
  private static func dash(_ index: Int) -> Int { index == 0 ? 0 : 1 + index % 4 }

  private static func thinned(_ points: [Stroke.Point]) -> [Stroke.Point] {
    var result: [Stroke.Point] = []
    var start = 0
    while start < points.count {
      let slot = (points[start].x * 2).rounded(.down)
      var end = start
      var low = start
      var high = start
      while end < points.count && (points[end].x * 2).rounded(.down) == slot {
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
        end += 1
      }
      var kept = -1
      for index in [start, min(low, high), max(low, high), end - 1] where index > kept {
        result.append(points[index])
        kept = index
      }
      start = end
    }
    return result
  }
}

/// Visits the cells of a straight line from one cell to another, both included.
func walk(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ visit: (Int, Int) -> Void) {
  let steps = max(abs(x2 - x1), abs(y2 - y1))
  guard steps > 0 else { return visit(x1, y1) }
  for step in 0...steps {
    visit(
      x1 + floorDivide(2 * (x2 - x1) * step + steps, 2 * steps),
      y1 + floorDivide(2 * (y2 - y1) * step + steps, 2 * steps))
  }
}

/// Which series pass through each cell of a plot.
private struct Owners {
  let columns: Int
  let rows: Int
  private var cells: [[Int]]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: [], count: columns * rows)
  }

  mutating func add(_ series: Int, _ column: Int, _ row: Int) {
    let place = row * columns + column
    if cells[place].last != series { cells[place].append(series) }
  }

  /// Each cell in use once, with the series whose turn it is in its column.
  func forEach(_ body: (Int, Int, Int) -> Void) {
    for place in cells.indices where !cells[place].isEmpty {
      let column = place % columns
      body(column, place / columns, cells[place][column % cells[place].count])
    }
  }
}
