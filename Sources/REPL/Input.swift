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

  /// Interprets `line`; `isBound` says whether the script has set a name.
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
    } else if let (word, argument) = Self.bare(text), !isBound(word) {
      self =
        argument.isEmpty
        ? .command(name: word == "exit" ? "quit" : word, argument: "") : .reference(argument)
    } else {
      self = .code(text)
    }
  }

  /// `quit`, `quit()` as in Python, `help(softmax)`.
  private static func bare(_ text: String) -> (word: String, argument: String)? {
    guard let open = text.firstIndex(of: "(") else {
      return bareWords.contains(text) ? (text, "") : nil
    }
    let word = String(text[..<open])
    let argument = text[text.index(after: open)...].dropLast()
    let isName = argument.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard text.hasSuffix(")"), isName, bareWords.contains(word),
      argument.isEmpty || word == "help"
    else { return nil }
    return (word, String(argument))
  }

  /// The lines of `text` that begin with one of the prompts, without it; all of `text` if its first
  /// line has none.
  static func unprompted(_ text: String, _ prompts: [String]) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, prompts.contains(where: first.hasPrefix) else { return text }
    return lines.compactMap { line in
      prompts.first(where: line.hasPrefix).map { line.dropFirst($0.count) }
    }
    .joined(separator: "\n")
  }

  /// Whether a line reads like English: three words or more, and nothing that code is made of.
  static func isSentence(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count > 2
      && words.allSatisfy { word in
        word.contains(where: \.isLetter)
          && word.allSatisfy { $0.isLetter || "'’-,.?!".contains($0) }
      }
  }

  /// `text` without blanks and line ends around it.
  static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
