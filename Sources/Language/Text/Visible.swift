/// `text` with every character that a terminal might obey, hide or reorder written as an escape,
/// `\n` or `\u{1B}`.
public func visible(_ text: some StringProtocol) -> String { escaped(text) { _ in false } }

/// `text` of several lines made safe as `visible` does; its line ends and tabs stay.
public func visibleLines(_ text: some StringProtocol) -> String {
  escaped(text) { $0 == "\n" || $0 == "\t" }
}

/// Whether a terminal might obey, hide or reorder this character instead of showing it.
func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator:
    // The joiner of composed emoji is a format character that terminals need.
    scalar.value != 0x200D
  default:
    false
  }
}

private func escaped(
  _ text: some StringProtocol, except stays: (Unicode.Scalar) -> Bool
) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
  var result = ""
  for scalar in text.unicodeScalars {
    if isUnprintable(scalar) && !stays(scalar) {
      result += escape(scalar)
    } else {
      result.unicodeScalars.append(scalar)
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
