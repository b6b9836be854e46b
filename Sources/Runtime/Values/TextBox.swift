/// A text on the heap. Positions count Unicode scalars, as Python's do.
public final class TextBox {
  var string: String
  /// The number of scalars, once somebody asked.
  private var knownCount = -1
  private var knownHash: Int?

  /// A box around `string`.
  public init(_ string: String) {
    self.string = string
  }

  /// The number of Unicode scalars.
  var count: Int {
    if knownCount < 0 { knownCount = string.unicodeScalars.count }
    return knownCount
  }

  /// The same for equal texts.
  var hash: Int {
    if let knownHash { return knownHash }
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in string.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let hash = Int(truncatingIfNeeded: state ^ (state >> 32))
    knownHash = hash
    return hash
  }

  /// Adds `other` in place; only for who holds the only reference.
  func append(_ other: TextBox) {
    let sum = knownCount >= 0 && other.knownCount >= 0 ? knownCount + other.knownCount : -1
    string += other.string
    knownCount = sum
    knownHash = nil
  }

  /// Whether scalar positions are byte positions, so that indexing need not walk.
  private var isASCII: Bool { count == string.utf8.count }

  /// The position of the scalar number `offset`, at most `count`.
  private func position(_ offset: Int) -> String.Index {
    isASCII
      ? string.utf8.index(string.utf8.startIndex, offsetBy: offset)
      : string.unicodeScalars.index(string.unicodeScalars.startIndex, offsetBy: offset)
  }

  /// The scalar at `offset`, which lies within the text, as a text.
  func scalar(at offset: Int) -> String {
    String(string.unicodeScalars[position(offset)])
  }

  /// The scalars `range`, which lies within the text.
  func slice(_ range: Range<Int>) -> String {
    String(string.unicodeScalars[position(range.lowerBound)..<position(range.upperBound)])
  }
}
