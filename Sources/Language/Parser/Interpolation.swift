extension Parser {
  /// `f"…"`, from its opening quote.
  mutating func interpolation(_ quote: Quote) throws(Diagnostic) -> Expression {
    try enter()
    defer { leave() }
    let start = token.start
    let open = token.end - quote.length
    var parts: [StringPart] = []
    var below = 0
    while true {
      let (text, end) = try piece(of: quote, from: open)
      if !text.isEmpty { parts.append(.text(text)) }
      if end == .quote { break }
      if lexer.byte() == UInt8(ascii: "}") {
        throw Diagnostic(
          .syntax, "an unmatched `}` in an f-string",
          at: Span(lexer.source, lexer.position, lexer.position + 1),
          hint: "write `}}` for a literal brace")
      }
      parts += try value(in: quote, from: open, mayNest: true)
      below = max(below, height)
    }
    let close = lexer.position
    try advance()
    try grow(over: below)
    return Expression(.interpolated(parts), Span(lexer.source, start, close))
  }

  /// `{value}`, `{value:format}` or `{value=}`; leaves the lexer after the `}`.
  private mutating func value(
    in quote: Quote, from start: Int, mayNest: Bool
  ) throws(Diagnostic) -> [StringPart] {
    let open = lexer.position
    lexer.position += 1
    brackets += 1
    defer { brackets -= 1 }
    let value: Expression
    do throws(Diagnostic) {
      try advance()
      try refuseNothing(from: open)
      value = try expression()
    } catch {
      // The quote that should end this string seemed to open another.
      guard error.message == Lexer.neverClosed, let span = error.span,
        lexer.bytes[span.start] == quote.mark
      else { throw error }
      throw neverClosed(open)
    }
    let below = height
    var parts: [StringPart] = []
    if isSign(.assign) {
      // Python's `f"{x = }"` shows the expression too.
      try advance()
      let text = Span(lexer.source, open + 1, token.start).text
      parts.append(.text(text))
    }
    let format = try format(in: quote, from: start, mayNest: mayNest)
    guard isSign(.rightBrace) else { throw unclosed(open) }
    parts.append(.value(value, format: format))
    // The text resumes where the value ended; the next token is read once the string is closed.
    lexer.position = token.end
    height = max(below, height)
    return parts
  }

  private func refuseNothing(from open: Int) throws(Diagnostic) {
    if isSign(.rightBrace) || isSign(.colon) {
      throw Diagnostic(
        .syntax, "there is nothing between `{` and `}`", at: Span(lexer.source, open, token.end),
        hint: "write `{{` for a literal brace")
    }
  }

  /// The format between `:` and `}`; leaves the `}` as the next token.
  private mutating func format(
    in quote: Quote, from start: Int, mayNest: Bool
  ) throws(Diagnostic) -> [StringPart] {
    var format: [StringPart] = []
    var below = 0
    height = 0
    // In `{x:=+6}` the lexer takes the first two for one sign.
    let isWalrus = token.kind == .foreign && text(of: token) == ":="
    guard isSign(.colon) || isWalrus else { return format }
    lexer.position = token.start + 1
    while true {
      let (text, end) = try piece(of: quote, from: start)
      if !text.isEmpty { format.append(.text(text)) }
      guard end == .stop else { throw lexer.unclosed(quote, opened: start) }
      if lexer.byte() == UInt8(ascii: "}") { break }
      guard mayNest else {
        throw Diagnostic(
          .syntax, "a format inside a format",
          at: Span(lexer.source, lexer.position, lexer.position + 1),
          hint: "give the inner value a name of its own")
      }
      format += try value(in: quote, from: start, mayNest: false)
      below = max(below, height)
    }
    try advance()
    height = below
    return format
  }

  /// Text up to the end of the string or to a brace.
  private mutating func piece(
    of quote: Quote, from start: Int
  ) throws(Diagnostic) -> (String, Lexer.TextEnd) {
    try lexer.text(until: quote, opened: start) { byte in
      byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }
  }

  private func neverClosed(_ open: Int) -> Diagnostic {
    Diagnostic(
      .syntax, "this `{` is never closed", at: Span(lexer.source, open, open + 1),
      hint: "`}` is missing; write `{{` for a literal brace")
  }

  private mutating func unclosed(_ open: Int) -> Diagnostic {
    if token.kind == .foreign, text(of: token) == "!" {
      return Diagnostic(
        .syntax, "f-strings have no conversions such as `!r`", at: span(of: token),
        hint: "leave it out")
    }
    if foreign() == nil, token.kind == .end || token.isFirstOnLine {
      if token.kind == .end { ranOut = true }
      return neverClosed(open)
    }
    return unexpected("`}` or `:` and a format")
  }
}
