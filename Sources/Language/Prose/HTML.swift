import Text

/// Text in HTML.
package enum HTML {
  /// Text with everything escaped that HTML could take for a mark; control characters are shown.
  package static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        if isUnprintable(scalar) {
          result += visible(String(Character(scalar)))
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
