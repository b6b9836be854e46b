import Text

extension Style {
  /// A label made safe for this style's glyphs.
  func clean(_ text: String) -> String { Printable.line(text, glyphs: words) }

  /// A safe label in at most `columns`, cut with `~`.
  func fitted(_ text: String, _ columns: Int) -> String { cut(clean(text), columns) }

  /// A safe text broken at spaces into lines of at most `columns`.
  func wrapped(_ text: String, _ columns: Int) -> [String] {
    let columns = max(columns, 1)
    let whole = clean(text)
    if DisplayWidth.of(whole) <= columns { return whole.allSatisfy { $0 == " " } ? [] : [whole] }
    var lines: [String] = []
    var line = ""
    var used = 0
    func close() {
      if used > 0 { lines.append(line) }
      line = ""
      used = 0
    }
    for word in text.split(separator: " ").map({ clean(String($0)) }) {
      let size = DisplayWidth.of(word)
      if used > 0 && used + 1 + size > columns { close() }
      if used > 0 {
        line += " "
        used += 1
      }
      line += size > columns ? cut(word, columns) : word
      used += min(size, columns)
    }
    close()
    return lines
  }
}
