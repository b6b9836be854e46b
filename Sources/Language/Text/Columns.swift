extension Character {
  /// How many columns of a terminal the character takes: 0, 1 or 2.
  var columns: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.isASCII { return 1 }
    // A text symbol followed by the emoji selector is drawn as an emoji.
    if scalars.contains("\u{FE0F}") { return 2 }
    return first.columns
  }
}

extension Unicode.Scalar {
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    switch value {
    // East Asian wide and full-width ranges (Unicode, UAX #11).
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1_7000...0x1_8AFF, 0x1_B000...0x1_B2FF,
      0x2_0000...0x3_FFFD:
      return 2
    default: return 1
    }
  }
}

/// How many columns of a terminal `text` takes.
func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + $1.columns } }
