/// Statements between `{` and `}`, or those of a whole fence.
package struct Block: Sendable {
  /// The statements in order.
  package let statements: [Statement]
  /// From `{` to `}`.
  package let span: Span

  /// A block of `statements`.
  package init(_ statements: [Statement], _ span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// A statement and its place in the source.
package struct Statement: Sendable {
  /// What it says.
  package let kind: Kind
  /// Where it is in the source.
  package let span: Span

  /// A statement of `kind` at `span`.
  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The forms of statement.
  package indirect enum Kind: Sendable {
    /// A value by itself: at the end of a function it is the result; at the prompt it is shown.
    case expression(Expression)
    /// `x = …`, `attn: [..., N, N] = …`, `(a, b) = …`, `m["k"] = …`, `W[:] = …`, `self.x = …`.
    case assign(AssignmentTarget, annotation: ShapeAnnotation?, value: Expression)
    /// `x += …`.
    case augmentedAssign(AssignmentTarget, BinaryOperator, value: Expression)
    /// `if … { } else { }`; `else if` is a block of one `if`.
    case conditional(condition: Expression, then: Block, otherwise: Block?)
    /// `for pattern in sequence { }`.
    case forLoop(Pattern, sequence: Expression, body: Block)
    /// `while condition { }`.
    case whileLoop(condition: Expression, body: Block)
    /// `break`.
    case `break`
    /// `continue`.
    case `continue`
    /// `return`, `return x`.
    case `return`(Expression?)
    /// `def f(x) { }`, and `forward(x) { }` in a model.
    case function(FunctionDeclaration)
    /// `model M(a) { }`.
    case model(ModelDeclaration)
    /// `no_grad { }`.
    case noGrad(Block)
    /// `tap attn`: the name and its value.
    case tap(name: String, Expression)
    /// `expect condition [on data…] [under profile…] ["message"]`.
    case expect(Expectation)
    /// `report a = x, b = y`.
    case report([Report])
    /// `show a, b`.
    case show([Expression])
    /// `param p = 4 in [2, 4] "help"`.
    case param(ParameterDeclaration)
    /// `data images = mnist else digits`.
    case data(DataDeclaration)
    /// `profile quick { epochs = 1 }`.
    case profile(Profile)
    /// `try id "title" { p = 7 }`.
    case `try`(Variation)
    /// `compare a, b { table x; plot y }`.
    case compare(Comparison)
    /// `question id "…" { answer "…" }`; `predict` asks before the step runs.
    case question(Question)
    /// `import A, B from "file.lab"`.
    case importNames([(name: String, span: Span)], file: String, fileSpan: Span)
  }
}

/// What is to the left of `=`.
package indirect enum AssignmentTarget: Sendable {
  /// A name or `(a, b)`.
  case pattern(Pattern)
  /// `x[i]`.
  case index(Expression, [Subscript], Span)
  /// `x.name`.
  case member(Expression, name: String, Span)
  /// `a = b =`: each gets the value, from left to right.
  case several([AssignmentTarget])
}

extension AssignmentTarget {
  /// The names, alone or in parentheses.
  package var patterns: [Pattern] {
    switch self {
    case .pattern(let pattern): [pattern]
    case .index, .member: []
    case .several(let targets): targets.flatMap(\.patterns)
    }
  }
}

/// `[B, N, D]`, `[..., heads, N, N]`.
package struct ShapeAnnotation: Sendable {
  /// One extent of an annotated shape.
  package enum Extent: Sendable {
    /// `...`: any number of leading dimensions; at most once.
    case ellipsis
    /// A name that is bound or checked.
    case name(String, Span)
    /// A number, or arithmetic over names that are already bound.
    case expression(Expression)
  }

  /// The extents in order.
  package let extents: [Extent]
  /// From `[` to `]`.
  package let span: Span

  /// A shape of `extents`.
  package init(_ extents: [Extent], _ span: Span) {
    self.extents = extents
    self.span = span
  }
}

/// A claim.
package struct Expectation: Sendable {
  /// What must hold.
  package let condition: Expression
  /// The data sets that it applies to; empty means all.
  package let data: [(name: String, span: Span)]
  /// The profiles that it applies to, `default` being none; empty means all.
  package let profiles: [(name: String, span: Span)]
  /// What to say when it does not hold.
  package let message: String?

  /// A claim that `condition` holds.
  package init(
    condition: Expression, data: [(name: String, span: Span)],
    profiles: [(name: String, span: Span)], message: String?
  ) {
    self.condition = condition
    self.data = data
    self.profiles = profiles
    self.message = message
  }
}

/// One named result: `test_acc = accuracy(…)`.
package struct Report: Sendable {
  /// The name, which is also bound.
  package let name: String
  /// Where the name is in the source.
  package let nameSpan: Span
  /// The value.
  package let value: Expression

  /// A result called `name`.
  package init(name: String, nameSpan: Span, value: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}
