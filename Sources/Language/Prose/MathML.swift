import Text

/// Turns TeX into MathML, which browsers draw and screen readers read; what it does not know stays
/// readable.
struct MathML {
  private static let maximumNesting = 24
  /// Signs that stand before what they range over, with limits below and above.
  private static let large: Set<String> = ["∑", "∏", "∫"]

  private let characters: [Character]
  private let isBlock: Bool
  private var position = 0
  private var nesting = 0
  /// Whether the next bracket is as high as what it encloses.
  private var stretches = false

  /// `tex` as an element `math`, on lines of its own if it `isBlock`.
  static func element(_ tex: String, isBlock: Bool) -> String {
    var reader = MathML(characters: Array(tex), isBlock: isBlock)
    var content = ""
    while reader.position < reader.characters.count {
      content += reader.row(cellEnds: false)
      // A stray closing brace is skipped.
      reader.position += 1
    }
    return "<math\(isBlock ? " display=\"block\"" : "")><semantics><mrow>\(content)</mrow>"
      + "<annotation encoding=\"application/x-tex\">\(HTML.escaped(tex))</annotation></semantics></math>"
  }

  private init(characters: [Character], isBlock: Bool) {
    (self.characters, self.isBlock) = (characters, isBlock)
  }

  /// An element, and whether scripts of it stand below and above.
  private typealias Atom = (text: String, hasLimits: Bool)

  /// Elements up to a closing brace, or to the end of a cell of a matrix.
  private mutating func row(cellEnds: Bool) -> String {
    var row = ""
    while position < characters.count, characters[position] != "}" {
      if cellEnds, characters[position] == "&" || starts("\\\\") || starts("\\end") { break }
      row += scripted(atom())
    }
    return row
  }

  private func starts(_ text: String) -> Bool {
    characters[position...].prefix(text.count).elementsEqual(text)
  }

  /// An element with the scripts that follow it.
  private mutating func scripted(_ base: Atom) -> String {
    var (below, above): (String?, String?)
    while position < characters.count {
      let character = characters[position]
      if character == "_", below == nil {
        position += 1
        below = argument()
      } else if character == "^", above == nil {
        position += 1
        above = (above ?? "") + argument()
      } else if character == "'" {
        position += 1
        above = "<mrow>\(above ?? "")<mo>′</mo></mrow>"
      } else {
        break
      }
    }
    let text = base.text.isEmpty ? "<mrow></mrow>" : base.text
    switch (below, above) {
    case (nil, nil): return base.text
    case (let below?, nil):
      return base.hasLimits ? "<munder>\(text)\(below)</munder>" : "<msub>\(text)\(below)</msub>"
    case (nil, let above?):
      return base.hasLimits ? "<mover>\(text)\(above)</mover>" : "<msup>\(text)\(above)</msup>"
    case (let below?, let above?):
      let name = base.hasLimits ? "munderover" : "msubsup"
      return "<\(name)>\(text)\(below)\(above)</\(name)>"
    }
  }

  /// The next group, command or character as one element.
  private mutating func argument() -> String {
    while position < characters.count, characters[position] == " " { position += 1 }
    guard position < characters.count, characters[position] != "}" else { return "<mrow></mrow>" }
    let text = characters[position].isNumber ? number(isSingle: true) : atom(isSingle: true).text
    return text.isEmpty ? "<mrow></mrow>" : text
  }

  private mutating func atom(isSingle: Bool = false) -> Atom {
    let character = characters[position]
    switch character {
    case "\\": return command()
    case "{": return (group(), false)
    case "^", "_", "'": return ("", false)
    case " ", "\n", "\t", "&":
      position += 1
      return ("", false)
    case "~":
      position += 1
      return (Self.space, false)
    case _ where character.isNumber: return (number(isSingle: isSingle), false)
    case _ where character.isLetter: return (letters(isSingle: isSingle), false)
    default:
      position += 1
      return (sign(String(character)), false)
    }
  }

  private static let space = "<mspace width=\"0.4em\"></mspace>"

  private mutating func sign(_ text: String) -> String {
    if text == "-" { return "<mo>−</mo>" }
    let isBracket = "()[]{}|‖⟨⟩⌊⌋⌈⌉/".contains(text)
    defer { if isBracket { stretches = false } }
    let mark = isBracket && !stretches ? " stretchy=\"false\"" : ""
    return "<mo\(mark)>\(HTML.escaped(text))</mo>"
  }

  private mutating func number(isSingle: Bool) -> String {
    var text = ""
    while position < characters.count {
      let character = characters[position]
      let isInside =
        (character == "." || character == ",") && !text.isEmpty
        && position + 1 < characters.count && characters[position + 1].isNumber
      guard character.isNumber || isInside else { break }
      text.append(character)
      position += 1
      if isSingle { break }
    }
    return "<mn>\(HTML.escaped(text))</mn>"
  }

  /// A word, such as `logits`; letters that are multiplied are elements of their own.
  private mutating func letters(isSingle: Bool) -> String {
    let run = characters[position...].prefix { $0.isLetter }
    if !isSingle, run.count >= 3, run.allSatisfy(\.isLowercase) {
      position += run.count
      return "<mi>\(HTML.escaped(String(run)))</mi>"
    }
    position += 1
    return "<mi>\(HTML.escaped(String(run.prefix(1))))</mi>"
  }

  /// `{…}` as one element, from its `{`.
  private mutating func group() -> String {
    position += 1
    nesting += 1
    defer { nesting -= 1 }
    // Too deep: what is left stays as it is.
    guard nesting <= MathML.maximumNesting else {
      let rest = String(characters[position...])
      position = characters.count
      return "<mtext>\(HTML.escaped(rest))</mtext>"
    }
    let content = row(cellEnds: false)
    position += 1
    return "<mrow>\(content)</mrow>"
  }

  // MARK: Commands

  private mutating func command() -> Atom {
    let name = commandName()
    if name == "left" || name == "right" { stretches = true }
    if let sign = Symbols.signs[name] {
      let text = sign.unicode
      if text.allSatisfy(\.isWhitespace) { return (text.isEmpty ? "" : Self.space, false) }
      if name == "\\" { return ("<mspace linebreak=\"newline\"></mspace>", false) }
      let isLetter = text.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
      let isName = isLetter || ["∞", "∂", "∇", "∅"].contains(text)
      let element = isName ? "<mi>\(HTML.escaped(text))</mi>" : self.sign(text)
      return (element, isBlock && MathML.large.contains(text))
    }
    switch name {
    case "frac", "dfrac", "tfrac":
      let numerator = argument()
      return ("<mfrac>\(numerator)\(argument())</mfrac>", false)
    case "sqrt":
      let degree = option()
      let radicand = argument()
      return (
        degree.map { "<mroot>\(radicand)<mtext>\(HTML.escaped($0))</mtext></mroot>" }
          ?? "<msqrt>\(radicand)</msqrt>", false
      )
    case "mathbb":
      let letters = raw()
      let text = String(letters.map { Symbols.blackboard[$0] ?? $0 })
      return ("<mi>\(HTML.escaped(text))</mi>", false)
    case "begin": return (environment(), false)
    case "end":
      _ = raw()
      return ("", false)
    case "underbrace", "overbrace":
      let base = argument()
      let isBelow = name == "underbrace"
      let brace = "<mo stretchy=\"true\">\(isBelow ? "⏟" : "⏞")</mo>"
      let mark = isBelow ? "munder" : "mover"
      return ("<\(mark)>\(base)\(brace)</\(mark)>", true)
    case "text", "textrm", "textbf", "textit":
      return ("<mtext>\(HTML.escaped(raw()))</mtext>", false)
    case "mathrm", "mathsf", "mathcal", "mathtt", "operatorname", "mathit":
      return ("<mi mathvariant=\"normal\">\(HTML.escaped(raw()))</mi>", false)
    case "mathbf", "boldsymbol", "bm", "mathbfit":
      return ("<mrow class=\"bold\">\(argument())</mrow>", false)
    default: return accented(name)
    }
  }

  private mutating func accented(_ name: String) -> Atom {
    let accents = [
      "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~",
      "vec": "→", "dot": "˙", "ddot": "¨",
    ]
    if let accent = accents[name] {
      return ("<mover accent=\"true\">\(argument())<mo>\(accent)</mo></mover>", false)
    }
    let hasLimits = isBlock && ["max", "min", "lim", "sup", "inf"].contains(name)
    // `\log` and all that is unknown read well as they are.
    return ("<mi mathvariant=\"normal\">\(HTML.escaped(name))</mi>", hasLimits)
  }

  private mutating func commandName() -> String {
    position += 1
    let start = position
    while position < characters.count, characters[position].isASCII, characters[position].isLetter {
      position += 1
    }
    if position == start, position < characters.count { position += 1 }
    return String(characters[start..<position])
  }

  /// The text of `{…}`, or the next character.
  private mutating func raw() -> String {
    while position < characters.count, characters[position] == " " { position += 1 }
    guard position < characters.count else { return "" }
    guard characters[position] == "{" else {
      position += 1
      return String(characters[position - 1])
    }
    var depth = 0
    var text = ""
    while position < characters.count {
      let character = characters[position]
      position += 1
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { break }
      if character != "{" || depth > 1 { text.append(character) }
    }
    return text
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

  /// A matrix, or lines that are aligned, from behind `\begin`.
  private mutating func environment() -> String {
    let name = raw()
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= MathML.maximumNesting else { return "" }
    var rows: [[String]] = [[""]]
    while position < characters.count {
      if starts("\\end") {
        position += 4
        _ = raw()
        break
      }
      if starts("\\\\") {
        position += 2
        rows.append([""])
      } else if characters[position] == "&" {
        position += 1
        rows[rows.count - 1].append("")
      } else if characters[position] == "}" {
        position += 1
      } else {
        rows[rows.count - 1][rows[rows.count - 1].count - 1] += row(cellEnds: true)
      }
    }
    if rows.last == [""] { rows.removeLast() }
    let cells = rows.map { row in
      "<mtr>" + row.map { "<mtd>\($0)</mtd>" }.joined() + "</mtr>"
    }
    let brackets = ["pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|")]
    let (open, close) = brackets[name] ?? (name == "cases" ? ("{", "") : ("", ""))
    func bracket(_ text: String) -> String {
      text.isEmpty ? "" : "<mo stretchy=\"true\">\(text)</mo>"
    }
    return "<mrow>\(bracket(open))<mtable>\(cells.joined())</mtable>\(bracket(close))</mrow>"
  }
}
