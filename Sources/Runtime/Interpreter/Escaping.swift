/// Keeps what scripts print from steering the terminal.
public enum Escaping {
  /// The text with control characters written as `\x1b`; new lines and tabs stay.
  public static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        let digits = String(scalar.value, radix: 16)
        result += scalar.value < 0x100 ? "\\x" : "\\u{"
        result += digits.count < 2 ? "0" + digits : digits
        if scalar.value >= 0x100 { result += "}" }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a: false
    // C0, delete and C1; then marks that reorder or hide text.
    case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
    default: false
    }
  }
}
