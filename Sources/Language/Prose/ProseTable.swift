import Text

/// Tables of Markdown: rows of cells between bars, below a row that says how columns are aligned.
extension ProseWriter {
  private static let gap = 2
  /// The narrowest that a column becomes, if its cells are wider.
  private static let least = 6

  /// Writes the table that starts at line `index`; returns the line after it.
  mutating func writeTable(_ lines: [String], from index: Int) -> Int {
    var end = index
    while end < lines.count, lines[end].drop(while: { $0 == " " }).hasPrefix("|") { end += 1 }
    let rows = lines[index..<end].map(Self.cells)
    guard rows.count > 1, let aligned = Self.alignments(rows[1]), rows[0].count == aligned.count,
      let widths = widths(rows[0..<1] + rows[2...], aligned.count)
    else {
      for line in lines[index..<end] { writeVerbatim(line) }
      return end
    }
    write(rows[0], widths, aligned, over: .strong)
    let rule = widths.map { String(repeating: unicode ? "─" : "-", count: $0) }
    output.append(rule.joined(separator: String(repeating: " ", count: Self.gap)))
    for row in rows[2...] { write(row, widths, aligned, over: .plain) }
    return end
  }

  /// The cells of a row; an escaped bar is part of one.
  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.drop(while: { $0 == " " }).dropFirst() {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.last?.allSatisfy(\.isWhitespace) == true { cells.removeLast() }
    return cells
  }

  /// Whether each column is flush right, from `| --- | ---: |`; nil for any other row.
  private static func alignments(_ cells: [String]) -> [Bool]? {
    var isRight: [Bool] = []
    for cell in cells {
      let text = cell.filter { !$0.isWhitespace }
      guard text.contains("-"), text.allSatisfy({ $0 == "-" || $0 == ":" }) else { return nil }
      isRight.append(text.hasSuffix(":") && !text.hasPrefix(":"))
    }
    return isRight.isEmpty ? nil : isRight
  }

  /// The columns' widths, the widest narrowed until all fit; nil if they cannot.
  private func widths(_ rows: some Sequence<[String]>, _ count: Int) -> [Int]? {
    var widths = Array(repeating: 1, count: count)
    for row in rows {
      for (column, cell) in row.prefix(count).enumerated() {
        let line = inline(cell).lines(width: .max / 2).first ?? []
        widths[column] = max(
          widths[column], line.reduce(0) { $0 + DisplayWidth.of($1.character) })
      }
    }
    let room = width - (count - 1) * Self.gap
    var excess = widths.reduce(0, +) - room
    while excess > 0 {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.least
      else { return nil }
      // Down to the next one at most, so that the widest share what is missing.
      let next = widths.filter { $0 < widths[widest] }.max() ?? Self.least
      let step = max(min(widths[widest] - max(next, Self.least), excess), 1)
      widths[widest] -= step
      excess -= step
    }
    return widths
  }

  private mutating func write(
    _ row: [String], _ widths: [Int], _ isRight: [Bool], over style: Inline.Style
  ) {
    let cells = widths.indices.map { column in
      row.indices.contains(column) ? inline(row[column]).lines(width: widths[column]) : []
    }
    for line in 0..<max(cells.map(\.count).max() ?? 0, 1) {
      var text = ""
      var blanks = 0
      for (column, cell) in cells.enumerated() {
        let part = line < cell.count ? cell[line] : []
        let rest = widths[column] - part.reduce(0) { $0 + DisplayWidth.of($1.character) }
        if isRight[column] { blanks += rest }
        if !part.isEmpty {
          text += String(repeating: " ", count: blanks) + painted(part, over: style)
          blanks = 0
        }
        if !isRight[column] { blanks += rest }
        blanks += Self.gap
      }
      output.append(text)
    }
  }
}
