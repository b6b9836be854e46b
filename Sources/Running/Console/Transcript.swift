import Text

/// What a console has shown and what was typed, without colours: the latest of it.
struct Transcript {
  private static let most = 8 << 20
  private(set) var text = ""
  /// Whether something has been left out at the start.
  private(set) var isCut = false

  /// Adds text as it was printed.
  mutating func add(_ printed: String) {
    text += Escapes.removed(from: printed)
    guard text.utf8.count > 2 * Self.most else { return }
    let rest = text.utf8.suffix(Self.most)
    let start = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.startIndex
    text = String(text[start...].dropFirst())
    isCut = true
  }
}
