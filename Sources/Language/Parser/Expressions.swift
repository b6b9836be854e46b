extension Parser {
  /// An expression, lambdas included.
  mutating func expression() throws(Diagnostic) -> Expression {
    try enter()
    defer { leave() }
    let start = token.start
    let value = try binary(above: .or)
    if isKeyword(.if), !isAtNewline { return try conditional(value, from: start) }
    guard isSign(.arrow), !isAtNewline else { return value }
    let parameters = try parameters(from: value)
    try advance()
    let outer = place
    place.isTopLevel = false
    place.isFunction = false
    place.isLoop = false
    defer { place = outer }
    let body = try expression()
    try grow(over: height)
    return Expression(.lambda(parameters: parameters, body: body), span(from: start))
  }

  /// `a if c else b`, after the `a`.
  private mutating func conditional(
    _ value: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    var below = height
    try advance()
    let condition = try operation(above: .or)
    below = max(below, height)
    guard isKeyword(.else), !isAtNewline else { throw unexpected("`else` and a value") }
    try advance()
    let otherwise = try expression()
    try grow(over: max(below, height) + 1)
    let blocks = [value, otherwise].map { value in
      Block([Statement(.expression(value), value.span)], value.span)
    }
    return Expression(
      .conditional(condition: condition, then: blocks[0], otherwise: blocks[1]), span(from: start))
  }

  /// Reads what came before `->` as the parameters of a lambda.
  private func parameters(from value: Expression) throws(Diagnostic) -> [Parameter] {
    var names: [Expression] = []
    if case .list(let elements) = value.kind, value.span.text.hasPrefix("(") {
      names = elements
    } else {
      names = [value]
    }
    var parameters: [Parameter] = []
    for element in names {
      guard case .name(let name) = element.kind else {
        throw Diagnostic(
          .syntax, "only parameter names can stand before `->`", at: element.span,
          hint: "write `x -> …` or `(x, y) -> …`")
      }
      if parameters.contains(where: { $0.name == name && name != "_" }) {
        throw twice(name, element.span)
      }
      parameters.append(Parameter(name: name, span: element.span))
    }
    return parameters
  }

  // MARK: Operators

  /// How tightly an operator binds, as in Python.
  enum Precedence: Int, Comparable {
    case or, and, not, comparison, bitOr, bitXor, bitAnd, additive, multiplicative, unary

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }
  }

  /// An expression without a lambda, of operators that bind at least as tightly as `lowest`.
  mutating func operation(above lowest: Precedence) throws(Diagnostic) -> Expression {
    try enter()
    defer { leave() }
    return try binary(above: lowest)
  }

  private mutating func binary(above lowest: Precedence) throws(Diagnostic) -> Expression {
    let start = token.start
    var left: Expression
    if lowest <= .not, isKeyword(.not) {
      try enter()
      defer { leave() }
      try advance()
      let operand = try binary(above: .not)
      try grow(over: height)
      left = Expression(.unary(.not, operand), span(from: start))
    } else {
      left = try unary()
    }
    while !isAtNewline, let precedence = precedenceOfNext, precedence >= lowest {
      if precedence == .comparison {
        left = try comparison(first: left, from: start)
        continue
      }
      let below = height
      let kind = token.kind
      try refuseDecrement()
      try advance()
      let right = try binary(above: precedence.next)
      try grow(over: max(below, height))
      left = Expression(combine(kind, left, right), span(from: start))
    }
    return left
  }

  private var precedenceOfNext: Precedence? {
    switch token.kind {
    case .keyword(.or): .or
    case .keyword(.and): .and
    case .keyword(.in), .keyword(.is): .comparison
    case .keyword(.not): isNotIn ? .comparison : nil
    case .sign(let sign):
      switch sign {
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .approximately:
        .comparison
      case .bar: .bitOr
      case .caret: .bitXor
      case .ampersand: .bitAnd
      case .plus, .minus: .additive
      case .star, .slash, .doubleSlash, .percent, .at: .multiplicative
      default: nil
      }
    default: nil
    }
  }

  private var isNotIn: Bool { peek()?.kind == .keyword(.in) }

  private func combine(
    _ kind: Token.Kind, _ left: Expression, _ right: Expression
  ) -> Expression.Kind {
    switch kind {
    case .keyword(.or): .or(left, right)
    case .keyword(.and): .and(left, right)
    case .sign(let sign):
      .binary(BinaryOperator(rawValue: sign.rawValue) ?? .add, left, right)
    default: left.kind
    }
  }

  // MARK: Comparisons

  private mutating func comparison(
    first: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    if isSign(.approximately) { return try approximately(first, from: start) }
    var below = height
    var rest: [(operator: ComparisonOperator, operand: Expression)] = []
    while !isAtNewline, precedenceOfNext == .comparison {
      if isSign(.approximately) { throw chainedApproximately() }
      let comparison = try comparisonOperator()
      let operand = try binary(above: .bitOr)
      below = max(below, height)
      rest.append((comparison, operand))
    }
    try grow(over: below)
    return Expression(.comparison(first: first, rest: rest), span(from: start))
  }

  private mutating func comparisonOperator() throws(Diagnostic) -> ComparisonOperator {
    let kind = token.kind
    try advance()
    switch kind {
    case .keyword(.in): return .in
    case .keyword(.not):
      try advance()
      return .notIn
    case .keyword(.is):
      guard isKeyword(.not) else { return .is }
      try advance()
      return .isNot
    case .sign(let sign): return ComparisonOperator(rawValue: sign.rawValue) ?? .equal
    default: return .equal
    }
  }

  private mutating func approximately(
    _ left: Expression, from start: Int
  ) throws(Diagnostic) -> Expression {
    var below = height
    try advance()
    let right = try binary(above: .bitOr)
    below = max(below, height)
    guard isSign(.plusMinus), !isAtNewline else {
      if token.kind == .end { ranOut = true }
      throw Diagnostic(
        .syntax, "`≈` needs a tolerance", at: span(from: start),
        hint: "say how close: `x ≈ y ± 1e-6`, or `x ~= y +/- 1e-6`")
    }
    try advance()
    let tolerance = try binary(above: .bitOr)
    try grow(over: max(below, height))
    if !isAtNewline, precedenceOfNext == .comparison { throw chainedApproximately() }
    return Expression(.approximately(left, right, tolerance: tolerance), span(from: start))
  }

  private func chainedApproximately() -> Diagnostic {
    Diagnostic(
      .syntax, "`≈` cannot be chained with another comparison", at: span(of: token),
      hint: "join two conditions with `and`")
  }

  // MARK: Signs and powers

  private mutating func unary() throws(Diagnostic) -> Expression {
    guard isSign(.minus) || isSign(.plus) || isSign(.tilde) else { return try power() }
    try enter()
    defer { leave() }
    let start = token.start
    let isMinus = isSign(.minus)
    let operation: UnaryOperator = isMinus ? .minus : isSign(.plus) ? .plus : .invert
    try advance()
    if isMinus, token.kind == .int(UInt64(Int.min.magnitude)) {
      try advance()
      height = 1
      return Expression(.int(Int.min), span(from: start))
    }
    let operand = try unary()
    try grow(over: height)
    return Expression(.unary(operation, operand), span(from: start))
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let start = token.start
    let base = try postfix()
    guard isSign(.doubleStar), !isAtNewline else { return base }
    try enter()
    defer { leave() }
    let below = height
    try advance()
    let exponent = try unary()
    try grow(over: max(below, height))
    return Expression(.binary(.power, base, exponent), span(from: start))
  }
}
