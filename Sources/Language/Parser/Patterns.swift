extension Parser {
  /// What a loop binds: `x`, `(x, (y, z))` or `x, y`.
  mutating func loopPattern() throws(Diagnostic) -> Pattern {
    let start = token.start
    var parts = [try pattern()]
    var isTuple = false
    while isSign(.comma) {
      isTuple = true
      try advance()
      if isKeyword(.in) { break }
      parts.append(try pattern())
    }
    let pattern = isTuple ? Pattern.tuple(parts, span(from: start)) : parts[0]
    guard isKeyword(.in) else { throw unexpected("`in`") }
    try advance()
    return pattern
  }

  private mutating func pattern() throws(Diagnostic) -> Pattern {
    let start = token.start
    guard isSign(.leftParenthesis) else {
      let name = try name("a name to bind")
      return .name(name.name, name.span)
    }
    try enter()
    defer { leave() }
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var parts: [Pattern] = []
    repeat {
      if isSign(.rightParenthesis), !parts.isEmpty { break }
      parts.append(try pattern())
    } while try accept(.comma)
    try closeLast(.leftParenthesis, at: start)
    return .tuple(parts, span(from: start))
  }

  /// Reads what came before `=` as what is assigned.
  func target(from value: Expression) throws(Diagnostic) -> AssignmentTarget {
    switch value.kind {
    case .index(let container, let subscripts): return .index(container, subscripts, value.span)
    case .member(let object, let name, let span): return .member(object, name: name, span)
    default: return .pattern(try pattern(from: value))
    }
  }

  private func pattern(from value: Expression) throws(Diagnostic) -> Pattern {
    switch value.kind {
    case .name(let name):
      return .name(name, value.span)
    case .list(let elements) where !elements.isEmpty:
      var parts: [Pattern] = []
      for element in elements { parts.append(try pattern(from: element)) }
      return .tuple(parts, value.span)
    case .index, .member: return .place(try target(from: value))
    default:
      throw Diagnostic(
        .syntax, "this cannot be assigned to", at: value.span,
        hint: "a comparison is written `==`; assign to a name, `x[i]` or `x.name`")
    }
  }
}
