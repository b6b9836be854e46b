extension Parser {
  /// Statements up to the end of the text.
  mutating func statements() throws(Diagnostic) -> Block {
    let start = token.start
    let statements = try statements(isBlock: false, open: start)
    return Block(statements, span(from: start))
  }

  /// Statements up to the end of the text, or to the `}` that closes the `{` at `open`.
  private mutating func statements(isBlock: Bool, open: Int) throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    var below = 0
    while true {
      while try accept(.semicolon) {}
      if token.kind == .end, !isBlock { break }
      if isSign(.rightBrace) {
        if isBlock { break }
        throw Diagnostic(.syntax, "an unmatched `}`", at: span(of: token))
      }
      if token.kind == .end { try close(.leftBrace, at: open) }
      statements.append(try statement())
      below = max(below, height)
      guard isSign(.semicolon) || isSign(.rightBrace) || token.kind == .end || token.isFirstOnLine
      else { throw afterStatement(statements[statements.count - 1]) }
    }
    try grow(over: below)
    return statements
  }

  /// `{ statements }`, after a header that `header` shows.
  mutating func block(after header: String, in inner: Place) throws(Diagnostic) -> Block {
    try enter()
    defer { leave() }
    let start = token.start
    guard isSign(.leftBrace) else { throw noBlock(after: header) }
    let outer = (place, brackets)
    (place, brackets) = (inner, 0)
    defer { (place, brackets) = outer }
    try advance()
    let statements = try statements(isBlock: true, open: start)
    try close(.leftBrace, at: start)
    return Block(statements, span(from: start))
  }

  /// The place inside a block of `if`, `for`, `while` or `no_grad`.
  func inside(loop: Bool = false) -> Place {
    Place(
      isTopLevel: false, isFunction: place.isFunction, isLoop: place.isLoop || loop,
      mayDeclare: false)
  }

  private mutating func noBlock(after header: String) -> Diagnostic {
    if isSign(.colon) {
      return Diagnostic(
        .syntax, "`:` does not open a block here", at: span(of: token),
        hint: "put the block in braces: `\(header) { … }`")
    }
    if isSign(.assign) {
      return Diagnostic(
        .syntax, "`=` assigns; a comparison is written `==`", at: span(of: token))
    }
    return unexpected("`{` after `\(header)`")
  }

  // MARK: One statement

  mutating func statement() throws(Diagnostic) -> Statement {
    let start = token.start
    let kind = try statementKind()
    return Statement(kind, span(from: start))
  }

  private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
    height = 1
    switch token.kind {
    case .keyword(.if):
      let (condition, then, otherwise) = try branches()
      return .conditional(condition: condition, then: then, otherwise: otherwise)
    case .keyword(.for): return try forLoop()
    case .keyword(.while): return try whileLoop()
    case .keyword(.break), .keyword(.continue): return try loopControl()
    case .keyword(.return): return try returned()
    case .keyword(.def):
      let function = try function()
      return .function(function)
    case .keyword(.else):
      throw Diagnostic(
        .syntax, "`else` must be on the same line as the `}` before it", at: span(of: token),
        hint: "write `} else {` on one line")
    case .name:
      if let statement = try wordStatement() { return statement }
      return try assignmentOrExpression()
    default:
      if let complaint = foreignStatement() { throw complaint }
      return try assignmentOrExpression()
    }
  }

  // MARK: Control flow

  /// `if c { } else if d { } elif e { } else { }`.
  ///
  /// The chain is parsed in a loop, and its tree is as high as the chain is long.
  mutating func branches() throws(Diagnostic) -> (Expression, then: Block, otherwise: Block?) {
    var arms: [(condition: Expression, then: Block, start: Int)] = []
    var otherwise: Block?
    var below = 0
    while true {
      let start = token.start
      try advance()
      let condition = try expression()
      below = max(below, height)
      let then = try block(after: "if …", in: inside())
      below = max(below, height)
      arms.append((condition, then, start))
      if isAtNewline { break }
      if isWord("elif") { continue }
      guard isKeyword(.else) else { break }
      try advance()
      guard isKeyword(.if), !isAtNewline else {
        otherwise = try block(after: "else", in: inside())
        below = max(below, height)
        break
      }
    }
    let end = previousEnd
    try grow(over: below + arms.count)
    for arm in arms.dropFirst().reversed() {
      let whole = Span(lexer.source, arm.start, end)
      let nested = Statement.Kind.conditional(
        condition: arm.condition, then: arm.then, otherwise: otherwise)
      otherwise = Block([Statement(nested, whole)], whole)
    }
    return (arms[0].condition, arms[0].then, otherwise)
  }

  private mutating func forLoop() throws(Diagnostic) -> Statement.Kind {
    try advance()
    let pattern = try loopPattern()
    let sequence = try expression()
    let below = height
    let body = try block(after: "for … in …", in: inside(loop: true))
    try grow(over: max(below, height))
    return .forLoop(pattern, sequence: sequence, body: body)
  }

  private mutating func whileLoop() throws(Diagnostic) -> Statement.Kind {
    try advance()
    let condition = try expression()
    let below = height
    let body = try block(after: "while …", in: inside(loop: true))
    try grow(over: max(below, height))
    return .whileLoop(condition: condition, body: body)
  }

  private mutating func loopControl() throws(Diagnostic) -> Statement.Kind {
    guard place.isLoop else {
      throw Diagnostic(
        .syntax, "`\(text(of: token))` is only allowed inside a loop", at: span(of: token))
    }
    let isBreak = isKeyword(.break)
    try advance()
    return isBreak ? .break : .continue
  }

  private mutating func returned() throws(Diagnostic) -> Statement.Kind {
    guard place.isFunction else {
      throw Diagnostic(
        .syntax, "`return` is only allowed inside a function", at: span(of: token),
        hint: "a value by itself on a line is shown; `print(x)` prints it")
    }
    try advance()
    if isSign(.semicolon) || isSign(.rightBrace) || token.kind == .end || token.isFirstOnLine {
      return .return(nil)
    }
    return .return(try values())
  }

  // MARK: Assignment

  private mutating func assignmentOrExpression() throws(Diagnostic) -> Statement.Kind {
    let start = token.start
    var value = try expression()
    if isSign(.comma), !isAtNewline, let targets = targets(value, from: start) {
      (self, value) = targets
    }
    guard !isAtNewline, case .sign(let sign) = token.kind else { return .expression(value) }
    let below = height
    switch sign {
    case .assign:
      let target = try target(from: value)
      try advance()
      return try assignment(of: target, annotation: nil, below: below)
    case .colon:
      guard case .name(let name) = value.kind else { return .expression(value) }
      try advance()
      let annotation = try shape()
      let shapeHeight = height
      guard isSign(.assign), !isAtNewline else { throw unexpected("`=` and the value") }
      try advance()
      return try assignment(
        of: .pattern(.name(name, value.span)), annotation: annotation, below: shapeHeight)
    default:
      guard sign.isAssignment,
        let operation = BinaryOperator(rawValue: String(sign.rawValue.dropLast()))
      else { return .expression(value) }
      let target = try target(from: value)
      if case .pattern(.tuple) = target {
        throw Diagnostic(
          .syntax, "`\(sign.rawValue)` changes one name at a time", at: value.span)
      }
      try advance()
      let change = try expression()
      try grow(over: max(below, height))
      return .augmentedAssign(target, operation, value: change)
    }
  }

  private mutating func assignment(
    of target: AssignmentTarget, annotation: ShapeAnnotation?, below: Int
  ) throws(Diagnostic) -> Statement.Kind {
    var targets = [target]
    var value = try values()
    var below = max(below, height)
    while isSign(.assign), !isAtNewline {
      guard annotation == nil else {
        throw Diagnostic(
          .syntax, "a name with a shape must be assigned by itself", at: span(of: token),
          hint: "assign twice; a comparison is written `==`")
      }
      targets.append(try self.target(from: value))
      try advance()
      value = try values()
      below = max(below, height)
    }
    try grow(over: below)
    return .assign(
      targets.count == 1 ? target : .several(targets), annotation: annotation, value: value)
  }

  /// `a, b` before `=`, and the parser after it; nil if no `=` follows.
  private func targets(_ first: Expression, from start: Int) -> (Parser, Expression)? {
    var ahead = self
    guard let value = try? ahead.list(after: first, from: start), ahead.isSign(.assign),
      !ahead.isAtNewline
    else { return nil }
    return (ahead, value)
  }

  /// One value, or several as a list: `a, b`.
  private mutating func values() throws(Diagnostic) -> Expression {
    let start = token.start
    let first = try expression()
    guard isSign(.comma), !isAtNewline else { return first }
    return try list(after: first, from: start)
  }

  private mutating func list(
    after first: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    var elements = [first]
    var below = height
    while !isAtNewline, try accept(.comma) {
      if isSign(.assign) || isSign(.semicolon) || isSign(.rightBrace) || token.kind == .end {
        break
      }
      elements.append(try expression())
      below = max(below, height)
    }
    try grow(over: below)
    return Expression(.list(elements), span(from: start))
  }
}
