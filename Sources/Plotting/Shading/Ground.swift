import Text

/// A matrix under the curves of a chart: its entries stand at even distances over a rectangle.
package struct Ground: Sendable, Equatable {
  /// How it is shown.
  package enum Look: Sendable, Equatable {
    /// As shades, digits without colour; the ends of the scale are the data's own where nil.
    case shades(ShadeScale, ClosedRange<Double>?)
    /// As lines at these levels, in ascending order.
    case contours([Double])
  }

  /// The numbers; row 0 is at the lower end.
  package var matrix: Matrix
  /// Where the first and the last column are.
  package var x: ClosedRange<Double>
  /// Where the first and the last row are.
  package var y: ClosedRange<Double>
  /// How it is shown.
  package var look: Look

  /// The most levels that have a digit each.
  package static let mostLevels = 9

  /// Makes a ground.
  package init(
    _ matrix: Matrix, x: ClosedRange<Double>, y: ClosedRange<Double>, _ look: Look
  ) {
    (self.matrix, self.x, self.y, self.look) = (matrix, x, y, look)
  }

  /// Round numbers between the least and the greatest of a matrix, about `count`.
  package static func levels(_ matrix: Matrix, _ count: Int) -> [Double] {
    guard let extent = Extent(matrix.values), extent.span > 0 else { return [] }
    for wanted in stride(from: count, through: 1, by: -1) {
      let ticks = Ticks.inside(extent, cells: 1000, wanted: 1000 / Double(wanted + 1)) { _ in 0 }
      let inner = ticks.map(\.value).filter { $0 > extent.low && $0 < extent.high }
      if inner.count <= mostLevels { return inner }
    }
    return []
  }

  /// Powers of ten between the least and the greatest positive number of a matrix, about `count`, with
  /// 2 and 5 between them where they are few.
  package static func logarithmicLevels(_ matrix: Matrix, _ count: Int) -> [Double] {
    let sizes = matrix.values.filter { Extent.isDrawable($0) && $0 > 0 }
    guard let low = sizes.min(), let high = sizes.max(), low < high else { return [] }
    let powers = decimalExponent(low)...decimalExponent(high)
    let most = min(count, mostLevels)
    for digits in [[1.0, 2, 5], [1, 3], [1]] {
      let levels = powers.flatMap { power in digits.map { $0 * powerOfTen(power) } }
        .filter { $0 > low && $0 < high }
      if levels.count <= most { return levels }
    }
    let inner = powers.map(powerOfTen).filter { $0 > low && $0 < high }
    // From the greatest down, since the least may be next to zero.
    let step = (inner.count + most - 1) / max(most, 1)
    return stride(from: inner.count - 1, through: 0, by: -max(step, 1)).map { inner[$0] }.reversed()
  }

  // MARK: Numbers

  /// The number at a place, by those of the four entries around it; not a number outside.
  private func value(_ x: Double, _ y: Double) -> Double {
    guard let column = place(x, self.x, matrix.columns), let row = place(y, self.y, matrix.rows)
    else { return .nan }
    let (left, below) = (Int(column), Int(row))
    let (right, above) = (min(left + 1, matrix.columns - 1), min(below + 1, matrix.rows - 1))
    func between(_ row: Int) -> Double {
      mixed(matrix[row, left], matrix[row, right], column - Double(left))
    }
    return mixed(between(below), between(above), row - Double(below))
  }

  private func mixed(_ a: Double, _ b: Double, _ share: Double) -> Double {
    share == 0 ? a : a * (1 - share) + b * share
  }

  /// The entry nearest to a place.
  private func nearest(_ x: Double, _ y: Double) -> Double {
    guard let column = place(x, self.x, matrix.columns), let row = place(y, self.y, matrix.rows)
    else { return .nan }
    return matrix[
      min(Int(row.rounded()), matrix.rows - 1), min(Int(column.rounded()), matrix.columns - 1)]
  }

  /// A place in entries of one direction; half an entry beyond the first and last belongs to them.
  private func place(_ value: Double, _ range: ClosedRange<Double>, _ count: Int) -> Double? {
    let span = range.upperBound - range.lowerBound
    guard span > 0, count > 0 else { return nil }
    let place = (value - range.lowerBound) / span * Double(count - 1)
    guard place >= -0.5, place <= Double(count) - 0.5 else { return nil }
    return min(max(place, 0), Double(count - 1))
  }

  // MARK: Drawing

  private var shade: Shade {
    switch look {
    case .shades(let scale, let range): Shade(matrix.values, scale, range: range)
    case .contours: Shade([0, 1], .linear)
    }
  }

  /// How many levels a number reaches; nil for none.
  private func level(_ value: Double, _ levels: [Double]) -> Int? {
    value.isFinite ? levels.firstIndex { $0 > value } ?? levels.count : nil
  }

  private func colour(_ value: Double, _ shade: Shade, _ colours: Style.Colours) -> RGB? {
    switch look {
    case .shades: return shade.share(value).map { shade.colour($0, colours) }
    case .contours(let levels):
      return level(value, levels).map {
        ColourMap.viridis(Double($0) / Double(max(levels.count, 1)), colours)
      }
    }
  }

  /// Block means where there are more entries than cells, and the side of the blocks; lines are drawn
  /// through the entries as they are.
  private func fitted(_ columns: Int, _ rows: Int) -> (Ground, block: Int) {
    guard case .shades = look, matrix.rows > 0 else { return (self, 1) }
    let block = max((matrix.columns - 1) / max(columns, 1), (matrix.rows - 1) / max(rows, 1)) + 1
    guard block > 1 else { return (self, 1) }
    let small = matrix.shrunk(block)
    func range(_ range: ClosedRange<Double>, _ count: Int, _ blocks: Int) -> ClosedRange<Double> {
      let step = (range.upperBound - range.lowerBound) / Double(max(count - 1, 1))
      let first = range.lowerBound + step * Double(block - 1) / 2
      return first...first + step * Double(block * (blocks - 1))
    }
    return (
      Ground(
        small, x: range(x, matrix.columns, small.columns), y: range(y, matrix.rows, small.rows),
        look), block
    )
  }

  /// Fills the cells of a plot: shades in colour, and the digits of levels or sizes without.
  func draw(_ layout: ChartLayout, _ canvas: inout Canvas) {
    fitted(layout.across.columns, layout.scale.rows).0.fill(layout, &canvas)
  }

  private func fill(_ layout: ChartLayout, _ canvas: inout Canvas) {
    guard matrix.rows > 0 else { return }
    let (shade, style) = (shade, layout.style)
    // A cell at the edge, whose middle may lie a little outside, shows what is nearest.
    let (wide, tall) = (
      layout.across.value(0.5) - layout.across.value(0),
      layout.scale.value(0.5) - layout.scale.value(0)
    )
    func inside(_ place: Double, _ range: ClosedRange<Double>, _ slack: Double) -> Double {
      let near = min(max(place, range.lowerBound), range.upperBound)
      return abs(near - place) <= slack * 1.001 ? near : place
    }
    func here(_ column: Double, _ row: Double) -> Double {
      let x = inside(layout.across.value(column), self.x, wide)
      let y = inside(layout.scale.value(row), self.y, tall)
      if case .shades = look { return nearest(x, y) }
      return value(x, y)
    }
    for row in 0..<layout.scale.rows {
      for column in 0..<layout.across.columns {
        let number = here(Double(column), Double(row))
        let around = [(1, 0), (-1, 0), (0, 1), (0, -1)].map {
          here(Double(column + $0.0), Double(row + $0.1))
        }
        let glyph = glyph(number, around, shade, isShaded: style.hasShades)
        let colour = style.hasShades ? colour(number, shade, style.colours) : nil
        let ink: Ink = colour.map { .rgb($0.contrast) } ?? .muted
        canvas.put(
          glyph, layout.left + column, layout.row(row), ink,
          on: colour.map { .rgb($0) } ?? .plain, isShape: true)
      }
    }
    addRaster(layout, shade, &canvas) { here($0, $1) }
  }

  /// Finer than characters, for a page.
  private func addRaster(
    _ layout: ChartLayout, _ shade: Shade, _ canvas: inout Canvas,
    _ here: (Double, Double) -> Double
  ) {
    let (across, down) = (layout.across.columns * 2, layout.scale.rows * 4)
    var bytes: [UInt8] = []
    for y in 0..<down {
      for x in 0..<across {
        let number = here(
          (Double(x) + 0.5) / 2 - 0.5, Double(layout.scale.rows) - (Double(y) + 0.5) / 4 - 0.5)
        let colour = colour(number, shade, .trueColour) ?? RGB(255, 255, 255)
        bytes += [colour.red, colour.green, colour.blue]
      }
    }
    canvas.rasters.append(
      Raster(
        x: layout.left, y: layout.top, columns: Double(layout.across.columns),
        rows: Double(layout.scale.rows),
        pixels: Bitmap(width: across, height: down, bytes: bytes, isColour: true), isWhole: false))
  }

  /// A digit for a size, with letters for those below zero; that of a level on its upper side.
  private func glyph(
    _ value: Double, _ around: [Double], _ shade: Shade, isShaded: Bool
  ) -> Character {
    switch look {
    case .shades:
      guard let share = shade.share(value), !isShaded else { return " " }
      if value == 0 { return "." }
      let tenth = min(Int(abs(share) * 10 + 1e-9), 9)
      return share < 0 ? Ground.negative[tenth] : Character(String(tenth))
    case .contours(let levels):
      guard let here = level(value, levels), here > 0,
        around.contains(where: { level($0, levels).map { $0 < here } ?? false })
      else { return " " }
      return Character(String(min(here, Ground.mostLevels)))
    }
  }

  private static let negative = Array("abcdefghij")

  /// What the shades or lines mean.
  func key(_ layout: ChartLayout) -> Canvas {
    let style = layout.style
    let missing = matrix.values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    guard case .contours(let levels) = look else {
      let (small, block) = fitted(layout.across.columns, layout.scale.rows)
      let key = ShadeKey.canvas(small.shade, style.hasShades ? .shaded : .digits, missing: 0, style)
      let letters = small.shade.isSigned && !style.hasShades ? "a..j = the same below zero" : ""
      let size = "(block means: a cell is \(block)x\(block) of \(matrix.rows)x\(matrix.columns))"
      let notes = [letters, block > 1 ? size : ""].flatMap { style.wrapped($0, style.width) }
      return Canvas.stacked(
        [key, Canvas(lines: notes, style, ink: .muted), note(missing, style)], style)
    }
    let named = levels.enumerated().map {
      "\($0.offset + 1)\u{A0}=\u{A0}\(Digits.short($0.element))"
    }
    let text =
      levels.isEmpty ? "no lines: all numbers are alike" : "lines: " + named.joined(separator: ", ")
    return Canvas.stacked(
      [Canvas(lines: style.wrapped(text, style.width), style, ink: .muted), note(missing, style)],
      style)
  }

  private func note(_ missing: Int, _ style: Style) -> Canvas {
    let text = missing > 0 ? "! \(Digits.grouped(missing)) non-finite, left blank" : ""
    return Canvas(lines: style.wrapped(text, style.width), style, ink: .warning)
  }

  /// Size, bounds and where the least is.
  var sentence: String {
    let finite = matrix.values.indices.filter { matrix.values[$0].isFinite }
    guard let top = finite.max(by: { matrix.values[$0] < matrix.values[$1] }),
      let bottom = finite.min(by: { matrix.values[$0] < matrix.values[$1] })
    else { return "a plane of \(matrix.rows)x\(matrix.columns), no finite values" }
    func spot(_ index: Int) -> String {
      "\(Digits.short(at(index % matrix.columns, x, matrix.columns))), "
        + Digits.short(at(index / matrix.columns, y, matrix.rows))
    }
    return
      "a plane of \(matrix.rows)x\(matrix.columns), min \(Digits.short(matrix.values[bottom])) "
      + "at \(spot(bottom)), max \(Digits.short(matrix.values[top])) at \(spot(top))"
  }

  private func at(_ index: Int, _ range: ClosedRange<Double>, _ count: Int) -> Double {
    guard count > 1 else { return range.lowerBound }
    let share = Double(index) / Double(count - 1)
    return range.lowerBound * (1 - share) + range.upperBound * share
  }

  /// The matrix with the positions of its rows and columns.
  func table(_ title: String) -> Table {
    var table = Table(
      title: title,
      header: ["y \\ x"] + (0..<matrix.columns).map { Digits.short(at($0, x, matrix.columns)) },
      rows: (0..<matrix.rows).map { row in
        [.number(at(row, y, matrix.rows))] + (0..<matrix.columns).map { .number(matrix[row, $0]) }
      })
    table.continues = true
    return table
  }
}
