import Language

extension Command {
  static let set = Command(
    "set", "k=v...", "change parameters or the data; marks the steps that read them",
    isFirst: true, completes: .settings
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else { return prompt.listSettings() }
    guard let settings = Setting.all(in: argument) else {
      throw Diagnostic(
        .usage, ":set needs names and values", hint: "such as `:set \(prompt.exampleSetting)`")
    }
    try prompt.set(settings)
  }

  /// `k=v`, `k = v`, or `k v`.
  struct Setting: Equatable {
    let name: String
    let value: String

    init?(_ text: String) {
      let sign = text.firstIndex(of: "=") ?? text.firstIndex(where: \.isWhitespace)
      guard let sign else { return nil }
      name = Input.trimmed(text[..<sign])
      value = Input.trimmed(text[text.index(after: sign)...])
      guard !name.isEmpty, !value.isEmpty else { return nil }
    }

    /// `a=1 b=[2, 3]`: each goes on to the next name with an equals sign behind it; nil if one lacks its
    /// name or value.
    static func all(in text: String) -> [Self]? {
      var settings: [Self] = []
      let starts = Self.starts(in: text)
      for (start, end) in zip(starts, starts.dropFirst() + [text.endIndex]) {
        guard let setting = Self(Input.trimmed(text[start..<end])) else { return nil }
        settings.append(setting)
      }
      return settings
    }

    /// Whether the value is one word, apart from what is in quotes and brackets.
    var isOneWord: Bool { Self.outside(value).allSatisfy { !value[$0].isWhitespace } }

    private static func starts(in text: String) -> [String.Index] {
      let outside = Set(outside(text))
      var starts = [text.startIndex]
      for sign in outside.sorted() where text[sign] == "=" {
        guard !text[text.index(after: sign)...].hasPrefix("=") else { continue }
        let before = text[..<sign]
        guard let nameEnd = before.lastIndex(where: { !$0.isWhitespace }) else { continue }
        let gap = before[...nameEnd].lastIndex { !$0.isLetter && !$0.isNumber && $0 != "_" }
        // Not in `word=a=b`, nor in `n=m <= 3`.
        guard let gap, gap < nameEnd, text[gap].isWhitespace, outside.contains(gap) else {
          continue
        }
        starts.append(text.index(after: gap))
      }
      return starts
    }

    /// The places that are not within quotes or brackets.
    private static func outside(_ text: String) -> [String.Index] {
      var found: [String.Index] = []
      var (depth, isEscaped) = (0, false)
      var quote: Character?
      for index in text.indices {
        let character = text[index]
        if isEscaped {
          isEscaped = false
        } else if let open = quote {
          if character == "\\" { isEscaped = true } else if character == open { quote = nil }
        } else if character == "\"" || character == "'" {
          quote = character
        } else if "([{".contains(character) {
          depth += 1
        } else if ")]}".contains(character) {
          depth = max(depth - 1, 0)
        } else if depth == 0 {
          found.append(index)
        }
      }
      return found
    }
  }
}
