/// `text` with every character that a terminal might obey, hide or reorder written as an escape,
/// `\n` or `\u{1B}`.
package func visible(_ text: some StringProtocol) -> String {
  escaped(String(text), keepsLines: false)
}

/// `text` of several lines made safe as `visible` does; its line ends and tabs stay.
package func visibleLines(_ text: String) -> String { escaped(text, keepsLines: true) }

/// Whether a terminal might obey, hide or reorder this character instead of showing it.
package func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator:
    // The joiner of composed emoji is a format character that terminals need.
    scalar.value != 0x200D
  default:
    false
  }
}

private func escaped(_ text: String, keepsLines: Bool) -> String {
  func stays(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F || keepsLines && (byte == 0x0A || byte == 0x09)
  }
  // Nearly all text is plain, and a lab may print a lot of it.
  if text.utf8.allSatisfy(stays) { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    let isKept = scalar.isASCII ? stays(UInt8(scalar.value)) : !isUnprintable(scalar)
    if isKept {
      result.unicodeScalars.append(scalar)
    } else {
      result += escape(scalar)
    }
  }
  return result
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": "\\n"
  case "\r": "\\r"
  case "\t": "\\t"
  default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}
