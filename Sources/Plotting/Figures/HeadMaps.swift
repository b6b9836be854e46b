import Text

/// Several small maps on one scale with one key: the heads of an attention layer.
package struct HeadMaps: Figure, Equatable {
  /// Printed above; empty for none.
  package var title: String
  /// One map per head.
  package var maps: [Matrix]
  /// Their names; `head 0`, `head 1`, … if empty.
  package var names: [String]
  /// How values are spread over the levels.
  package var scale: ShadeScale

  /// Makes a grid of maps.
  package init(
    title: String = "", _ maps: [Matrix], names: [String] = [], scale: ShadeScale = .linear
  ) {
    self.title = title
    self.maps = maps
    self.names = names
    self.scale = scale
  }

  /// Cells per side beyond which blocks are averaged.
  private static func mostCells(_ style: Style) -> Int { style.hasHalfBlocks ? 24 : 16 }

  /// The maps in rows, each under its name, with one key below.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24, !maps.isEmpty else {
      return Canvas.stacked(numbers.map { $0.draw(style) }, style)
    }
    let side = maps.map { max($0.rows, $0.columns) }.max() ?? 1
    let form: CellGrid.Form = style.hasHalfBlocks ? .halves : style.hasShades ? .shaded : .ramp
    let cellWidth = CellGrid.width(form, isSigned: false)
    let most = min(HeadMaps.mostCells(style), max((style.width - 1) / cellWidth, 1))
    let block = max((side + most - 1) / most, 1)
    let shown = maps.map { $0.shrunk(block) }
    let shade = Shade(shown.lazy.flatMap(\.values), scale)
    let parts = shown.enumerated().map { index, map in
      part(name(index), CellGrid(matrix: map, shade: shade, form: form), style)
    }
    let width = parts.map(\.width).max() ?? 1
    let across = max((style.width + 2) / (width + 2), 1)
    let lines = (parts.count + across - 1) / across
    let even = (parts.count + lines - 1) / lines
    var rows = [Canvas(lines: headLines(shade, block, style), style, ink: .strong)]
    for start in stride(from: 0, to: parts.count, by: even) {
      if start > 0 { rows.append(Canvas(width: 1, height: 1, style)) }
      let line = parts[start..<min(start + even, parts.count)].map { $0.widened(to: width, style) }
      rows.append(Canvas.beside(Array(line), gap: 2, style))
    }
    let missing = maps.reduce(0) { $0 + $1.values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) } }
    rows.append(ShadeKey.canvas(shade, isDigits: false, missing: missing, style))
    return Canvas.stacked(rows, style)
  }

  private func name(_ index: Int) -> String {
    names.indices.contains(index) ? names[index] : "head \(index)"
  }

  private func part(_ name: String, _ grid: CellGrid, _ style: Style) -> Canvas {
    let edge = grid.form == .ramp ? 1 : 0
    let label = style.fitted(name, max(grid.width, 8))
    var canvas = Canvas(
      width: max(grid.width, DisplayWidth.of(label)) + edge, height: grid.height + 1, style)
    canvas.write(label, edge, 0, .muted)
    for row in 0..<(edge > 0 ? grid.height : 0) {
      canvas.put(style.glyphs == .ascii ? "|" : "│", 0, row + 1, .muted)
    }
    canvas.paste(grid.canvas(style), edge, 1)
    return canvas
  }

  private func headLines(_ shade: Shade, _ block: Int, _ style: Style) -> [String] {
    let size = maps.first.map { "\($0.rows)x\($0.columns)" } ?? ""
    let note = block > 1 ? "  (block means: a cell is \(block)x\(block) of \(size))" : ""
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
