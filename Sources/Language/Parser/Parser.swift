/// Turns tokens into the syntax tree: recursive descent, with precedence climbing for operators.
///
/// The first mistake ends the parse. Nesting and the tree's height are bounded, so that neither the
/// parser nor anything that walks the tree can exhaust the stack.
package struct Parser {
  /// How deep brackets, blocks, signs and f-strings may nest.
  static let maximumNesting = 100
  /// How many nodes a path from the root of the tree to a leaf may have.
  static let maximumHeight = 500

  /// What is allowed where the parser is.
  struct Place {
    var isTopLevel = true
    var isFunction = false
    var isLoop = false
    /// Directly in a model's body, where `forward` is a declaration.
    var isModel = false
    /// Before the first `##`, where parameters and data are declared.
    var mayDeclare = true
  }

  var lexer: Lexer
  /// The token to look at next.
  var token: Token
  /// Where the token before it ended.
  var previousEnd: Int
  var place: Place
  /// How deep the parser is now.
  var nesting = 0
  /// The height of the tree that was parsed last.
  var height = 0
  /// How many brackets are open in which newlines do not count.
  var brackets = 0
  /// Whether the text ended where more was expected, so that another line could complete it.
  var ranOut = false

  init(
    _ source: SourceFile, from start: Int, to end: Int, place: Place = Place()
  ) throws(Diagnostic) {
    self.init(unread: source, from: start, to: end, place: place)
    try advance()
  }

  /// A parser that has yet to `advance` to its first token.
  init(unread source: SourceFile, from start: Int, to end: Int, place: Place = Place()) {
    lexer = Lexer(source, from: start, to: end)
    token = Token(kind: .end, start: start, end: start, isFirstOnLine: false)
    previousEnd = start
    self.place = place
  }

  // MARK: Tokens

  mutating func advance() throws(Diagnostic) {
    previousEnd = token.end
    token = try lexer.next()
  }

  /// The token after the next one; nil if there is none to read.
  func peek() -> Token? {
    var ahead = lexer
    return try? ahead.next()
  }

  /// Whether a newline ends the line before the next token.
  var isAtNewline: Bool { token.isFirstOnLine && brackets == 0 }

  func isSign(_ sign: Sign) -> Bool { token.kind == .sign(sign) }
  func isKeyword(_ keyword: Keyword) -> Bool { token.kind == .keyword(keyword) }

  /// Whether the next token is the word `word`, which is not a keyword.
  func isWord(_ word: String) -> Bool { token.kind == .name && text(of: token) == word }

  func text(of token: Token) -> String { span(of: token).text }
  func span(of token: Token) -> Span { Span(lexer.source, token.start, token.end) }

  /// From `start` to the end of the token before the next one.
  func span(from start: Int) -> Span { Span(lexer.source, start, max(start, previousEnd)) }

  /// Consumes `sign` if it is next.
  mutating func accept(_ sign: Sign) throws(Diagnostic) -> Bool {
    guard isSign(sign) else { return false }
    try advance()
    return true
  }

  mutating func expect(_ sign: Sign, _ purpose: String = "") throws(Diagnostic) {
    guard isSign(sign) else {
      throw unexpected("`\(sign.rawValue)`" + (purpose.isEmpty ? "" : " " + purpose))
    }
    try advance()
  }

  /// Consumes the bracket that closes the `opening` one at `start`.
  mutating func close(_ opening: Sign, at start: Int, orElse more: String = "") throws(Diagnostic) {
    guard let closing = opening.closing else { return }
    if isSign(closing) { return try advance() }
    if token.kind == .end { ranOut = true }
    // What is on the next line is hardly the mistake.
    if foreign() == nil, token.kind == .end || token.isFirstOnLine {
      throw Diagnostic(
        .syntax, "this `\(opening.rawValue)` is never closed",
        at: Span(lexer.source, start, start + opening.rawValue.utf8.count),
        hint: "`\(closing.rawValue)` is missing")
    }
    throw unexpected("\(more)`\(closing.rawValue)`")
  }

  /// Consumes a name; `what` says whose, for the message.
  mutating func name(_ what: String) throws(Diagnostic) -> (name: String, span: Span) {
    if case .keyword = token.kind {
      throw Diagnostic(
        .syntax, "`\(text(of: token))` is a reserved word and cannot be \(what)",
        at: span(of: token))
    }
    guard token.kind == .name, !isAtNewline else { throw unexpected(what) }
    let found = (name: text(of: token), span: span(of: token))
    try advance()
    return found
  }

  /// Consumes a plain string; `what` says which, for the message.
  mutating func string(_ what: String) throws(Diagnostic) -> String {
    guard case .string(let text) = token.kind, !isAtNewline else {
      throw unexpected("\(what) in quotes")
    }
    try advance()
    return text
  }

  // MARK: Bounds

  /// Goes one level deeper; every `enter` has its `leave`.
  mutating func enter() throws(Diagnostic) {
    guard nesting < Parser.maximumNesting else {
      throw Diagnostic(
        .limit, "nested more than \(Parser.maximumNesting) levels deep", at: span(of: token),
        hint: "give the inner parts names of their own")
    }
    nesting += 1
  }

  mutating func leave() { nesting -= 1 }

  /// Notes that a node over children of height `below` was built.
  mutating func grow(over below: Int) throws(Diagnostic) {
    height = below + 1
    guard height <= Parser.maximumHeight else {
      throw Diagnostic(
        .limit, "a chain of more than \(Parser.maximumHeight) operations or branches",
        at: span(of: token), hint: "split it over several statements, or use a loop")
    }
  }
}
