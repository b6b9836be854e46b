import Text

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
    true
  default:
    false
  }
}

/// The scalar encoded in UTF-8 at `offset` and its length in bytes; nil if it is not UTF-8.
func decodeScalar(in bytes: [UInt8], at offset: Int, end: Int) -> (Unicode.Scalar, length: Int)? {
  guard offset < end else { return nil }
  let first = bytes[offset]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first <= 0xF4, offset + length <= end else { return nil }
  var value = UInt32(first) & (0x7F >> UInt32(length))
  for byte in bytes[offset + 1..<offset + length] {
    guard byte & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  // Overlong forms spell a scalar in more bytes than it needs.
  guard length == 2 || value >= (length == 3 ? 0x800 : 0x1_0000),
    let scalar = Unicode.Scalar(value)
  else { return nil }
  return (scalar, length)
}

/// A character for a message: itself, if it is visible, and its number.
func describe(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  return isUnprintable(scalar) ? number : "`\(scalar)` (\(number))"
}

extension SourceFile {
  /// Refuses what is not text: bytes that are not UTF-8, and control characters.
  func checkText() throws(Diagnostic) {
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 {
        offset += 1
        continue
      }
      if byte == 0x0D, offset + 1 < bytes.count, bytes[offset + 1] == 0x0A {
        offset += 1
        continue
      }
      guard let (scalar, length) = decodeScalar(in: bytes, at: offset, end: bytes.count) else {
        throw Diagnostic(
          .syntax, "the file is not UTF-8 text (byte \(hex(byte)))",
          at: Span(self, offset, offset + 1), hint: "save it as UTF-8")
      }
      if scalar.properties.generalCategory == .control {
        throw Diagnostic(
          .syntax, "the file holds a control character (\(describe(scalar)))",
          at: Span(self, offset, offset + length),
          hint: "a lab is plain text: remove the character")
      }
      offset += length
    }
  }

  private func hex(_ byte: UInt8) -> String { "0x" + String(byte, radix: 16, uppercase: true) }
}
