/// The smallest piece of a script, as offsets into the source.
struct Token {
  enum Kind: Equatable {
    /// The end of the fence, or of the line at the prompt.
    case end
    /// A name, or a word such as `report` that only means something at the start of a statement.
    case name
    case keyword(Keyword)
    /// The magnitude: `-9223372036854775808` is a minus and a magnitude that no `Int` holds.
    case int(UInt64)
    case float(Double)
    /// A plain string, escapes already replaced.
    case string(String)
    /// The opening quote of an f-string; what follows is read by the parser, piece by piece.
    case interpolation(Quote)
    case sign(Sign)
    /// A sign of other languages, such as `&&`; the parser says what it is called here.
    case foreign
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Whether there is a newline between this token and the one before.
  var isFirstOnLine: Bool
}

/// A reserved word.
enum Keyword: String, CaseIterable {
  case and, or, not, `in`, `is`, `if`, `else`, `for`, `while`, `break`, `continue`, `return`, def
  case none, `true`, `false`

  private static let words: [String: Keyword] = [
    "and": .and, "or": .or, "not": .not, "in": .in, "is": .is, "if": .if, "else": .else,
    "for": .for, "while": .while, "break": .break, "continue": .continue, "return": .return,
    "def": .def, "none": .none, "true": .true, "false": .false,
    "None": .none, "True": .true, "False": .false,
  ]

  /// All words that spell one.
  static var spellings: [String] { Array(words.keys) }

  /// The keyword that `word` spells.
  init?(spelling word: String) {
    guard let keyword = Keyword.words[word] else { return nil }
    self = keyword
  }
}

/// An operator or a punctuation mark.
enum Sign: String, CaseIterable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case dot = "."
  case ellipsis = "..."
  case assign = "="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case doubleSlash = "//"
  case percent = "%"
  case doubleStar = "**"
  case at = "@"
  case ampersand = "&"
  case bar = "|"
  case caret = "^"
  case tilde = "~"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case arrow = "->"
  case plusAssign = "+="
  case minusAssign = "-="
  case starAssign = "*="
  case slashAssign = "/="
  case doubleSlashAssign = "//="
  case percentAssign = "%="
  case doubleStarAssign = "**="
  case atAssign = "@="
  case ampersandAssign = "&="
  case barAssign = "|="
  case caretAssign = "^="
  case approximately = "≈"
  case plusMinus = "±"

  /// The closing bracket that belongs to this opening one.
  var closing: Sign? {
    switch self {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    case .leftBrace: .rightBrace
    default: nil
    }
  }
}

/// How a string was opened, and so how it ends.
struct Quote: Equatable {
  /// `"` or `'`.
  var mark: UInt8
  /// Three marks: the string may hold newlines.
  var isTriple: Bool
  /// `r"…"`: a backslash is a backslash.
  var isRaw: Bool

  var length: Int { isTriple ? 3 : 1 }
}
