extension Parser {
  /// A statement that starts with a word such as `report`, unless that is used as a name here.
  ///
  /// `data = 3` and `model(x)` are what they look like.
  mutating func wordStatement() throws(Diagnostic) -> Statement.Kind? {
    let word = text(of: token)
    switch word {
    case "expect", "report", "show", "import":
      guard !isNextUsedAsName else { return nil }
    case "model", "param", "data", "profile", "try", "compare", "question", "predict", "tap":
      guard let next = peek(), next.kind == .name, !next.isFirstOnLine else {
        if let complaint = foreignStatement() { throw complaint }
        return nil
      }
    case "no_grad":
      guard peek()?.kind == .sign(.leftBrace) else {
        if let complaint = foreignStatement() { throw complaint }
        return nil
      }
    case "forward":
      guard place.isModel, peek()?.kind == .sign(.leftParenthesis) else { return nil }
    default:
      if let complaint = foreignStatement() { throw complaint }
      return nil
    }
    return try statement(word)
  }

  private var isNextUsedAsName: Bool {
    guard let next = peek(), !next.isFirstOnLine, case .sign(let sign) = next.kind else {
      return false
    }
    switch sign {
    case .dot, .colon, .comma: return true
    default: return sign.isAssignment
    }
  }

  private mutating func statement(_ word: String) throws(Diagnostic) -> Statement.Kind {
    switch word {
    case "expect": return .expect(try expectation())
    case "report": return .report(try reports())
    case "show": return .show(try shown())
    case "tap": return try tap()
    case "no_grad":
      try advance()
      return .noGrad(try block(after: "no_grad", in: inside()))
    case "model":
      let model = try model()
      return .model(model)
    case "forward":
      let name = (name: word, span: span(of: token))
      try advance()
      return .function(try function(called: name))
    case "import":
      if let complaint = foreignImport() { throw complaint }
      return try importNames()
    case "param", "data":
      guard place.isTopLevel, place.mayDeclare else { throw misplaced(word) }
      if word == "data" { return .data(try data()) }
      return .param(try param())
    default:
      guard place.isTopLevel else { throw misplaced(word) }
      return try topLevelStatement(word)
    }
  }

  private mutating func topLevelStatement(_ word: String) throws(Diagnostic) -> Statement.Kind {
    switch word {
    case "profile": return .profile(try profile())
    case "try": return .try(try variation())
    case "compare": return .compare(try comparisonOfVariations())
    case "question": return .question(try question(isPrediction: false))
    default: return .question(try question(isPrediction: true))
    }
  }

  private func misplaced(_ word: String) -> Diagnostic {
    if word == "param" || word == "data" {
      return Diagnostic(
        .syntax, "`\(word)` must come before the first `##` of a lab", at: span(of: token),
        hint: place.isTopLevel
          ? "move it to a `lab` fence above the first step"
          : "move it out of the braces, above the first step")
    }
    return Diagnostic(
      .syntax, "`\(word)` is only allowed at the top level", at: span(of: token),
      hint: "move it out of the braces")
  }

  // MARK: Results

  private mutating func expectation() throws(Diagnostic) -> Expectation {
    try advance()
    if isAtNewline { throw unexpected("a condition after `expect`") }
    let condition = try expression()
    let below = height
    var data: [(name: String, span: Span)] = []
    var profiles: [(name: String, span: Span)] = []
    if isWord("on"), !isAtNewline { data = try names(after: "on", "a data set") }
    if isWord("under"), !isAtNewline { profiles = try names(after: "under", "a profile") }
    if isWord("on"), !isAtNewline {
      throw Diagnostic(
        .syntax, "`on` comes before `under`", at: span(of: token),
        hint: "write `expect … on mnist under default`")
    }
    let message = try optionalString()
    height = below
    return Expectation(
      condition: condition, data: data, profiles: profiles, message: message)
  }

  private mutating func names(
    after word: String, _ what: String
  ) throws(Diagnostic) -> [(name: String, span: Span)] {
    try advance()
    return try commaSeparated(what)
  }

  /// `a, b, c`; the line goes on after a comma.
  mutating func commaSeparated(
    _ what: String
  ) throws(Diagnostic) -> [(name: String, span: Span)] {
    var names = [try name(what)]
    while try acceptComma() {
      token.isFirstOnLine = false
      names.append(try name(what))
    }
    return names
  }

  /// Consumes a comma on this line.
  mutating func acceptComma() throws(Diagnostic) -> Bool {
    guard !isAtNewline else { return false }
    return try accept(.comma)
  }

  /// A string on this line, if there is one.
  mutating func optionalString() throws(Diagnostic) -> String? {
    guard case .string(let text) = token.kind, !isAtNewline else { return nil }
    try advance()
    return text
  }

  private mutating func reports() throws(Diagnostic) -> [Report] {
    try advance()
    var reports: [Report] = []
    var below = 0
    repeat {
      token.isFirstOnLine = token.isFirstOnLine && reports.isEmpty
      let name = try name("the name of a result")
      guard isSign(.assign), !isAtNewline else {
        throw Diagnostic(
          .syntax, "a report gives each value a name", at: name.span,
          hint: "write `report accuracy = …, loss = …`")
      }
      try advance()
      let value = try expression()
      below = max(below, height)
      reports.append(Report(name: name.name, nameSpan: name.span, value: value))
    } while try acceptComma()
    height = below
    return reports
  }

  mutating func shown() throws(Diagnostic) -> [Expression] {
    try advance()
    if isAtNewline { throw unexpected("a value to show") }
    var values: [Expression] = []
    var below = 0
    repeat {
      values.append(try expression())
      below = max(below, height)
    } while try acceptComma()
    height = below
    // `show(a, b)` with the parentheses of a call.
    if values.count == 1, case .list(let elements) = values[0].kind,
      values[0].span.text.hasPrefix("(")
    {
      values = elements
    }
    return values
  }

  private mutating func tap() throws(Diagnostic) -> Statement.Kind {
    try advance()
    let name = try name("a name to tap")
    return .tap(name: name.name, Expression(.name(name.name), name.span))
  }
}

extension Sign {
  /// Whether this is `+=` or the like.
  var isAssignment: Bool {
    switch self {
    case .plusAssign, .minusAssign, .starAssign, .slashAssign, .doubleSlashAssign,
      .percentAssign, .doubleStarAssign, .atAssign, .ampersandAssign, .barAssign, .caretAssign,
      .assign:
      true
    default: false
    }
  }
}
