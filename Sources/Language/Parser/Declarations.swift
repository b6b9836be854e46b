import Text

extension Parser {
  /// `param patch = 4 in [2, 4, 7, 14] "help"`.
  mutating func param() throws(Diagnostic) -> ParameterDeclaration {
    try advance()
    let name = try name("the parameter's name")
    guard isSign(.assign), !isAtNewline else {
      throw unexpected("`=` and the default of `\(name.name)`")
    }
    try advance()
    // `in` belongs to the declaration.
    let defaultValue = try operation(above: .additive)
    var below = height
    var domain: ParameterDeclaration.Domain?
    if isKeyword(.in), !isAtNewline {
      try advance()
      domain = try self.domain()
      below = max(below, height)
    }
    let help = try optionalString()
    height = below
    return ParameterDeclaration(
      name: name.name, nameSpan: name.span, defaultValue: defaultValue, domain: domain, help: help)
  }

  private mutating func domain() throws(Diagnostic) -> ParameterDeclaration.Domain {
    let low = try operation(above: .additive)
    let below = height
    if isSign(.ellipsis), !isAtNewline {
      try advance()
      let high = try operation(above: .additive)
      height = max(below, height)
      return .range(low, high)
    }
    if case .list(let values) = low.kind, !values.isEmpty { return .set(values) }
    throw Diagnostic(
      .syntax, "the allowed values must follow `in`", at: low.span,
      hint: "write a set, `in [2, 4, 7]`, or a range with both its ends, `in 1...12`")
  }

  /// `data images = mnist else fashion_mnist else digits`.
  mutating func data() throws(Diagnostic) -> DataDeclaration {
    try advance()
    let name = try name("the data's name")
    guard isSign(.assign), !isAtNewline else {
      throw unexpected("`=` and the name of a data set")
    }
    try advance()
    var choices = [try self.name("the name of a data set")]
    while isKeyword(.else), !isAtNewline {
      try advance()
      choices.append(try self.name("the name of a data set"))
    }
    return DataDeclaration(name: name.name, nameSpan: name.span, choices: choices)
  }

  // MARK: Settings

  /// `profile quick { epochs = 1 }`.
  mutating func profile() throws(Diagnostic) -> Profile {
    try advance()
    let name = try name("the profile's name")
    if name.name == "default" {
      throw Diagnostic(
        .syntax, "`default` is the lab without a profile", at: name.span,
        hint: "give the profile another name")
    }
    let settings = try settings(of: "profile \(name.name)")
    return Profile(name: name.name, nameSpan: name.span, settings: settings)
  }

  /// `try row2 "no value" { use_value = false }`.
  mutating func variation() throws(Diagnostic) -> Variation {
    try advance()
    let id = try name("the variation's name")
    if id.name == "base" {
      throw Diagnostic(
        .syntax, "`base` is the lab with its defaults", at: id.span,
        hint: "give the variation another name")
    }
    let title = try optionalString()
    let settings = try settings(of: "try \(id.name)")
    return Variation(id: id.name, idSpan: id.span, title: title, settings: settings)
  }

  private mutating func settings(of header: String) throws(Diagnostic) -> [Setting] {
    var settings: [Setting] = []
    var names: Set<String> = []
    var below = 0
    try braces(after: header) { parser throws(Diagnostic) in
      let name = try parser.name("a parameter's name")
      guard parser.isSign(.assign), !parser.isAtNewline else {
        throw Diagnostic(
          .syntax, "`\(header)` can contain only `name = value`", at: name.span,
          hint: "name a parameter and its value")
      }
      guard names.insert(name.name).inserted else { throw parser.twice(name.name, name.span) }
      try parser.advance()
      let value = try parser.expression()
      below = max(below, parser.height)
      settings.append(Setting(name: name.name, nameSpan: name.span, value: value))
    }
    height = below
    return settings
  }

  /// Walks the entries between braces, which newlines and semicolons separate.
  mutating func braces(
    after header: String, _ entry: (inout Parser) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard isSign(.leftBrace) else { throw unexpected("`{` after `\(header)`") }
    let start = token.start
    try advance()
    while true {
      while try accept(.semicolon) {}
      if isSign(.rightBrace) { return try advance() }
      if token.kind == .end { return try close(.leftBrace, at: start) }
      token.isFirstOnLine = false
      try entry(&self)
      guard isSign(.semicolon) || isSign(.rightBrace) || token.kind == .end || token.isFirstOnLine
      else { throw unexpected("`;` or a new line") }
    }
  }

  // MARK: Questions

  /// `question why "…" { answer "…" }`.
  mutating func question(isPrediction: Bool) throws(Diagnostic) -> Question {
    try advance()
    let id = try name("the question's name")
    var wording: Expression?
    let text: String
    if case .interpolation(let quote) = token.kind, !isAtNewline {
      let words = try interpolation(quote)
      // As written, for those who have no values.
      text = String(words.span.text.dropFirst(1 + quote.length).dropLast(quote.length))
      wording = words
    } else {
      text = try string("the question")
    }
    var forms: [Question.Form] = []
    var answer: Span?
    if isSign(.leftBrace) {
      let open = token.start
      try braces(after: "question \(id.name)") { parser throws(Diagnostic) in
        let start = parser.token.start
        forms.append(try parser.form(&answer))
        if forms.count > 1 {
          throw Diagnostic(
            .syntax, "a question can have only one kind of answer", at: parser.span(from: start),
            hint: "ask a second question")
        }
      }
      if case .choice = forms.first {} else { answer = span(from: open) }
    }
    return Question(
      id: id.name, idSpan: id.span, text: text, wording: wording,
      form: forms.first ?? .open(answer: nil), isPrediction: isPrediction, answerSpan: answer)
  }

  /// What may be answered; `answer` gets the place of what says which choice is right.
  private mutating func form(_ answer: inout Span?) throws(Diagnostic) -> Question.Form {
    if isWord("answer") {
      try advance()
      return .open(answer: try string("the answer"))
    }
    if isWord("choices") { return try choices(&answer) }
    if isWord("number") {
      try advance()
      let value = try operation(above: .additive)
      guard isSign(.plusMinus), !isAtNewline else {
        let zero = Expression(.int(0), value.span)
        return .number(value, tolerance: zero)
      }
      let below = height
      try advance()
      let tolerance = try operation(above: .additive)
      height = max(below, height)
      return .number(value, tolerance: tolerance)
    }
    throw unexpected("`answer`, `choices` or `number`")
  }

  private mutating func choices(_ answer: inout Span?) throws(Diagnostic) -> Question.Form {
    let start = token.start
    try advance()
    var choices = [try string("a choice")]
    while try accept(.comma) {
      token.isFirstOnLine = false
      choices.append(try string("a choice"))
    }
    var correct: String?
    if isWord("correct") {
      let start = token.start
      try advance()
      let right = token.start
      let choice = try string("the right choice")
      guard choices.contains(choice) else {
        throw Diagnostic(
          .syntax, "the right choice is not among the choices", at: span(from: right),
          hint: nearest(choice, among: choices).map { "did you mean \"\($0)\"?" })
      }
      correct = choice
      answer = span(from: start)
    }
    guard choices.count > 1, Set(choices).count == choices.count else {
      throw Diagnostic(
        .syntax, "there must be two or more different choices", at: span(from: start))
    }
    return .choice(choices, correct: correct)
  }

  // MARK: Imports

  /// `import A, B from "file.lab"`.
  mutating func importNames() throws(Diagnostic) -> Statement.Kind {
    guard place.isTopLevel else {
      throw Diagnostic(
        .syntax, "`import` is only allowed at the top level", at: span(of: token),
        hint: "move it out of the braces")
    }
    try advance()
    let names = try commaSeparated("a name to import")
    guard isWord("from"), !isAtNewline else { throw unexpected("`from` and the name of a lab") }
    try advance()
    let fileSpan = span(of: token)
    let file = try string("the name of a lab")
    return .importNames(names, file: file, fileSpan: fileSpan)
  }
}
