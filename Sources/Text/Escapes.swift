/// Escape codes, by which a program speaks to the terminal instead of the reader.
package enum Escapes {
  /// A line feed that is part of a picture, behind a carriage return: a screen is not cut there.
  package static let innerLineFeed = "\r\u{B}"

  /// `text` as it is read: without colours, pictures and movements; every line ends with a line feed.
  package static func removed(from text: some StringProtocol) -> String {
    var result: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case 0x1B: skip(&bytes)
      case 0x0D: break
      case 0x0B: result.append(0x0A)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Skips what follows an ESC.
  private static func skip(_ bytes: inout some IteratorProtocol<UInt8>) {
    switch bytes.next() {
    case UInt8(ascii: "["):
      while let byte = bytes.next(), !(0x40...0x7E).contains(byte) {}
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"):
      // Up to a string terminator, or the bell that may stand for it.
      var isEnding = false
      while let byte = bytes.next(), byte != 0x07, !(isEnding && byte == 0x5C) {
        isEnding = byte == 0x1B
      }
    default: break
    }
  }
}
