import Text

/// What a terminal of some width shows when it is sent bytes: all rows, those above the window included.
struct Screen {
  private struct Cell {
    var text = " "
    var look = ""
  }

  let columns: Int
  private var rows: [[Cell]] = [[]]
  private var bytes: [UInt8] = []
  private(set) var row = 0
  private var column = 0
  private var look = ""
  /// Rows that the terminal had to break, since they were too long.
  private(set) var broken: Set<Int> = []

  init(columns: Int) { self.columns = columns }

  /// The row of the cursor, up to the cursor.
  var typed: String { rows[row].prefix(column).map(\.text).joined() }

  /// The rows, with colours where there are any, without blanks at their ends.
  var lines: [String] {
    rows.map { cells in
      var (line, look) = ("", "")
      let end = cells.lastIndex { $0.text != " " } ?? -1
      for cell in cells.prefix(end + 1) {
        if cell.look != look {
          line += "\u{1B}[0m" + (cell.look.isEmpty ? "" : "\u{1B}[\(cell.look)m")
          look = cell.look
        }
        line += cell.text
      }
      return line + (look.isEmpty ? "" : "\u{1B}[0m")
    }
  }

  mutating func show(_ more: some Sequence<UInt8>) {
    bytes += more
    while let first = bytes.first {
      switch first {
      case 0x1B: guard escape() else { return }
      case 0x0D: take(1) { $0.column = 0 }
      case 0x0A: take(1) { $0.down() }
      case 0x08: take(1) { $0.column = max(0, $0.column - 1) }
      case 0..<0x20: take(1) { _ in }
      default: guard letter() else { return }
      }
    }
  }

  private mutating func take(_ count: Int, _ change: (inout Screen) -> Void) {
    bytes.removeFirst(count)
    change(&self)
  }

  private mutating func down() {
    row += 1
    if row == rows.count { rows.append([]) }
  }

  /// Shows the next character; false where it is not complete.
  private mutating func letter() -> Bool {
    let length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return false }
    let text = String(decoding: bytes.prefix(length), as: UTF8.self)
    bytes.removeFirst(length)
    let width = DisplayWidth.of(text)
    if width == 0 {
      if column > 0 { rows[row][column - 1].text += text }
      return true
    }
    if column + width > columns {
      broken.insert(row)
      column = 0
      down()
    }
    while rows[row].count < column + width { rows[row].append(Cell()) }
    rows[row][column] = Cell(text: text, look: look)
    if width == 2 { rows[row][column + 1] = Cell(text: "", look: look) }
    column += width
    return true
  }

  /// Obeys the next sequence; false where it is not complete.
  private mutating func escape() -> Bool {
    guard bytes.count > 1 else { return false }
    guard bytes[1] == UInt8(ascii: "[") else {
      bytes.removeFirst(2)
      return true
    }
    guard let end = bytes[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return false
    }
    let words = String(decoding: bytes[2..<end], as: UTF8.self)
    let number = Int(words)
    let command = Character(UnicodeScalar(bytes[end]))
    bytes.removeFirst(end + 1)
    switch command {
    case "m":
      let codes = words.split(separator: ";")
      let added = (codes.last { $0 == "0" } == nil ? look.split(separator: ";") : []) + codes
      look = added.filter { $0 != "0" }.joined(separator: ";")
    case "A": row = max(0, row - (number ?? 1))
    case "B": for _ in 0..<(number ?? 1) { down() }
    case "C": column = min(columns - 1, column + (number ?? 1))
    case "D": column = max(0, column - (number ?? 1))
    case "G": column = max(0, (number ?? 1) - 1)
    case "K": erase(number ?? 0)
    case "J":
      erase(0)
      rows.removeSubrange((row + 1)...)
    case "P":
      let cells = rows[row].indices.clamped(to: column..<column + (number ?? 1))
      rows[row].removeSubrange(cells)
    default: break
    }
    return true
  }

  private mutating func erase(_ what: Int) {
    let cells = what == 0 ? column..<Int.max : what == 1 ? 0..<column + 1 : 0..<Int.max
    for index in rows[row].indices.clamped(to: cells) { rows[row][index] = Cell() }
  }
}
