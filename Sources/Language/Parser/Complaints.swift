import Text

extension Parser {
  /// The complaint that `expected` should be where the next token is.
  mutating func unexpected(_ expected: String) -> Diagnostic {
    if token.kind == .end {
      ranOut = true
      return Diagnostic(
        .syntax, "expected \(expected), found the end of the code",
        at: Span(lexer.source, previousEnd, previousEnd))
    }
    if isAtNewline, token.start > previousEnd {
      return Diagnostic(
        .syntax, "expected \(expected), found the end of the line",
        at: Span(lexer.source, previousEnd, previousEnd))
    }
    if let complaint = foreign() { return complaint }
    return Diagnostic(
      .syntax, "expected \(expected), found \(describeToken())", at: span(of: token))
  }

  /// The next token, as a message names it.
  private func describeToken() -> String {
    switch token.kind {
    case .end: "the end of the code"
    case .string, .interpolation: "a string"
    case .int, .float: "the number `\(text(of: token))`"
    default: "`\(text(of: token))`"
    }
  }

  /// The complaint about a name that is given twice.
  func twice(_ name: String, _ span: Span) -> Diagnostic {
    Diagnostic(.syntax, "`\(name)` is given twice", at: span)
  }

  /// The complaint about what follows a whole statement on its line.
  mutating func afterStatement(_ statement: Statement) -> Diagnostic {
    if let complaint = foreign() { return complaint }
    for opening in [Sign.leftParenthesis, .leftBracket] where opening.closing.map(isSign) == true {
      return Diagnostic(
        .syntax, "a \(describeToken()) without its `\(opening.rawValue)`", at: span(of: token))
    }
    if isSign(.comma), case .expression(let value) = statement.kind {
      return Diagnostic(
        .syntax, "several values need parentheses", at: value.span.joined(to: span(of: token)),
        hint: "write `(a, b)`, as in `(x, y) = f(z)`")
    }
    if isSign(.comma), case .expect = statement.kind {
      return Diagnostic(
        .syntax, "no comma goes before the message of an `expect`", at: span(of: token),
        hint: "write `expect x > 0 \"message\"`")
    }
    if isSign(.comma) {
      return Diagnostic(
        .syntax, "several values need parentheses", at: span(of: token),
        hint: "write `x = (a, b)` or `return (a, b)`")
    }
    if case .expression(let value) = statement.kind, case .name(let name) = value.kind {
      return afterName(name, value.span)
    }
    if case .string = token.kind {
      return Diagnostic(
        .syntax, "expected the end of the statement, found a string", at: span(of: token),
        hint: "join strings with `+`")
    }
    if isSign(.leftBrace) {
      var name = "f"
      if place.isModel, case .expression(let value) = statement.kind, case .call(let callee, _) = value.kind,
        case .name(let called) = callee.kind
      {
        name = called
      }
      return Diagnostic(
        .syntax, "a block is only allowed after a header such as `if`, `for` or `def`",
        at: span(of: token), hint: "to define a function, write `def \(name)(x) { … }`")
    }
    return Diagnostic(
      .syntax, "expected the end of the statement, found \(describeToken())", at: span(of: token),
      hint: "put statements on separate lines, or separate them with `;`")
  }

  /// The complaint about `name something`, which is not a statement.
  private func afterName(_ name: String, _ nameSpan: Span) -> Diagnostic {
    if name == "print" {
      return Diagnostic(
        .syntax, "`print` is a function", at: nameSpan, hint: "write `print(…)`")
    }
    if ["let", "var", "const", "auto", "local"].contains(name) {
      return Diagnostic(
        .syntax, "a name needs no `\(name)`", at: nameSpan, hint: "write `x = …`")
    }
    if ["func", "fn", "function", "fun"].contains(name) {
      return Diagnostic(
        .syntax, "there is no `\(name)`", at: nameSpan,
        hint: "a function is written `def f(x) { … }`")
    }
    if let form = Parser.forms[name] {
      return Diagnostic(
        .syntax, "this does not belong after `\(name)`", at: span(of: token),
        hint: "write `\(form)`")
    }
    let words = Parser.statementWords
    if let word = nearest(name, among: words) {
      return Diagnostic(
        .syntax, "no statement starts with `\(name)`", at: nameSpan, hint: "did you mean `\(word)`?"
      )
    }
    return Diagnostic(
      .syntax, "expected the end of the statement, found \(describeToken())", at: span(of: token),
      hint: "an operator or a comma is missing, or the start of a new line")
  }

  /// The forms of the statements whose word may also be a name.
  private static let forms = [
    "model": "model Net(hidden) { … }", "tap": "tap name", "param": "param name = 1 in [1, 2]",
    "data": "data images = mnist else digits", "profile": "profile quick { epochs = 1 }",
    "try": "try id \"title\" { parameter = 1 }",
    "compare": "compare base, id { table result; plot series }",
    "question": "question id \"What?\" { answer \"That.\" }",
    "predict": "predict id \"How many?\" { number 3 }", "no_grad": "no_grad { … }",
  ]

  /// The words that start a statement.
  static let statementWords = [
    "if", "else", "for", "while", "break", "continue", "return", "def", "model", "forward",
    "no_grad", "tap", "expect", "report", "show", "param", "data", "profile", "try", "compare",
    "question", "predict", "import",
  ]
}
