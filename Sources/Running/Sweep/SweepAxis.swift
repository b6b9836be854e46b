/// A parameter and the values that it takes one after another: `hidden=32,64`.
package struct SweepAxis: Sendable {
  /// The parameter's name.
  package let name: String
  /// The values as written.
  package let values: [String]

  /// What `name=value,value` says; nil where that is not what it is. A comma inside brackets or quotes
  /// belongs to a value.
  package init?(_ text: String) {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else { return nil }
    name = String(text[..<sign])
    values = Self.parts(text[text.index(after: sign)...])
    if values.contains("") { return nil }
  }

  private static func parts(_ text: Substring) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      switch character {
      case quote: quote = nil
      case _ where quote != nil: break
      case "\"", "'": quote = character
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "," where depth == 0:
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    return parts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }
}
