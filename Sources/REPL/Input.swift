/// What a line at the prompt asks for.
enum Input: Equatable {
  /// An empty line: the next step.
  case next
  /// `:name argument`.
  case command(name: String, argument: String)
  /// `?name`.
  case reference(String)
  /// Anything else.
  case code(String)

  /// Words that are commands without a colon too, unless the script has a name like that.
  private static let bareWords = ["help", "next", "quit", "exit"]

  /// Understands `line`; `isBound` tells whether the script has set a name.
  init(_ line: String, isBound: (String) -> Bool) {
    let text = Self.trimmed(line)
    if text.isEmpty {
      self = .next
    } else if text.hasPrefix(":") {
      let rest = text.dropFirst()
      let name = rest.prefix { !$0.isWhitespace }
      self = .command(
        name: String(name), argument: Self.trimmed(rest.dropFirst(name.count)))
    } else if text.hasPrefix("?") {
      self = .reference(Self.trimmed(text.dropFirst()))
    } else if text.hasSuffix("?"), !text.contains(where: \.isWhitespace) {
      self = .reference(String(text.dropLast()))
    } else if Self.bareWords.contains(text), !isBound(text) {
      self = .command(name: text == "exit" ? "quit" : text, argument: "")
    } else {
      self = .code(text)
    }
  }

  /// `text` without blanks and line ends around it.
  static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
