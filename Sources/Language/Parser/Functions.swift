extension Parser {
  /// `def name(parameters) -> [shape] { body }`, from the `def`.
  mutating func function() throws(Diagnostic) -> FunctionDeclaration {
    try advance()
    if isWord("__init__") {
      throw Diagnostic(
        .syntax, "a model has no `__init__`", at: span(of: token),
        hint: "its parameters follow its name, `model Net(hidden) { … }`, and fields are set in "
          + "its body")
    }
    let name = try name("the function's name")
    return try function(called: name)
  }

  /// The rest of a function, from its `(`.
  mutating func function(
    called name: (name: String, span: Span)
  ) throws(Diagnostic) -> FunctionDeclaration {
    let parameters = try parameters(of: "`\(name.name)`")
    var result: ShapeAnnotation?
    if isSign(.arrow) {
      try advance()
      result = try shape()
    }
    let body = try block(
      after: "def \(name.name)(…)",
      in: Place(isTopLevel: false, isFunction: true, mayDeclare: false))
    return FunctionDeclaration(
      name: name.name, nameSpan: name.span, parameters: parameters, result: result, body: body)
  }

  /// `model Name(parameters) { body }`, from the `model`.
  mutating func model() throws(Diagnostic) -> ModelDeclaration {
    try advance()
    let name = try name("the model's name")
    let parameters = try parameters(of: "`\(name.name)`")
    let body = try block(
      after: "model \(name.name)(…)",
      in: Place(isTopLevel: false, isModel: true, mayDeclare: false))
    return ModelDeclaration(
      name: name.name, nameSpan: name.span, parameters: parameters, body: body)
  }

  // MARK: Parameters

  private mutating func parameters(of owner: String) throws(Diagnostic) -> [Parameter] {
    let start = token.start
    guard isSign(.leftParenthesis) else { throw unexpected("`(` and the parameters of \(owner)") }
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var parameters: [Parameter] = []
    while !isSign(.rightParenthesis) {
      let parameter = try parameter()
      if parameters.contains(where: { $0.name == parameter.name && $0.name != "_" }) {
        throw twice(parameter.name, parameter.span)
      }
      if parameter.defaultValue == nil, parameters.last?.defaultValue != nil {
        throw Diagnostic(
          .syntax, "`\(parameter.name)` has no default but follows one that has",
          at: parameter.span, hint: "parameters with defaults come last")
      }
      // Looking each name up among those before it is quadratic.
      guard parameters.count < 255 else {
        throw Diagnostic(.limit, "more than 255 parameters", at: parameter.span)
      }
      parameters.append(parameter)
      guard try accept(.comma) else { break }
    }
    try closeLast(.leftParenthesis, at: start)
    return parameters
  }

  private mutating func parameter() throws(Diagnostic) -> Parameter {
    if isSign(.star) || isSign(.doubleStar) {
      throw Diagnostic(
        .syntax, "a function takes a fixed number of arguments", at: span(of: token),
        hint: "take a list: `def f(xs)`, called as `f([a, b])`")
    }
    let name = try name("a parameter's name")
    if name.name == "self" {
      throw Diagnostic(
        .syntax, "there is no `self` parameter", at: name.span,
        hint: "leave it out: a model's fields are used by name")
    }
    let annotation = try accept(.colon) ? shape() : nil
    let defaultValue = try accept(.assign) ? expression() : nil
    return Parameter(
      name: name.name, span: name.span, annotation: annotation, defaultValue: defaultValue)
  }

  // MARK: Shapes

  /// `[B, N, D]`.
  mutating func shape() throws(Diagnostic) -> ShapeAnnotation {
    let start = token.start
    guard isSign(.leftBracket) else { throw notAShape() }
    brackets += 1
    defer { brackets -= 1 }
    try advance()
    var extents: [ShapeAnnotation.Extent] = []
    var sawEllipsis = false
    var below = 0
    while !isSign(.rightBracket) {
      if isSign(.ellipsis) {
        guard !sawEllipsis else {
          throw Diagnostic(.syntax, "a second `...` in a shape", at: span(of: token))
        }
        sawEllipsis = true
        try advance()
        extents.append(.ellipsis)
      } else {
        let extent = try expression()
        below = max(below, height)
        if case .name(let name) = extent.kind {
          extents.append(.name(name, extent.span))
        } else {
          extents.append(.expression(extent))
        }
      }
      guard try accept(.comma) else { break }
    }
    try closeLast(.leftBracket, at: start)
    try grow(over: below)
    return ShapeAnnotation(extents, span(from: start))
  }

  private mutating func notAShape() -> Diagnostic {
    guard token.kind == .name || token.kind == .keyword(.none) else {
      return unexpected("a shape, such as `[B, N]`")
    }
    return Diagnostic(
      .syntax, "`\(text(of: token))` is not a shape: annotations are shapes, not types",
      at: span(of: token), hint: "write a shape, such as `x: [B, N]`, or leave it out")
  }
}
