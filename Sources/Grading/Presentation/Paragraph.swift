import Plotting

extension Console {
  /// Prints a text that may be longer than a line: broken at blanks, and set in further below.
  public func paragraph(_ text: String, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    let lines = wrapped(text, max(10, style.width - indent), hanging: 2)
    line(margin + lines.joined(separator: "\n  " + margin))
  }
}

/// `text` as lines of at most `width` columns, broken at blanks; those after the first are shorter by
/// `hanging`. Blanks before the first word stay. A text that fits stays as it is, and so does a word
/// that does not.
func wrapped(_ text: String, _ width: Int, hanging: Int = 0) -> [String] {
  if columns(of: text) <= width { return [text] }
  let margin = String(text.prefix { $0 == " " })
  var lines = [margin]
  var room = width
  for word in text.split(separator: " ") {
    let last = lines[lines.count - 1]
    if last == margin {
      lines[lines.count - 1] = margin + word
    } else if columns(of: last) + 1 + columns(of: String(word)) <= room {
      lines[lines.count - 1] = last + " " + word
    } else {
      lines.append(String(word))
      room = width - hanging
    }
  }
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
