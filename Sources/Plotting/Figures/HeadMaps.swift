import Text

/// Several small maps with one key: the heads of an attention layer, the filters of a convolution.
package struct HeadMaps: Figure, Equatable {
  /// Printed above; empty for none.
  package var title: String
  /// One map per head.
  package var maps: [Matrix]
  /// Their names; `head 0`, `head 1`, … if `nil`.
  package var names: [String]?
  /// How values are spread over the levels.
  package var scale: ShadeScale
  /// Names of the rows of every map; none where empty.
  package var rowNames: [String]
  /// Names of the columns of every map; none where empty.
  package var columnNames: [String]
  /// Whether the scale goes as far below zero as above it, whatever the data.
  package var isSigned: Bool
  /// Whether each map has a scale of its own.
  package var scalesEach: Bool
  /// The ends of the scale; the data's own if `nil`.
  package var range: ClosedRange<Double>?
  /// Rows that an entry takes; 1 or less where `nil`.
  package var zoom: Int?

  /// Makes a grid of maps.
  package init(
    title: String = "", _ maps: [Matrix], names: [String]? = nil, scale: ShadeScale = .linear,
    rowNames: [String] = [], columnNames: [String] = [], isSigned: Bool = false,
    scalesEach: Bool = false, range: ClosedRange<Double>? = nil, zoom: Int? = nil
  ) {
    self.title = title
    self.maps = maps
    self.names = names
    self.scale = scale
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.isSigned = isSigned
    self.scalesEach = scalesEach
    self.range = range
    self.zoom = zoom
  }

  /// Cells a side beyond which blocks are averaged, unless a zoom is wanted.
  private func mostCells(_ style: Style) -> Int {
    zoom != nil ? 1_000 : style.hasSquares ? (isSigned ? 64 : 24) : (isSigned ? 28 : 16)
  }

  private var hasAxes: Bool { !rowNames.isEmpty || !columnNames.isEmpty }

  private func form(_ style: Style) -> CellGrid.Form {
    // A row of half-blocks has room for one name of two.
    if style.hasSquares && !hasAxes { return .halves }
    return style.pixels != nil ? .squares : style.hasShades ? .shaded : .ramp
  }

  /// The maps in rows, each under its name, with one key below.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24, !maps.isEmpty else {
      return Canvas.stacked(numbers.map { $0.draw(style) }, style)
    }
    let (sized, block, isZoomed) = sized(style)
    let shades = shades(sized.map(\.shown))
    let parts = sized.enumerated().map { index, map in
      let shade = scalesEach ? shades[index] : shades[0]
      let grid = CellGrid(matrix: map.coarse, shade: shade, form: form(style), finer: map.finer)
      return part(name(index, shade), grid, block, style)
    }
    let width = parts.map(\.width).max() ?? 1
    let across = max((style.width + 2) / (width + 2), 1)
    let lines = (parts.count + across - 1) / across
    let even = (parts.count + lines - 1) / lines
    var rows = [
      Canvas(lines: headLines(shades[0], sized[0].averaged, style), style, ink: .strong)
    ]
    for start in stride(from: 0, to: parts.count, by: even) {
      if start > 0 { rows.append(Canvas(width: 1, height: 1, style)) }
      let line = parts[start..<min(start + even, parts.count)].map { $0.widened(to: width, style) }
      rows.append(Canvas.beside(Array(line), gap: 2, style))
    }
    func count(_ isCounted: (Double) -> Bool) -> Int {
      maps.reduce(0) { $0 + $1.values.reduce(0) { $0 + (isCounted($1) ? 1 : 0) } }
    }
    let missing = count { !$0.isFinite }
    let beyond = range == nil ? 0 : count(shades[0].isBeyond)
    rows.append(
      scalesEach
        ? Canvas(
          lines: style.wrapped("each on its own scale, up to the number at its name", style.width),
          style, ink: .muted)
        : ShadeKey.canvas(shades[0], form(style), missing: missing, beyond: beyond, style))
    if !isZoomed {
      let text = "! a zoom of \(zoom ?? 1) does not fit here"
      rows.append(Canvas(lines: style.wrapped(text, style.width), style, ink: .warning))
    }
    return Canvas.stacked(rows, style)
  }

  /// The maps in the size in which they are drawn, and the side of the blocks that were averaged.
  private func sized(_ style: Style) -> (maps: [SizedMatrix], block: Int, isZoomed: Bool) {
    let form = form(style)
    let side = maps.map { max($0.rows, $0.columns) }.max() ?? 1
    let left = rowNames.map { min(DisplayWidth.of(style.clean($0)), 16) }.max() ?? 0
    let room = max((style.width - 1 - left) / CellGrid.width(form, isSigned: false), 1)
    let rowsEach = form == .halves ? 2 : 1
    // A filter of a few entries is a speck in half-blocks.
    let wanted = zoom ?? (isSigned && side <= 8 ? 1 : 0)
    let factor = min(max(wanted * rowsEach, 1), max(room / max(side, 1), 1))
    let most = min(mostCells(style), room, sharedCells(style))
    let block = factor > 1 ? 1 : SizedMatrix.block(of: max((side + most - 1) / most, 1), style)
    return (
      maps.map { SizedMatrix($0.enlarged(factor), block: block, style) }, block,
      zoom == nil || (factor == wanted * rowsEach && block == 1)
    )
  }

  /// Cells a side in which images with signs stand beside each other, as those of a gallery do: up to
  /// eight in a row, but none so small that it is not recognised.
  private func sharedCells(_ style: Style) -> Int {
    guard isSigned, zoom == nil, maps.count > 1 else { return .max }
    let columns = (style.width + 2) / min(maps.count, 8) - 3
    return max(columns / CellGrid.width(form(style), isSigned: false), HeadMaps.leastCells)
  }

  private static let leastCells = 16

  /// One scale for all, or one for each.
  private func shades(_ shown: [Matrix]) -> [Shade] {
    func shade(_ values: [Double]) -> Shade {
      if let range { return Shade(values, scale, range: range) }
      let size = values.filter(Extent.isDrawable).reduce(0) { max($0, abs($1)) }
      return Shade(values, scale, range: isSigned && size > 0 ? -size...size : nil)
    }
    return scalesEach ? shown.map { shade($0.values) } : [shade(shown.flatMap(\.values))]
  }

  private func name(_ index: Int) -> String {
    guard let names else { return "head \(index)" }
    return names.indices.contains(index) ? names[index] : ""
  }

  private func name(_ index: Int, _ shade: Shade) -> String {
    guard scalesEach else { return name(index) }
    return (name(index).isEmpty ? "" : name(index) + " ") + Digits.rough(shade.high)
  }

  private func part(_ name: String, _ grid: CellGrid, _ block: Int, _ style: Style) -> Canvas {
    guard !hasAxes else { return labelled(name, grid, block, style) }
    let edge = grid.form == .ramp ? 1 : 0
    let label = style.fitted(name, max(grid.width, 8))
    let head = name.isEmpty ? 0 : 1
    var canvas = Canvas(
      width: max(grid.width, DisplayWidth.of(label)) + edge, height: grid.height + head, style)
    canvas.write(label, edge, 0, .muted)
    for row in 0..<(edge > 0 ? grid.height : 0) {
      canvas.put(style.glyphs == .ascii ? "|" : "│", 0, row + head, .muted)
    }
    canvas.paste(grid.canvas(style), edge, head)
    return canvas
  }

  /// A map with the names of its rows and columns.
  private func labelled(_ name: String, _ grid: CellGrid, _ block: Int, _ style: Style) -> Canvas {
    let names = rowNames.map { style.fitted($0, min(16, style.width / 4)) }
    let left = (names.map { DisplayWidth.of($0) }.max() ?? String(grid.matrix.rows).count) + 1
    let axes = GridAxes(grid: grid, block: block, left: left, rowNames: names)
    let label = style.fitted(name, max(grid.width, 8))
    return Canvas.stacked(
      [
        Canvas(
          lines: label.isEmpty ? [] : [String(repeating: " ", count: left) + label], style,
          ink: .muted), axes.canvas(style, columnNames: columnNames),
      ], style)
  }

  private func headLines(_ shade: Shade, _ block: Int, _ style: Style) -> [String] {
    let size = maps.first.map { "\($0.rows)x\($0.columns)" } ?? ""
    let part = style.pixels == nil ? "cell" : "pixel"
    let note = block > 1 ? "  (block means: a \(part) is \(block)x\(block) of \(size))" : ""
    return style.wrapped(title + shade.note + note, style.width)
  }

  /// How many maps there are, of what size, and where each is strongest.
  package var sentence: String {
    let size = maps.first.map { " of \($0.rows)x\($0.columns)" } ?? ""
    let tops = maps.enumerated().map { index, map in
      let finite = map.values.indices.filter { map.values[$0].isFinite }
      guard let top = finite.max(by: { map.values[$0] < map.values[$1] }) else {
        return "\(name(index)) no finite values"
      }
      return "\(name(index)) max \(Digits.short(map.values[top])) at row \(top / map.columns), "
        + "column \(top % map.columns)"
    }
    let start = title.isEmpty ? "" : "\(title): "
    return start + Digits.count(maps.count, "map") + size + "; " + tops.joined(separator: "; ")
  }

  /// One row per map: its bounds and mean.
  package var numbers: [Table] {
    let rows = maps.enumerated().map { index, map -> [Table.Cell] in
      let mean = map.shrunk(max(map.rows, map.columns)).values.first ?? .nan
      let extent = Extent(map.values)
      return [
        .text(name(index)), .text("\(map.rows)x\(map.columns)"),
        extent.map { .number($0.low) } ?? .missing, .number(mean),
        extent.map { .number($0.high) } ?? .missing,
      ]
    }
    return [Table(title: title, header: ["map", "size", "min", "mean", "max"], rows: rows)]
  }
}
