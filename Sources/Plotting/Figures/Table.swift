import Text

/// Rows and columns of text and numbers.
package struct Table: Figure, Equatable {
  /// One entry.
  package enum Cell: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case number(Double)
    case missing
  }

  /// Printed above; empty for none.
  package var title: String
  /// Names of the columns.
  package var header: [String]
  /// The entries; short rows are padded with missing ones.
  package var rows: [[Cell]]
  /// Whether columns keep their width; a table that is too wide then sooner continues below.
  package var continues = false

  /// Makes a table.
  package init(title: String = "", header: [String], rows: [[Cell]]) {
    self.title = title
    self.header = header
    self.rows = rows
  }

  /// Columns with decimals aligned. In one that is too wide texts are wrapped, and what does not fit
  /// either continues below, behind the first column again.
  package func draw(_ style: Style) -> Canvas {
    let count = min(max(header.count, rows.map(\.count).max() ?? 0), 1000)
    let columns = (0..<count).map { Column(self, $0, style) }
    var parts = title.isEmpty ? [] : [Canvas(lines: [title], style, ink: .strong)]
    guard !columns.isEmpty else { return Canvas.stacked(parts, style) }
    var rest = columns[...]
    repeat {
      let isFirst = rest.startIndex == 0
      var block = Table.fitting(
        isFirst ? Array(rest) : [columns[0]] + rest, style.width, shrinks: !continues)
      // The first column is not repeated where nothing fits beside it.
      if !isFirst, block.count == 1 { block = [rest[rest.startIndex].narrowed(style.width)] }
      let taken = max(block.count - (isFirst ? 0 : 1), 1)
      if block.isEmpty { block = [columns[0].narrowed(style.width)] }
      parts.append(Table.block(block, rows.count, style))
      rest = rest.dropFirst(taken)
    } while !rest.isEmpty && parts.count < 200
    return Canvas.stacked(parts, gap: 0, style)
  }

  /// The size of the table and its columns' names.
  package var sentence: String {
    let name = title.isEmpty ? "table" : "table \(title)"
    return "\(name): \(Digits.count(rows.count, "row")); columns \(header.joined(separator: ", "))"
  }

  /// The table itself.
  package var numbers: [Table] { [self] }

  private static let gap = 2

  /// A column of words is not narrowed to less, nor to less than its longest word if that leaves room
  /// for another column.
  private static let least = 12

  /// As many columns as fit: first the widest texts are narrowed, then the rightmost left out.
  private static func fitting(_ columns: [Column], _ width: Int, shrinks: Bool) -> [Column] {
    guard shrinks else { return leading(columns, width) }
    // Texts are narrowed for the sake of all columns, or for as many as then fit.
    for count in stride(from: columns.count, to: 1, by: -1) {
      let shrunk = narrowed(Array(columns.prefix(count)), width)
      if total(shrunk) <= width { return shrunk }
    }
    return leading(columns, width)
  }

  private static func total(_ columns: [Column]) -> Int {
    columns.reduce(-gap) { $0 + $1.width + gap }
  }

  /// Narrows the widest of the texts that may be narrowed, until all fits or is short.
  private static func narrowed(_ columns: [Column], _ width: Int) -> [Column] {
    var columns = columns
    let leasts = columns.map { $0.longestWord <= width / 2 ? max(least, $0.longestWord) : least }
    while total(columns) > width {
      let widest = columns.indices
        .filter { !columns[$0].isNumeric && columns[$0].width > leasts[$0] }
        .max { columns[$0].width < columns[$1].width }
      guard let widest else { break }
      let excess = total(columns) - width
      columns[widest] = columns[widest].narrowed(
        max(leasts[widest], columns[widest].width - excess))
    }
    return columns
  }

  /// As many columns from the left as fit.
  private static func leading(_ columns: [Column], _ width: Int) -> [Column] {
    var columns = columns
    while total(columns) > width && columns.count > 1 { columns.removeLast() }
    if let only = columns.first, columns.count == 1 { return [only.narrowed(width)] }
    return columns
  }

  private static func block(
    _ columns: [Column], _ rows: Int, _ style: Style
  ) -> Canvas {
    let width = columns.reduce(-gap) { $0 + $1.width + gap }
    let heads = columns.map { $0.lines($0.name) }
    let cells = columns.map { column in column.texts.map { column.lines($0) } }
    let top = heads.map(\.count).max() ?? 1
    let heights = (0..<rows).map { row in cells.map { $0[row].count }.max() ?? 1 }
    var canvas = Canvas(
      width: width, height: top + 1 + heights.reduce(0, +), style)
    var x = 0
    let rule: Character = style.glyphs == .ascii ? "-" : "─"
    for (column, (head, cells)) in zip(columns, zip(heads, cells)) {
      for (y, line) in head.enumerated() {
        canvas.write(
          padded(line, column.width, right: column.isNumeric), x, top - head.count + y, .strong)
      }
      for offset in 0..<column.width { canvas.put(rule, x + offset, top, .muted) }
      var y = top + 1
      for (lines, height) in zip(cells, heights) {
        for (offset, line) in lines.enumerated() { canvas.write(line, x, y + offset) }
        y += height
      }
      x += column.width + gap
    }
    return canvas
  }

  /// A column's entries as text, aligned.
  private struct Column {
    /// Lines of an entry at most.
    private static let most = 12

    let name: String
    let texts: [String]
    let isNumeric: Bool
    var width: Int

    init(_ table: Table, _ index: Int, _ style: Style) {
      let cells = table.rows.map { $0.indices.contains(index) ? $0[index] : .missing }
      name = style.clean(table.header.indices.contains(index) ? table.header[index] : "")
      let format = NumberColumn(cells)
      let plain = cells.map { cell in
        switch cell {
        case .text(let text): style.clean(text)
        case .integer(let value): format.text(value)
        case .number(let value): format.text(value)
        case .missing: ""
        }
      }
      isNumeric = plain.contains { !$0.isEmpty } && plain.allSatisfy { $0.isEmpty || isNumber($0) }
      let aligned = isNumeric ? Column.aligned(plain) : plain
      let width = max(DisplayWidth.of(name), aligned.map { DisplayWidth.of($0) }.max() ?? 0, 1)
      texts = isNumeric ? aligned.map { padded($0, width, right: true) } : aligned
      self.width = width
    }

    /// The width of the longest word; what is in brackets, as a shape, is one.
    var longestWord: Int { texts.map(Column.longestWord).max() ?? 0 }

    private static func longestWord(_ text: String) -> Int {
      var (longest, current, depth) = (0, 0, 0)
      for character in text {
        if character == " ", depth == 0 {
          current = 0
          continue
        }
        if "([".contains(character) { depth += 1 }
        if ")]".contains(character) { depth = max(0, depth - 1) }
        current += DisplayWidth.of(character)
        longest = max(longest, current)
      }
      return longest
    }

    func narrowed(_ columns: Int) -> Column {
      guard columns < width else { return self }
      var result = self
      result.width = max(columns, 1)
      return result
    }

    /// An entry or the name as lines of the column's width: words are wrapped, and those that are too
    /// long broken.
    func lines(_ text: String) -> [String] {
      guard DisplayWidth.of(text) > width else { return [text] }
      let lines = wrapped(text, width).flatMap { broken($0) }
      return lines.count <= Column.most
        ? lines : lines.prefix(Column.most - 1) + [cut(lines[Column.most - 1] + " ~", width)]
    }

    private func broken(_ line: String) -> [String] {
      var parts = [""]
      for character in line {
        if DisplayWidth.of(parts[parts.count - 1] + String(character)) > width, parts.last != "" {
          parts.append("")
        }
        parts[parts.count - 1].append(character)
      }
      return parts
    }

    /// Decimal points aligned: every text padded on the right to the longest fraction.
    private static func aligned(_ texts: [String]) -> [String] {
      func fraction(_ text: String) -> Int {
        guard let point = text.firstIndex(of: ".") else { return text.hasSuffix("%") ? 1 : 0 }
        return text[point...].count
      }
      let longest = texts.map(fraction).max() ?? 0
      return texts.map {
        $0.isEmpty ? "" : $0 + String(repeating: " ", count: longest - fraction($0))
      }
    }
  }
}

/// Whether a text reads as a number, so that it is aligned like one.
private func isNumber(_ text: String) -> Bool {
  var body = text.filter { $0 != "," && $0 != "_" }
  if body.hasSuffix("%") { body.removeLast() }
  return Double(body) != nil
}

/// The decimals that the numbers of one column share.
private struct NumberColumn {
  private enum Form { case whole, fixed(Int), scientific }
  private var form = Form.whole
  /// Whether some number has five digits before the point, so that all are grouped.
  private let isGrouped: Bool

  init(_ cells: [Table.Cell]) {
    let sizes: [Double] = cells.compactMap { cell in
      if case .number(let value) = cell, value.isFinite { abs(value) } else { nil }
    }
    let whole: [Double] = cells.map { cell in
      if case .integer(let value) = cell { Double(value.magnitude) } else { 0 }
    }
    // Whole numbers beside them cost decimals, but the largest keeps four digits.
    let largest = sizes.max() ?? 0
    let ofAll = max(largest, whole.max() ?? 0)
    isGrouped = ofAll >= 10_000
    if largest >= 1e15 || (largest < 1e-4 && largest > 0) {
      form = .scientific
    } else if sizes.contains(where: { $0 != $0.rounded() }) {
      let least = sizes.filter { $0 > 0 }.min() ?? 1
      let fine = min(max(3 - decimalExponent(least), 4), 6)
      let shared = ofAll < 1 ? fine : ofAll < 100 ? 4 : ofAll < 10_000 ? 2 : 1
      form = .fixed(max(shared, 3 - decimalExponent(largest)))
    }
  }

  func text(_ value: Int) -> String { isGrouped ? Digits.grouped(value) : String(value) }

  func text(_ value: Double) -> String {
    guard value.isFinite else { return Digits.fixed(value, 0) }
    switch form {
    case .whole: return text(Int(value))
    case .fixed(let decimals):
      let text = Digits.visible(value, decimals)
      return isGrouped ? Digits.grouped(text) : text
    case .scientific: return Digits.scientific(value, 3)
    }
  }
}
