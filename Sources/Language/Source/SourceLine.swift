import Text

/// The part of a source line around a span, as a terminal shows it.
struct SourceLine {
  private(set) var text = ""
  /// The column, from 0, at which the span starts.
  private(set) var caret = 0
  /// How many columns of the span are shown, at least 1.
  private(set) var caretWidth = 1

  private struct Cell {
    var text: String
    var columns: Int
    var isMarked: Bool
  }

  /// The line on which `span` starts, cut to `width` columns around it; `ellipsis` marks the cuts.
  init(_ span: Span, width: Int, ellipsis: String) {
    let cells = SourceLine.cells(around: span, width: width)
    let marked = cells.firstIndex(where: \.isMarked) ?? cells.count

    // The window shows the mark's start in its last two thirds, and as much before it as fits.
    let budget = max(8, width - 2 * ellipsis.utf8.count)
    var first = marked
    var used = 0
    while first > 0, used + cells[first - 1].columns <= budget * 2 / 3 {
      first -= 1
      used += cells[first].columns
    }
    var last = marked
    while last < cells.count, used + cells[last].columns <= budget {
      used += cells[last].columns
      last += 1
    }
    while first > 0, used + cells[first - 1].columns <= budget {
      first -= 1
      used += cells[first].columns
    }

    let startsLater = first > 0 || cells.first.map { $0.text.isEmpty } == true
    let head = startsLater ? ellipsis : ""
    let shown = cells[first..<last]
    text = head + shown.map(\.text).joined()
    if last < cells.count { text += ellipsis }
    while text.last == " " { text.removeLast() }
    caret = head.count + cells[first..<min(marked, last)].reduce(0) { $0 + $1.columns }
    caretWidth = max(1, shown.filter(\.isMarked).reduce(0) { $0 + $1.columns })
  }

  /// The characters near the span's start; a 10 MB line is not read whole.
  private static func cells(around span: Span, width: Int) -> [Cell] {
    let bytes = span.file.bytes
    let isNewline = { (byte: UInt8) in byte == UInt8(ascii: "\n") }
    let start = min(max(span.start, 0), bytes.count)
    let end = max(span.end, start + 1)
    var low = start
    while low > 0, !isNewline(bytes[low - 1]), start - low < 4 * width { low -= 1 }
    var high = start
    while high < bytes.count, !isNewline(bytes[high]), high - start < 4 * width { high += 1 }
    // Not in the middle of a character.
    while low < start, bytes[low] & 0xC0 == 0x80 { low += 1 }
    while high > start, high < bytes.count, bytes[high] & 0xC0 == 0x80 { high -= 1 }
    if high > low, bytes[high - 1] == UInt8(ascii: "\r") { high -= 1 }

    var cells: [Cell] = []
    if low > 0, !isNewline(bytes[low - 1]) {
      // An empty cell says that the line began earlier.
      cells.append(Cell(text: "", columns: 0, isMarked: false))
    }
    var column = 0
    var offset = low
    for character in String(decoding: bytes[low..<max(low, high)], as: UTF8.self) {
      var text = visible(String(character))
      if character == "\t" { text = String(repeating: " ", count: 4 - column % 4) }
      let width = DisplayWidth.of(text)
      let isMarked =
        offset >= start && offset < end
        || offset < start && offset + character.utf8.count > start
      cells.append(Cell(text: text, columns: width, isMarked: isMarked))
      column += width
      offset += character.utf8.count
    }
    if high < bytes.count, !isNewline(bytes[high]), bytes[high] != UInt8(ascii: "\r") {
      cells.append(Cell(text: "", columns: width, isMarked: false))
    }
    return cells
  }
}
