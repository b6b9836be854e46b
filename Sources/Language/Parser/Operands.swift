extension Parser {
  /// A value with its calls, indices and members.
  mutating func postfix() throws(Diagnostic) -> Expression {
    let start = token.start
    var value = try operand()
    while !isAtNewline {
      let below = height
      if isSign(.leftParenthesis) {
        let arguments = try arguments()
        try grow(over: max(below, height))
        value = Expression(.call(value, arguments), span(from: start))
      } else if isSign(.leftBracket) {
        let subscripts = try subscripts()
        try grow(over: max(below, height))
        value = Expression(.index(value, subscripts), span(from: start))
      } else if isSign(.dot) {
        try advance()
        let member = try member()
        try grow(over: below)
        value = Expression(
          .member(value, name: member.name, nameSpan: member.span), span(from: start))
      } else {
        break
      }
    }
    return value
  }

  /// After a dot every word is a name: `x.data`, `y.none`.
  private mutating func member() throws(Diagnostic) -> (name: String, span: Span) {
    switch token.kind {
    case .name, .keyword:
      let found = (name: text(of: token), span: span(of: token))
      try advance()
      return found
    case .sign(.dot), .float:
      throw Diagnostic(
        .syntax, "`..` has no meaning here", at: span(of: token),
        hint: "a range is written `range(1, 13)`, and `in 1...12` for a `param`")
    default:
      throw unexpected("a name after `.`")
    }
  }

  // MARK: Operands

  private mutating func operand() throws(Diagnostic) -> Expression {
    switch token.kind {
    case .name where text(of: token) == "no_grad" && peek()?.kind == .sign(.leftBrace):
      let start = token.start
      try advance()
      return Expression(
        .noGrad(try block(after: "no_grad", in: inside())), span(from: start))
    case .name:
      if let complaint = foreign() { throw complaint }
      return try leaf(.name(text(of: token)))
    case .int(let magnitude):
      guard let value = Int(exactly: magnitude) else {
        throw Lexer.tooLarge(at: span(of: token))
      }
      return try leaf(.int(value))
    case .float(let value): return try leaf(.float(value))
    case .string(let text): return try leaf(.string(text))
    case .interpolation(let quote): return try interpolation(quote)
    case .keyword(.none): return try leaf(.none)
    case .keyword(.true): return try leaf(.bool(true))
    case .keyword(.false): return try leaf(.bool(false))
    case .keyword(.if): return try conditional()
    case .sign(.leftParenthesis): return try parenthesised()
    case .sign(.leftBracket): return try list()
    case .sign(.leftBrace): return try mapOrSet()
    case .keyword(.not):
      throw Diagnostic(
        .syntax, "`not` binds less tightly than the operator before it", at: span(of: token),
        hint: "put it in parentheses: `(not x)`")
    default: throw unexpected("a value")
    }
  }

  private mutating func leaf(_ kind: Expression.Kind) throws(Diagnostic) -> Expression {
    let value = Expression(kind, span(of: token))
    try advance()
    height = 1
    return value
  }

  /// `if c { a } else { b }` as a value.
  private mutating func conditional() throws(Diagnostic) -> Expression {
    let start = token.start
    let (condition, then, otherwise) = try branches()
    return Expression(
      .conditional(condition: condition, then: then, otherwise: otherwise), span(from: start))
  }

  /// An element of a list or set: a value, or `*xs` for all of a sequence.
  private mutating func element() throws(Diagnostic) -> Expression {
    let start = token.start
    guard try accept(.star) else { return try expression() }
    let sequence = try expression()
    try grow(over: height)
    let spread = Expression(.spread(sequence), span(from: start))
    guard !isKeyword(.for) else {
      throw Diagnostic(
        .syntax, "a comprehension gives one element at a time", at: spread.span,
        hint: "write `[x for xs in xss for x in xs]`")
    }
    return spread
  }

  /// `()`, `(a)`, `(a, b)`: a list, unless it is one value without a comma.
  private mutating func parenthesised() throws(Diagnostic) -> Expression {
    let start = token.start
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var elements: [Expression] = []
    var below = 0
    var isList = isSign(.rightParenthesis)
    while !isSign(.rightParenthesis) {
      elements.append(try element())
      below = max(below, height)
      guard try accept(.comma) else { break }
      isList = true
    }
    if !isList, let first = elements.first, first.isSpread {
      throw Diagnostic(
        .syntax, "`*xs` stands in a list, a set or a call", at: first.span,
        hint: "write `[*xs]`, or `(*xs,)`")
    }
    if isKeyword(.for) {
      throw Diagnostic(
        .syntax, "a comprehension must be between `[` and `]`", at: span(of: token),
        hint: "write `[f(x) for x in xs]`")
    }
    try closeLast(.leftParenthesis, at: start)
    if !isList, let value = elements.first {
      height = below
      return Expression(value.kind, span(from: start))
    }
    try grow(over: below)
    return Expression(.list(elements), span(from: start))
  }

  /// `[a, b]` or `[f(x) for x in xs]`.
  private mutating func list() throws(Diagnostic) -> Expression {
    let start = token.start
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var elements: [Expression] = []
    var below = 0
    while !isSign(.rightBracket) {
      elements.append(try element())
      below = max(below, height)
      if elements.count == 1, isKeyword(.for) {
        let clauses = try clauses()
        below = max(below, height)
        try closeLast(.leftBracket, at: start)
        try grow(over: below)
        return Expression(
          .listComprehension(element: elements[0], clauses: clauses), span(from: start))
      }
      guard try accept(.comma) else { break }
    }
    try closeLast(.leftBracket, at: start)
    try grow(over: below)
    return Expression(.list(elements), span(from: start))
  }

  /// `{"a": 1, **m}` or `{k: v for k in ks}`; a set if there is no colon.
  private mutating func mapOrSet() throws(Diagnostic) -> Expression {
    let start = token.start
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var pairs: [(key: Expression?, value: Expression)] = []
    var below = 0
    while !isSign(.rightBrace) {
      if try accept(.doubleStar) {
        pairs.append((nil, try expression()))
        below = max(below, height)
        guard try accept(.comma) else { break }
        continue
      }
      let key = pairs.isEmpty ? try element() : try expression()
      below = max(below, height)
      if pairs.isEmpty, key.isSpread || isSign(.comma) || isSign(.rightBrace) || isKeyword(.for) {
        return try set(of: key, from: start, below: below)
      }
      guard isSign(.colon) else { throw unexpected("`:` and a value") }
      try advance()
      let value = try expression()
      below = max(below, height)
      if pairs.isEmpty, isKeyword(.for) {
        let clauses = try clauses()
        below = max(below, height)
        try closeLast(.leftBrace, at: start)
        try grow(over: below)
        return Expression(
          .mapComprehension(key: key, value: value, clauses: clauses), span(from: start))
      }
      pairs.append((key, value))
      guard try accept(.comma) else { break }
    }
    try closeLast(.leftBrace, at: start)
    try grow(over: below)
    return Expression(.map(pairs), span(from: start))
  }

  /// `{a, b}` or `{f(x) for x in xs}`, after its first element.
  private mutating func set(
    of first: Expression, from start: Int, below: Int
  ) throws(Diagnostic) -> Expression {
    var elements = [first]
    var below = below
    if isKeyword(.for) {
      let clauses = try clauses()
      below = max(below, height)
      try closeLast(.leftBrace, at: start)
      try grow(over: below)
      return Expression(.setComprehension(element: first, clauses: clauses), span(from: start))
    }
    while try accept(.comma), !isSign(.rightBrace) {
      elements.append(try element())
      below = max(below, height)
    }
    try closeLast(.leftBrace, at: start)
    try grow(over: below)
    return Expression(.set(elements), span(from: start))
  }

  /// Consumes a closing bracket; a newline counts again right after it.
  mutating func closeLast(_ opening: Sign, at start: Int) throws(Diagnostic) {
    try close(opening, at: start, orElse: "`,` or ")
  }

  // MARK: Comprehensions

  /// One or more `for … in … if …`.
  mutating func clauses() throws(Diagnostic) -> [ComprehensionClause] {
    var clauses: [ComprehensionClause] = []
    var below = 0
    while isKeyword(.for) {
      try advance()
      let pattern = try loopPattern()
      let sequence = try operation(above: .or)
      below = max(below, height)
      var conditions: [Expression] = []
      while isKeyword(.if) {
        try advance()
        conditions.append(try operation(above: .or))
        below = max(below, height)
      }
      clauses.append(
        ComprehensionClause(pattern: pattern, sequence: sequence, conditions: conditions))
    }
    // Each clause is one more loop inside the others.
    try grow(over: below + clauses.count)
    return clauses
  }

  // MARK: Arguments

  private mutating func arguments() throws(Diagnostic) -> [Argument] {
    let start = token.start
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var arguments: [Argument] = []
    var names: Set<String> = []
    var below = 0
    while !isSign(.rightParenthesis) {
      let first = token
      if isSign(.doubleStar) {
        try advance()
        arguments.append(Argument(value: try expression(), form: .entries))
        names.insert("**")
      } else if token.kind == .name, peek()?.kind == .sign(.assign) {
        let name = text(of: token)
        guard names.insert(name).inserted else { throw twice(name, span(of: token)) }
        try advance()
        try advance()
        let value = try expression()
        arguments.append(Argument(name: name, nameSpan: span(of: first), value: value))
      } else {
        let isSpread = try accept(.star)
        let value = try expression()
        guard names.isEmpty else {
          throw Diagnostic(
            .syntax, "a positional argument after a named one", at: value.span,
            hint: "put it before the named ones")
        }
        arguments.append(Argument(value: value, form: isSpread ? .elements : .single))
      }
      below = max(below, height)
      if arguments.count == 1, names.isEmpty, isKeyword(.for), first.kind != .sign(.star) {
        // Python's `sum(f(x) for x in xs)`.
        let clauses = try clauses()
        try grow(over: max(below, height))
        below = height
        let element = arguments[0].value
        arguments = [
          Argument(
            value: Expression(
              .listComprehension(element: element, clauses: clauses), span(from: first.start)))
        ]
      }
      guard try accept(.comma) else { break }
    }
    try closeLast(.leftParenthesis, at: start)
    height = below
    return arguments
  }

  // MARK: Subscripts

  mutating func subscripts() throws(Diagnostic) -> [Subscript] {
    let start = token.start
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var subscripts: [Subscript] = []
    var below = 0
    while !isSign(.rightBracket) {
      subscripts.append(try oneSubscript())
      below = max(below, height)
      guard try accept(.comma) else { break }
    }
    try closeLast(.leftBracket, at: start)
    height = below
    if subscripts.isEmpty {
      throw Diagnostic(.syntax, "an index is missing between `[` and `]`", at: span(from: start))
    }
    return subscripts
  }

  private mutating func oneSubscript() throws(Diagnostic) -> Subscript {
    let start = token.start
    if try accept(.ellipsis) {
      height = 1
      return .ellipsis(span(from: start))
    }
    var below = 1
    var parts: [Expression?] = [nil, nil, nil]
    var index = 0
    while true {
      if !isSign(.colon), !isSign(.comma), !isSign(.rightBracket) {
        let value = try expression()
        below = max(below, height)
        parts[index] = value
        if index == 0, !isSign(.colon) { return .expression(value) }
      }
      guard index < 2, try accept(.colon) else { break }
      index += 1
    }
    height = below
    // `x[,]` has neither a value nor a colon.
    guard index > 0 else { throw unexpected("an index") }
    return .slice(start: parts[0], stop: parts[1], step: parts[2], span(from: start))
  }
}
