import Platform
import Text

/// Shows output to someone at a terminal a screen at a time, and keeps the latest of it.
///
/// It waits between blocks: a picture or a piece of code that fits a screen is never cut, and what is
/// taller is cut at empty lines.
package final class Pager {
  private static let most = 4 << 20
  private let size: () -> (columns: Int, rows: Int)
  /// Waits for the reader; returns whether to show more.
  private let wait: () -> Bool
  /// What is said where the rest is skipped.
  private let skipped: String
  /// Rows shown since the reader last did something.
  private var used = 0
  /// Whether the rest is skipped until something is asked again.
  private var isSkipping = false
  /// Whether the reader has just turned the page.
  private var isTurned = false
  private var page: [Block] = []
  private var pageBytes = 0
  private var last: [Block] = []
  /// How long the reader was waited for since `startWatch`.
  private(set) var waited = Duration.zero

  private struct Block {
    let text: String
    let isWhole: Bool
  }

  /// A pager for a window of that size (zeros where unknown, which never pauses).
  package init(
    size: @escaping () -> (columns: Int, rows: Int) = { Terminal.size() }, skipped: String = "",
    wait: @escaping () -> Bool
  ) {
    (self.size, self.skipped, self.wait) = (size, skipped, wait)
  }

  /// Something new is shown from here on.
  package func begin() {
    if !page.isEmpty { last = page }
    (page, pageBytes) = ([], 0)
    turn()
  }

  /// The reader is here, or watches something run: a screen begins.
  package func turn() { (used, isSkipping) = (0, false) }

  /// Shows again what comes from here on.
  package func endSkipping() { isSkipping = false }

  /// Measures from here on how long the reader is waited for.
  func startWatch() { waited = .zero }

  /// Shows lines, each ended by a line feed; those that are not a whole are cut at any empty line.
  func show(_ text: String, isWhole: Bool, _ write: (String) -> Void, pause: () -> Void) {
    if pageBytes < Self.most { page.append(Block(text: text, isWhole: isWhole)) }
    pageBytes += text.utf8.count
    pass(Block(text: text, isWhole: isWhole), write, pause: pause)
  }

  /// Shows the latest output again, or returns false if there was none.
  func showAgain(_ write: (String) -> Void, pause: () -> Void) -> Bool {
    for block in last { pass(block, write, pause: pause) }
    page = []
    return !last.isEmpty
  }

  private func pass(_ block: Block, _ write: (String) -> Void, pause: () -> Void) {
    for part in block.isWhole && fits(block.text) ? [block.text] : Self.paragraphs(block.text) {
      var rest = Self.lines(of: part)[...]
      while !rest.isEmpty, !isSkipping {
        let shown = take(&rest)
        if !shown.isEmpty {
          write(shown)
          isTurned = false
        }
        guard !rest.isEmpty else { continue }
        stop(pause)
        if isSkipping { write(skipped) }
      }
    }
  }

  private var room: Int {
    // The last row is where the reader is asked, or the prompt stands.
    let rows = size().rows
    return rows > 4 ? rows - 1 : Int.max
  }

  private func fits(_ text: String) -> Bool {
    let columns = size().columns
    return Self.lines(of: text).reduce(0) { $0 + Self.height($1, columns) } <= room
  }

  /// Takes the lines that fit what is left of the screen, or none where a fresh one is better.
  private func take(_ lines: inout ArraySlice<Substring>) -> String {
    let (columns, room) = (size().columns, room)
    if isTurned { lines = lines.drop { $0 == "\n" } }
    let heights = lines.map { Self.height($0, columns) }
    let height = heights.reduce(0, +)
    if height <= room - used {
      defer { lines = [] }
      used += height
      return lines.joined()
    }
    if used > 0, height <= room || used > room / 2 { return "" }
    var count = 0
    var taken = 0
    var atGap: Int?
    for (line, height) in zip(lines, heights) {
      guard taken + height <= room - used || count == 0 else { break }
      taken += height
      count += 1
      if line == "\n", taken > (room - used) / 2 { atGap = count }
    }
    let text = lines.prefix(atGap ?? count).joined()
    lines = lines.dropFirst(atGap ?? count)
    used = room
    return text
  }

  private func stop(_ pause: () -> Void) {
    pause()
    let start = ContinuousClock.now
    isSkipping = !wait()
    waited += ContinuousClock.now - start
    (used, isTurned) = (0, true)
  }

  private static func height(_ line: Substring, _ columns: Int) -> Int {
    // A picture of pixels has several rows in a line.
    let rows = Escapes.removed(from: line).split(separator: "\n", omittingEmptySubsequences: false)
    return rows.dropLast(line.last == "\n" ? 1 : 0).reduce(0) { height, row in
      let width = DisplayWidth.of(row)
      return height + (columns > 0 && width > columns ? (width + columns - 1) / columns : 1)
    }
  }

  /// The lines of a text, with their line feeds.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var rest = text[...]
    while let end = rest.firstIndex(of: "\n") {
      lines.append(rest[...end])
      rest = rest[rest.index(after: end)...]
    }
    return rest.isEmpty ? lines : lines + [rest]
  }

  /// The parts of a text up to and including its empty lines.
  private static func paragraphs(_ text: String) -> [String] {
    var parts = [""]
    for line in lines(of: text) {
      parts[parts.count - 1] += line
      if line == "\n" { parts.append("") }
    }
    return parts.filter { !$0.isEmpty }
  }
}
