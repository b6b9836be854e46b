/// Text from scripts and data made safe to print.
package enum Printable {
  /// `text` on one line, with what could steer a terminal or reorder a line replaced.
  ///
  /// Tabs and line ends become spaces; other control, format and unassigned characters become
  /// `�` (`?` in ASCII); at most eight scalars are kept of one character.
  package static func line(_ text: String, glyphs: Style.Glyphs = .unicode) -> String {
    if isPlain(text) { return text }
    var result = ""
    var opened = false
    for character in text {
      // √m reads as sqrt(m).
      if glyphs == .ascii && character == "√" {
        if opened { result.append(")") }
        result += "sqrt("
        opened = true
        continue
      }
      if opened && !character.isLetter && !character.isNumber && character != "(" {
        result.append(")")
        opened = false
      }
      if character == "\t" || character.isNewline {
        result.append(" ")
      } else if character.isASCII {
        result.append(isHarmless(character) ? character : glyphs == .ascii ? "?" : "\u{FFFD}")
      } else if glyphs == .ascii {
        result += spelled(character)
      } else {
        result.append(safe(character))
      }
    }
    return opened ? result + ")" : result
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  private static func isHarmless(_ character: Character) -> Bool {
    guard let value = character.asciiValue else { return false }
    return (0x20...0x7E).contains(value)
  }

  private static func safe(_ character: Character) -> Character {
    let scalars = character.unicodeScalars
    let isJoined = scalars.contains { $0.properties.isEmoji && $0.value > 0xFF }
    let isSafe =
      scalars.count <= 8
      && scalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
          return false
        case .format:
          return isJoined && scalar.value == 0x200D
        default:
          return true
        }
      }
    return isSafe && DisplayWidth.of(character) > 0 ? character : "\u{FFFD}"
  }

  /// A character in ASCII: its letter without accents, a Greek letter's name, or `?`.
  private static func spelled(_ character: Character) -> String {
    guard let scalar = character.unicodeScalars.first else { return "?" }
    if let word = words[scalar] { return word }
    guard let name = scalar.properties.name else { return "?" }
    let parts = name.split(separator: " ")
    guard parts.count >= 4, parts[2] == "LETTER" else { return "?" }
    let isLower = parts[1] == "SMALL"
    switch parts[0] {
    case "LATIN" where parts[3].count <= 2:
      return isLower ? parts[3].lowercased() : String(parts[3])
    case "GREEK":
      return isLower
        ? parts[3].lowercased() : parts[3].prefix(1) + parts[3].dropFirst().lowercased()
    default:
      return "?"
    }
  }

  private static let words: [Unicode.Scalar: String] = [
    "×": "x", "·": ".", "⋅": ".", "÷": "/", "−": "-", "–": "-", "—": "-", "±": "+-",
    "≈": "~", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "←": "<-", "∞": "inf", "∑": "sum ",
    "∂": "d", "∇": "grad ", "∈": " in ", "‖": "||", "…": "...", "‘": "'", "’": "'", "“": "\"",
    "”": "\"", "«": "<<", "»": ">>", "°": " deg", "%": "%", "²": "^2", "³": "^3", "¹": "^1",
    "⁰": "^0", "⁴": "^4", "ᵀ": "^T", "⁺": "^+", "⁻": "^-", "₀": "_0", "₁": "_1", "₂": "_2",
    "₃": "_3", "½": "1/2", "¼": "1/4", "¾": "3/4", "ß": "ss", "µ": "mu", "\u{A0}": " ",
    "′": "'", "″": "\"", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "⊗": "(x)",
    "•": "*", "✓": "ok", "✗": "x", "█": "#",
  ]
}

extension Style {
  /// A label made safe for this style's glyphs.
  func clean(_ text: String) -> String { Printable.line(text, glyphs: glyphs) }

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

/// `text` in at most `columns`, its end replaced by `~` where it is longer.
func cut(_ text: String, _ columns: Int) -> String {
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

/// `text` followed, or preceded, by spaces up to `columns`.
func padded(_ text: String, _ columns: Int, right: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, columns - DisplayWidth.of(text)))
  return right ? space + text : text + space
}
