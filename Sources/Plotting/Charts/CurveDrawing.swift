/// Draws curves as glyphs, as braille dots, and as lines for a page.
enum CurveDrawing {
  static func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    let usesDots =
      layout.style.glyphs == .unicode
      && (layout.curves.count == 1 || layout.style.colours != .none)
    if usesDots { drawDots(layout, &canvas) } else { drawGlyphs(layout, &canvas) }
    for curve in layout.curves { canvas.strokes += strokes(curve, layout) }
  }

  // MARK: Glyphs

  /// One glyph per series; a cell shared by several alternates between them by column.
  ///
  /// The line goes from point to point in their order, so that a column shows min to max.
  private static func drawGlyphs(_ layout: ChartLayout, _ canvas: inout Canvas) {
    var owners = Owners(columns: layout.across.columns, rows: layout.scale.rows)
    for curve in layout.curves {
      var last: (column: Int, row: Int)?
      for point in curve.points {
        let row = min(max(cell(layout.scale.height(point.y)), 0), layout.scale.rows - 1)
        let here = (column: layout.across.column(point.x), row: row)
        let from = point.breaks ? here : last ?? here
        walk(from.column, from.row, here.column, here.row) { owners.add(curve.index, $0, $1) }
        last = here
      }
    }
    owners.forEach { column, row, series in
      canvas.put(
        SeriesGlyphs.glyph(series), layout.left + column, layout.row(row), .series(series),
        isShape: true)
    }
  }

  // MARK: Dots

  /// Braille: 2 × 4 dots per cell; every sample is on the line, so a column shows min to max.
  private static func drawDots(_ layout: ChartLayout, _ canvas: inout Canvas) {
    let columns = layout.across.columns
    let rows = layout.scale.rows
    var dots = [UInt8](repeating: 0, count: columns * rows)
    var owners = Owners(columns: columns, rows: rows)
    for curve in layout.curves {
      var last: (x: Int, y: Int)?
      for point in curve.points {
        let x = cell(layout.across.position(point.x) * 2 + 0.5)
        let y = cell(layout.scale.height(point.y) * 4 + 1.5)
        let here = (x: min(max(x, 0), columns * 2 - 1), y: min(max(y, 0), rows * 4 - 1))
        let from = point.breaks ? here : last ?? here
        walk(from.x, from.y, here.x, here.y) { x, y in
          dots[y / 4 * columns + x / 2] |= dot(x % 2, y % 4)
          owners.add(curve.index, x / 2, y / 4)
        }
        last = here
      }
    }
    owners.forEach { column, row, series in
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[row * columns + column])) else {
        return
      }
      canvas.put(
        Character(scalar), layout.left + column, layout.row(row), .series(series), isShape: true)
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
    let isSparse = curve.points.count <= layout.across.columns / 2
    var run: [Stroke.Point] = []
    func close() {
      if !run.isEmpty {
        result.append(
          Stroke(
            points: thinned(run), ink: .series(curve.index), dash: dash(curve.index),
            marker: isSparse || run.count == 1 ? curve.index : nil, weight: 1.6))
      }
      run.removeAll(keepingCapacity: true)
    }
    for point in curve.points {
      if point.breaks { close() }
      run.append(layout.point(point.x, point.y))
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
