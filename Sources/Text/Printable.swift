/// Text from scripts and data made safe to print.
package enum Printable {
  /// `text` on one line, without what could control a terminal or reorder the line.
  ///
  /// Tabs and line ends become spaces; other control, format and unassigned characters become `�`
  /// (`?` in ASCII); at most eight scalars of a character are kept. In ASCII the others are
  /// transliterated.
  package static func line(_ text: String, glyphs: Glyphs = .unicode) -> String {
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
        let kept = safe(character)
        result += kept == "\u{FFFD}" ? "?" : Transliteration.ascii(kept)
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
}
