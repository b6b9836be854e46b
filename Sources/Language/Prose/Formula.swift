import Text

/// Turns the TeX between two `$` into one line of text; what it does not know stays readable.
struct Formula {
  private static let maximumNesting = 24

  private let characters: [Character]
  private let unicode: Bool
  private var position = 0
  private var nesting = 0
  private var output = ""
  /// Whether the piece before was a word in ASCII, such as `alpha`.
  private var endsInWord = false

  /// `tex` as text, in Unicode or in ASCII.
  static func text(_ tex: String, unicode: Bool, keepsWords: Bool = false) -> String {
    var formula = Formula(Array(tex), unicode)
    formula.readAll()
    let text = formula.finished
    return unicode || keepsWords ? text : Transliteration.ascii(text)
  }

  private init(_ characters: [Character], _ unicode: Bool) {
    self.characters = characters
    self.unicode = unicode
  }

  /// The output with single blanks, and none at its ends.
  private var finished: String {
    output.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  private mutating func readAll() {
    while position < characters.count {
      // A stray closing brace is skipped.
      if characters[position] == "}" { position += 1 } else { readOne() }
    }
  }

  private mutating func readOne() {
    let character = characters[position]
    switch character {
    case "\\": readCommand()
    case "{": append(group())
    case "^", "_":
      position += 1
      append(script(argument(), isRaised: character == "^"))
    case "~", "&", "\n", "\t":
      position += 1
      append(" ")
    case "'":
      position += 1
      append(unicode ? "′" : "'")
    case "=", "<", ">", ":":
      position += 1
      append(String(character))
    default:
      position += 1
      append(String(character))
    }
  }

  private mutating func append(_ text: String, isWord: Bool = false) {
    // `\alpha x` and `\alpha\beta` in ASCII would run together.
    if let first = text.first, let last = output.last, first.isLetter, last.isLetter,
      isWord || endsInWord
    {
      output += " "
    }
    output += text
    endsInWord = isWord
  }

  // MARK: Arguments

  /// `{…}` as text, from its `{`.
  private mutating func group() -> String {
    position += 1
    let outer = (output, endsInWord)
    (output, endsInWord) = ("", false)
    nesting += 1
    while position < characters.count, characters[position] != "}" {
      // Too deep: what is left stays as it is.
      if nesting > Formula.maximumNesting {
        output.append(characters[position])
        position += 1
      } else {
        readOne()
      }
    }
    nesting -= 1
    position += 1
    let inner = finished
    (output, endsInWord) = outer
    return inner
  }

  /// The next group, command or character as text.
  private mutating func argument() -> String {
    while position < characters.count, characters[position] == " " { position += 1 }
    guard position < characters.count, characters[position] != "}" else { return "" }
    if characters[position] == "{" { return group() }
    let outer = (output, endsInWord)
    (output, endsInWord) = ("", false)
    nesting += 1
    if nesting > Formula.maximumNesting {
      output.append(characters[position])
      position += 1
    } else {
      readOne()
    }
    nesting -= 1
    let inner = finished
    (output, endsInWord) = outer
    return inner
  }

  /// The text of `[…]` if it is next.
  private mutating func option() -> String? {
    guard position < characters.count, characters[position] == "[",
      let close = characters[position...].prefix(64).firstIndex(of: "]")
    else { return nil }
    let inner = String(characters[position + 1..<close])
    position = close + 1
    return inner
  }

  // MARK: Commands

  private mutating func readCommand() {
    position += 1
    let start = position
    while position < characters.count, characters[position].isASCII, characters[position].isLetter {
      position += 1
    }
    if position == start, position < characters.count { position += 1 }
    let name = String(characters[start..<position])
    if let sign = Symbols.signs[name] {
      let text = unicode ? sign.unicode : sign.ascii
      append(
        sign.isSpaced ? " \(text) " : text,
        isWord: !unicode && !sign.isSpaced && text.count > 1 && text.allSatisfy(\.isLetter))
      return
    }
    readCommand(named: name)
  }

  private mutating func readCommand(named name: String) {
    switch name {
    case "frac", "dfrac", "tfrac":
      let numerator = argument()
      append(bracketed(numerator) + "/" + bracketed(argument()))
    case "sqrt":
      let degree = option()
      let radicand = argument()
      if let degree { append("(\(radicand))^(1/\(degree))") } else { append(root(radicand)) }
    case "mathbb":
      let letters = argument()
      append(unicode ? String(letters.map { Symbols.blackboard[$0] ?? $0 }) : letters)
    case "begin", "end":
      _ = argument()
      append(" ")
    case "text", "mathrm", "mathbf", "mathit", "mathsf", "mathcal", "mathtt", "boldsymbol",
      "operatorname", "textbf", "textit", "textrm", "bm", "underbrace", "overbrace", "mathbfit":
      let text = argument()
      append(text, isWord: text.count > 1)
    default:
      if let accent = Symbols.accents[name] {
        append(accented(argument(), by: accent, named: name))
      } else {
        // `\softmax`, `\log` and all that is unknown read well as they are.
        append(name, isWord: name.count > 1)
      }
    }
  }

  private func root(_ radicand: String) -> String {
    if unicode { return "√" + bracketed(radicand) }
    return "sqrt(\(radicand))"
  }

  private func accented(_ text: String, by accent: Unicode.Scalar, named name: String) -> String {
    guard unicode, text.count == 1, let letter = text.first else { return "\(name)(\(text))" }
    return String(letter) + String(Character(accent))
  }

  /// `a` or `(a + b)`.
  private func bracketed(_ text: String) -> String {
    let isSimple = text.allSatisfy { $0.isLetter || $0.isNumber || "√∞._^′".contains($0) }
    return isSimple ? text : "(\(text))"
  }

  /// `²`, `^(N×D)`, `^2`.
  private func script(_ text: String, isRaised: Bool) -> String {
    let mark = isRaised ? "^" : "_"
    guard !text.isEmpty else { return "" }
    if unicode {
      let tight = text.filter { $0 != " " }
      if tight == "ᵀ" || tight == "′" { return tight }
      let small = isRaised ? Transliteration.superscripts : Transliteration.subscripts
      let mapped = tight.compactMap { small[$0] }
      if mapped.count == tight.count { return String(mapped) }
      return tight.count == 1 ? mark + tight : "\(mark)(\(tight))"
    }
    return text.allSatisfy({ $0.isLetter || $0.isNumber }) || text.count == 1
      ? mark + text : "\(mark)(\(text))"
  }
}
