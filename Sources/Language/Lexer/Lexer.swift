/// Cuts a stretch of a source file into tokens, one at a time.
///
/// Newlines are not tokens: each token says whether it is the first on its line, and the parser
/// decides whether that ends a statement.
struct Lexer {
  let source: SourceFile
  let bytes: [UInt8]
  /// Where the stretch starts and ends.
  private let start: Int
  let end: Int
  /// The next byte to read.
  var position: Int
  /// Whether a string that may hold newlines ran to the end of the stretch.
  var ranOut = false

  init(_ source: SourceFile, from start: Int, to end: Int) {
    self.source = source
    bytes = source.bytes
    position = start
    self.start = start
    self.end = end
  }

  /// The next token; `.end` forever once there is none.
  mutating func next() throws(Diagnostic) -> Token {
    let isFirstOnLine = skipBlank()
    let start = position
    guard position < end else {
      return Token(kind: .end, start: start, end: start, isFirstOnLine: isFirstOnLine)
    }
    let kind = try kind(startingWith: bytes[position])
    return Token(kind: kind, start: start, end: position, isFirstOnLine: isFirstOnLine)
  }

  /// The byte `distance` places ahead; 0, which no script holds, past the end.
  func byte(ahead distance: Int = 0) -> UInt8 {
    let offset = position + distance
    return offset < end ? bytes[offset] : 0
  }

  func span(from start: Int) -> Span { Span(source, start, position) }

  private mutating func kind(startingWith first: UInt8) throws(Diagnostic) -> Token.Kind {
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      return try word()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case UInt8(ascii: "."):
      return isDigit(byte(ahead: 1)) ? try number() : try sign()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try string(prefixed: false, raw: false)
    case 0x80...:
      return try beyondASCII()
    default:
      return try sign()
    }
  }

  // MARK: Blanks

  /// Skips blanks, newlines and comments; true if a line starts after them.
  private mutating func skipBlank() -> Bool {
    var sawNewline = position == start
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\n"):
        sawNewline = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "#"):
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      case UInt8(ascii: "\\"):
        // A line continued as in Python.
        let length = byte(ahead: 1) == UInt8(ascii: "\r") ? 3 : 2
        guard byte(ahead: length - 1) == UInt8(ascii: "\n") else { return sawNewline }
        position += length
      case 0xC2 where byte(ahead: 1) == 0xA0:
        // A no-break space, as pasted from web pages.
        position += 2
      case 0xEF where byte(ahead: 1) == 0xBB && byte(ahead: 2) == 0xBF:
        position += 3
      default:
        return sawNewline
      }
    }
    return sawNewline
  }

  // MARK: Words

  private mutating func word() throws(Diagnostic) -> Token.Kind {
    let start = position
    skipWord()
    let next = byte()
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'"), position - start <= 2,
      let prefix = stringPrefix(from: start)
    {
      return try string(prefixed: prefix.isInterpolated, raw: prefix.isRaw)
    }
    // No keyword is longer than "continue".
    guard position - start <= 8 else { return .name }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let keyword = Keyword(spelling: text) { return .keyword(keyword) }
    return .name
  }

  private func stringPrefix(from start: Int) -> (isInterpolated: Bool, isRaw: Bool)? {
    switch String(decoding: bytes[start..<position], as: UTF8.self).lowercased() {
    case "f": (true, false)
    case "r": (false, true)
    case "fr", "rf": (true, true)
    default: nil
    }
  }

  private mutating func skipWord() {
    while position < end {
      let byte = bytes[position]
      if isWordByte(byte) {
        position += 1
      } else if byte >= 0x80, let (scalar, length) = scalar(), scalar.properties.isXIDContinue {
        position += length
      } else {
        return
      }
    }
  }

  // MARK: Beyond ASCII

  private mutating func beyondASCII() throws(Diagnostic) -> Token.Kind {
    guard let (scalar, length) = scalar() else {
      throw Diagnostic(
        .syntax, "this is not UTF-8 text", at: Span(source, position, position + 1),
        hint: "save the file as UTF-8")
    }
    if scalar.properties.isXIDStart { return try word() }
    let start = position
    position += length
    switch scalar {
    case "≈": return .sign(.approximately)
    case "±": return .sign(.plusMinus)
    case "≤", "≥", "≠", "−", "×", "·", "÷", "→", "←", "–", "—":
      return .foreign
    case "“", "”", "‘", "’", "„", "«", "»":
      throw Diagnostic(
        .syntax, "`\(scalar)` cannot open a string", at: span(from: start),
        hint: "use straight quotes: \"…\"")
    default:
      throw Diagnostic(
        .syntax, "unexpected character \(describe(scalar))", at: span(from: start))
    }
  }

  /// The scalar at the current position and its length in bytes.
  func scalar() -> (Unicode.Scalar, length: Int)? {
    decodeScalar(in: bytes, at: position, end: end)
  }

  // MARK: Signs

  private mutating func sign() throws(Diagnostic) -> Token.Kind {
    var spelling: UInt32 = 0
    var found: (kind: Token.Kind, length: Int)?
    for length in 1...3 {
      let next = byte(ahead: length - 1)
      guard next > 0, next < 0x80 else { break }
      spelling = spelling << 8 | UInt32(next)
      if let kind = Lexer.signs[spelling] { found = (kind, length) }
    }
    guard let (kind, length) = found else {
      let scalar = Unicode.Scalar(bytes[position])
      throw Diagnostic(
        .syntax, "unexpected character \(describe(scalar))",
        at: Span(source, position, position + 1))
    }
    position += length
    return kind
  }

  /// Signs in ASCII, ours and foreign ones, by their bytes.
  private static let signs: [UInt32: Token.Kind] = {
    var signs: [UInt32: Token.Kind] = [:]
    func add(_ spelling: String, _ kind: Token.Kind) {
      let bytes = spelling.utf8
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return }
      signs[bytes.reduce(0) { $0 << 8 | UInt32($1) }] = kind
    }
    for sign in Sign.allCases { add(sign.rawValue, .sign(sign)) }
    // For keyboards without ≈ and ±.
    add("~=", .sign(.approximately))
    add("+/-", .sign(.plusMinus))
    for spelling in [
      "!", "?", "$", "`", "&&", "||", "++", "<<", ">>", ":=", "=>", "===", "!==", "<>",
    ] {
      add(spelling, .foreign)
    }
    return signs
  }()
}
