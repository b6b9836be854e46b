/// `text` as lines of at most `width` columns, broken at blanks.
///
/// Lines after the first are shorter by `hanging`. Blanks within a line stay. A text that fits is
/// left as it is, and so is a word that does not.
package func wrapped(_ text: String, _ width: Int, hanging: Int = 0) -> [String] {
  if columns(of: text) <= width { return [text] }
  var lines = [String(text.prefix { $0 == " " })]
  var isBare = true
  var room = width
  let words = text.drop { $0 == " " }.split(separator: " ", omittingEmptySubsequences: false)
  for word in words {
    let line = lines[lines.count - 1] + (isBare ? "" : " ") + word
    if isBare || columns(of: line) <= room {
      lines[lines.count - 1] = line
      isBare = isBare && word.isEmpty
    } else {
      while lines[lines.count - 1].last == " " { lines[lines.count - 1].removeLast() }
      lines.append(String(word))
      isBare = word.isEmpty
      room = width - hanging
    }
  }
  if isBare, lines.count > 1 { lines.removeLast() }
  return lines
}

/// The columns that a text takes; its colours take none.
private func columns(of text: String) -> Int {
  var columns = 0
  var isColour = false
  for character in text {
    if isColour {
      isColour = character != "m"
    } else if character == "\u{1B}" {
      isColour = true
    } else {
      columns += DisplayWidth.of(character)
    }
  }
  return columns
}

/// `text` cut to `columns`, ending in `~` if it was longer.
package func cut(_ text: String, _ columns: Int) -> String {
  guard columns > 0 else { return "" }
  guard DisplayWidth.of(text) > columns else { return text }
  var result = ""
  var used = 0
  for character in text {
    let width = DisplayWidth.of(character)
    if used + width > columns - 1 { break }
    result.append(character)
    used += width
  }
  return result + "~"
}

/// `text` padded with spaces to `columns`, on the left if `right`.
package func padded(_ text: String, _ columns: Int, right: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, columns - DisplayWidth.of(text)))
  return right ? space + text : text + space
}
