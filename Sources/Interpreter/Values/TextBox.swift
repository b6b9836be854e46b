/// A text on the heap. Positions count Unicode scalars, as Python's do.
public final class TextBox {
  package var string: String
  /// The number of scalars, once asked for; small, since a list may hold millions of texts.
  private var knownCount: Int32 = -1
  /// The hash, once asked for; never 0.
  private var knownHash: UInt32 = 0

  /// A box around `string`.
  package init(_ string: String) {
    self.string = string
  }

  /// The number of Unicode scalars.
  package var count: Int {
    if knownCount >= 0 { return Int(knownCount) }
    let count =
      string.utf8.withContiguousStorageIfAvailable { bytes in
        // All bytes except those that continue a scalar.
        bytes.reduce(0) { $0 + (Int8(bitPattern: $1) >= -64 ? 1 : 0) }
      } ?? string.unicodeScalars.count
    knownCount = Int32(exactly: count) ?? -1
    return count
  }

  /// The hash, which equal texts share.
  package var hash: Int {
    if knownHash != 0 { return Int(knownHash) }
    let state = string.withUTF8 { bytes in
      bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
    }
    knownHash = max(1, UInt32(truncatingIfNeeded: state ^ (state >> 32)))
    return Int(knownHash)
  }

  /// Appends `other` in place; only for a caller with the only reference.
  package func append(_ other: TextBox) {
    let (sum, overflowed) = knownCount.addingReportingOverflow(other.knownCount)
    let isKnown = knownCount >= 0 && other.knownCount >= 0 && !overflowed
    string += other.string
    knownCount = isKnown ? sum : -1
    knownHash = 0
  }

  /// Whether scalar positions are byte positions, so that indexing need not walk.
  private var isASCII: Bool { count == string.utf8.count }

  /// The position of scalar number `offset`, at most `count`.
  private func position(_ offset: Int) -> String.Index {
    isASCII
      ? string.utf8.index(string.utf8.startIndex, offsetBy: offset)
      : string.unicodeScalars.index(string.unicodeScalars.startIndex, offsetBy: offset)
  }

  /// The scalar at `offset`, which must be in range, as a text.
  package func scalar(at offset: Int) -> String {
    String(string.unicodeScalars[position(offset)])
  }

  /// The scalars in `range`, which must be in range.
  package func slice(_ range: Range<Int>) -> String {
    String(string.unicodeScalars[position(range.lowerBound)..<position(range.upperBound)])
  }
}
