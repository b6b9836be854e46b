import Text

/// A matrix as cells of grey, colour or digits: attention, weights, correlations.
package struct Heatmap: Figure, Equatable {
  /// What a cell shows without colour.
  package enum Cells: String, Sendable, CaseIterable {
    /// Digits up to 16×16, the ramp beyond.
    case auto
    case ramp
    case digits
  }

  /// Printed above; empty for none.
  package var title: String
  /// The values.
  package var matrix: Matrix
  /// What the columns are.
  package var xLabel: String
  /// What the rows are.
  package var yLabel: String
  /// Names of the rows; indices if empty.
  package var rowNames: [String]
  /// Names of the columns; indices if empty.
  package var columnNames: [String]
  /// How values are spread over the levels.
  package var scale: ShadeScale
  /// What a cell shows.
  package var cells: Cells
  /// The ends of the scale; the data's own if `nil`.
  package var range: ClosedRange<Double>?

  /// Makes a heatmap.
  package init(
    title: String = "", _ matrix: Matrix, xLabel: String = "", yLabel: String = "",
    rowNames: [String] = [], columnNames: [String] = [], scale: ShadeScale = .linear,
    cells: Cells = .auto, range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.matrix = matrix
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.scale = scale
    self.cells = cells
    self.range = range
  }

  /// The cells with row and column labels, and the key below.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24, !matrix.values.isEmpty else { return summaryTable.draw(style) }
    let (names, left) = shownNames(style)
    let room = max(style.width - left, 1)
    let whole = Shade(matrix.values, scale, range: range)
    let (form, block) = fitting(room, isSigned: whole.isSigned, style)
    let sized = SizedMatrix(matrix, block: block, style)
    let isMean = sized.averaged > 1
    let shade = isMean ? Shade(sized.shown.values, scale, range: range) : whole
    let grid = CellGrid(matrix: sized.coarse, shade: shade, form: form, finer: sized.finer)
    let axes = GridAxes(grid: grid, block: block, left: left, rowNames: names)
    let missing = matrix.values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    let beyond = matrix.values.reduce(0) { $0 + (whole.isBeyond($1) ? 1 : 0) }
    return Canvas.stacked(
      [
        Canvas(lines: headLines(shade, sized.averaged, style), style, ink: .strong),
        axes.canvas(style, columnNames: columnNames),
        ShadeKey.canvas(shade, form, missing: missing, beyond: beyond, style),
      ], style)
  }

  /// The names of the rows, and the columns that they, or the indices, take with the edge.
  private func shownNames(_ style: Style) -> (names: [String], left: Int) {
    let names = rowNames.prefix(matrix.rows).map { style.fitted($0, min(16, style.width / 4)) }
    let indexWidth = String(matrix.rows - 1).count
    return (names, (names.map { DisplayWidth.of($0) }.max() ?? indexWidth) + 1)
  }

  /// A map needs its cells; its title and key can be wrapped.
  package func sharing(_ style: Style) -> Sharing {
    guard style.width >= 24, !matrix.values.isEmpty else { return .fixed }
    let left = shownNames(style).left
    let isSigned = Shade(matrix.values, scale, range: range).isSigned
    let (form, block) = fitting(max(style.width - left, 1), isSigned: isSigned, style)
    let columns = (matrix.columns - 1) / block + 1
    return .shrinks(to: max(24, left + columns * CellGrid.width(form, isSigned: isSigned)))
  }

  /// The most detailed form that fits, and the side of the blocks that it must average.
  private func fitting(_ room: Int, isSigned: Bool, _ style: Style) -> (CellGrid.Form, Int) {
    let isSmall = matrix.rows <= 16 && matrix.columns <= 16
    func block(_ form: CellGrid.Form) -> Int {
      let across = max(room / CellGrid.width(form, isSigned: isSigned), 1)
      let rows = style.pixels.map { max($0.rows - 1, 1) } ?? Heatmap.mostRows
      let down = form == .halves ? 2 * rows : rows
      let least = max((matrix.columns - 1) / across + 1, (matrix.rows - 1) / down + 1)
      return SizedMatrix.block(of: least, style)
    }
    let wantsDigits = cells == .digits || (cells == .auto && isSmall && style.pixels == nil)
    if wantsDigits && block(.digits) == 1 { return (.digits, 1) }
    if style.pixels != nil {
      return block(.squares) == 1 ? (.squares, 1) : (.halves, block(.halves))
    }
    guard style.hasShades else {
      let form: CellGrid.Form = cells == .digits ? .digits : .ramp
      return (form, block(form))
    }
    if style.hasSquares && block(.halves) < block(.shaded) { return (.halves, block(.halves)) }
    return (.shaded, block(.shaded))
  }

  /// Text rows beyond which blocks are averaged.
  private static let mostRows = 64

  private func headLines(_ shade: Shade, _ block: Int, _ style: Style) -> [String] {
    var parts = title.isEmpty ? [] : [title]
    let axes = [yLabel.isEmpty ? "" : "rows=\(yLabel)", xLabel.isEmpty ? "" : "cols=\(xLabel)"]
    let named = axes.filter { !$0.isEmpty }.joined(separator: " ")
    if !named.isEmpty { parts.append(named) }
    var lines = [parts.joined(separator: "  ") + shade.note]
    if block > 1 {
      let part = style.pixels == nil ? "cell" : "pixel"
      let note =
        "(block means: a \(part) is \(block)x\(block) of \(matrix.rows)x\(matrix.columns))"
      lines[0] = lines[0].isEmpty ? note : lines[0]
      if lines[0] != note { lines.append(note) }
    }
    return lines.filter { !$0.isEmpty }.flatMap { style.wrapped($0, style.width) }
  }

  /// Size, bounds, and the position of the largest value.
  package var sentence: String {
    let name = title.isEmpty ? "heatmap" : title
    let finite = matrix.values.indices.filter { matrix.values[$0].isFinite }
    guard let top = finite.max(by: { matrix.values[$0] < matrix.values[$1] }),
      let bottom = finite.min(by: { matrix.values[$0] < matrix.values[$1] })
    else { return "\(name): \(matrix.rows)x\(matrix.columns), no finite values" }
    func place(_ index: Int) -> String {
      let (row, column) = (index / matrix.columns, index % matrix.columns)
      let rowName = rowNames.indices.contains(row) ? rowNames[row] : String(row)
      let columnName = columnNames.indices.contains(column) ? columnNames[column] : String(column)
      return "\(yLabel.isEmpty ? "row" : yLabel) \(rowName), "
        + "\(xLabel.isEmpty ? "column" : xLabel) \(columnName)"
    }
    return "\(name): \(matrix.rows)x\(matrix.columns), "
      + "max \(Digits.short(matrix.values[top])) at \(place(top)); "
      + "min \(Digits.short(matrix.values[bottom])) at \(place(bottom))"
  }

  /// The matrix, whose columns continue below if they do not fit.
  package var numbers: [Table] {
    var table = Table(
      title: title,
      header: [yLabel]
        + (0..<matrix.columns).map {
          columnNames.indices.contains($0) ? columnNames[$0] : String($0)
        },
      rows: (0..<matrix.rows).map { row in
        [.text(rowNames.indices.contains(row) ? rowNames[row] : String(row))]
          + (0..<matrix.columns).map { .number(matrix[row, $0]) }
      })
    table.continues = true
    return [table]
  }

  private var summaryTable: Table {
    let extent = Extent(matrix.values)
    return Table(
      title: title, header: ["size", "min", "max"],
      rows: [
        [
          .text("\(matrix.rows)x\(matrix.columns)"), extent.map { .number($0.low) } ?? .missing,
          extent.map { .number($0.high) } ?? .missing,
        ]
      ])
  }
}
