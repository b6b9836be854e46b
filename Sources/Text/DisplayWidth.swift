/// Columns that text takes in a terminal.
package enum DisplayWidth {
  /// The columns of a whole string.
  package static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    for character in text { width += of(character) }
    return width
  }

  /// The columns of one character as a reader sees it: 0, 1, 2 or, rarely, more.
  package static func of(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    if isFlag(character) { return 2 }
    var width = 0
    var last: Unicode.Scalar?
    var isJoined = false
    for scalar in character.unicodeScalars {
      if isJoined {
        isJoined = false
      } else if let last, last.properties.isEmoji, changes(scalar) {
        // A selector, joiner or modifier changes the emoji before it and adds no columns.
        if scalar == selector { width = 2 }
        isJoined = scalar == joiner
      } else {
        width += of(scalar)
      }
      if scalar != selector, !scalar.properties.isEmojiModifier { last = scalar }
    }
    return width
  }

  private static let selector: Unicode.Scalar = "\u{FE0F}"
  private static let joiner: Unicode.Scalar = "\u{200D}"

  private static func changes(_ scalar: Unicode.Scalar) -> Bool {
    scalar == selector || scalar == joiner || scalar.properties.isEmojiModifier
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if zeroRanges.contains(where: { $0.contains(value) }) { return 0 }
    switch scalar.properties.generalCategory {
    case .format: return shownFormats.contains { $0.contains(value) } ? 1 : 0
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
    case .spacingMark: return 1
    default: return isWide(scalar) ? 2 : 1
    }
  }

  private static func isFlag(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { (0x1F1E6...0x1F1FF).contains($0.value) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    guard value >= 0x1100 else { return false }
    if scalar.properties.isEmojiPresentation { return true }
    return wideRanges.contains { $0.contains(value) }
  }

  /// Letters that take no column: jamo that join the one before, and fillers.
  private static let zeroRanges: [ClosedRange<UInt32>] = [
    0x1160...0x11FF, 0x3164...0x3164, 0xD7B0...0xD7FF, 0xFFA0...0xFFA0,
  ]

  /// Format characters that are visible: the soft hyphen, and signs that enclose digits.
  private static let shownFormats: [ClosedRange<UInt32>] = [
    0xAD...0xAD, 0x600...0x605, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891, 0x8E2...0x8E2,
    0x110BD...0x110BD, 0x110CD...0x110CD,
  ]

  /// East Asian Width W and F of Unicode's UAX 11, in blocks, without emoji.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
    0x3041...0x3247, 0x3250...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
    0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
