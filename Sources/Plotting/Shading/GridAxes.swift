import Text

/// Row and column labels around a cell grid: names, or every fourth index.
struct GridAxes {
  let grid: CellGrid
  /// The original entries that a cell represents.
  let block: Int
  /// Columns of the row labels with the edge after them.
  let left: Int
  let rowNames: [String]

  func canvas(_ style: Style, columnNames: [String]) -> Canvas {
    let head = headRows(columnNames, style)
    var canvas = Canvas(width: left + grid.width, height: head.count + grid.height, style)
    for (row, texts) in head.enumerated() {
      for (column, text) in texts { canvas.write(text, left + column, row, .muted) }
    }
    for row in 0..<grid.height {
      canvas.write(
        padded(label(row), left - 1, right: rowNames.isEmpty), 0, head.count + row, .muted)
      canvas.put(style.glyphs == .ascii ? "|" : "│", left - 1, head.count + row, .muted)
    }
    canvas.paste(grid.canvas(style), left, head.count)
    return canvas
  }

  private func label(_ row: Int) -> String {
    let index = (grid.form == .halves ? 2 * row : row) * block
    if rowNames.indices.contains(index) && (block == 1 || !rowNames[index].isEmpty) {
      return rowNames[index]
    }
    return row % 4 == 0 && rowNames.isEmpty ? String(index) : ""
  }

  /// One row of indices, or names written downwards.
  private func headRows(_ names: [String], _ style: Style) -> [[(Int, String)]] {
    guard !names.isEmpty else {
      let widest = String(max(grid.matrix.columns - 1, 0) * block).count
      var every = 4
      while every * grid.cellWidth < widest + 1 { every *= 2 }
      return [
        stride(from: 0, to: grid.matrix.columns, by: every).map {
          let text = String($0 * block)
          // Above the right column of its cell, where the digit or the shade ends.
          let x = grid.form == .digits ? ($0 + 1) * grid.cellWidth - 1 : $0 * grid.cellWidth
          return (min(x, max(grid.width - text.count, 0)), text)
        }
      ]
    }
    let shown = (0..<grid.matrix.columns).map { column in
      let index = column * block
      return Array(names.indices.contains(index) ? style.clean(names[index]) : "")
    }
    let height = min(shown.map(\.count).max() ?? 0, 8)
    return (0..<height).map { row in
      shown.enumerated().compactMap { column, name in
        let place = row - (height - min(name.count, height))
        guard name.indices.contains(place), place >= 0 else { return nil }
        let isCut = name.count > height && row == height - 1
        let glyph = isCut ? "~" : String(name[place])
        return ((column + 1) * grid.cellWidth - 1 - (DisplayWidth.of(glyph) - 1), glyph)
      }
    }
  }
}
