/// Collects the lines of a stretch of prose.
struct ProseBuffer {
  private var bytes: [UInt8] = []
  private var range: Range<Int>?

  /// Adds a piece of a line, found at `offset` in the file.
  mutating func append(_ piece: ArraySlice<UInt8>, at offset: Int) {
    bytes += piece
    range = (range?.lowerBound ?? offset)..<offset + piece.count
  }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  /// The text without blank lines at its ends, and where it was; nil if there is none.
  mutating func take() -> (text: String, range: Range<Int>)? {
    defer { self = ProseBuffer() }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let isBlank = { (line: ArraySlice<UInt8>) in line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    guard let range, let first = lines.firstIndex(where: { !isBlank($0) }),
      let last = lines.lastIndex(where: { !isBlank($0) })
    else { return nil }
    let kept = bytes[lines[first].startIndex..<lines[last].endIndex]
    return (String(decoding: kept, as: UTF8.self), range)
  }
}

/// `text` without blanks and newlines at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  let isBlank = { (character: Character) in character.isWhitespace }
  guard let first = text.firstIndex(where: { !isBlank($0) }),
    let last = text.lastIndex(where: { !isBlank($0) })
  else { return "" }
  return String(text[first...last])
}
