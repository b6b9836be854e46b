/// An expression and its place in the source.
package struct Expression: Sendable {
  /// What it says.
  package let kind: Kind
  /// Where it is in the source.
  package let span: Span

  /// An expression of `kind` at `span`.
  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The forms of expression.
  package indirect enum Kind: Sendable {
    /// `none`.
    case none
    /// `true`, `false`.
    case bool(Bool)
    /// `50_000`.
    case int(Int)
    /// `1e-3`.
    case float(Double)
    /// `"text"`, escapes already replaced.
    case string(String)
    /// `f"loss={x:.4f}"`.
    case interpolated([StringPart])
    /// `x`.
    case name(String)
    /// `[a, b]` and `(a, b)`.
    case list([Expression])
    /// `{"a": 1}`, in order; without a key, `**m`: every entry of a map.
    case map([(key: Expression?, value: Expression)])
    /// `{1, 2}`.
    case set([Expression])
    /// `[f(i) for i in xs if i > 2]`.
    case listComprehension(element: Expression, clauses: [ComprehensionClause])
    /// `{k: v for (k, v) in m.items()}`.
    case mapComprehension(key: Expression, value: Expression, clauses: [ComprehensionClause])
    /// `{f(i) for i in xs}`.
    case setComprehension(element: Expression, clauses: [ComprehensionClause])
    /// `*xs` in a list or a set: every element of a sequence.
    case spread(Expression)
    /// `-x`, `not x`.
    case unary(UnaryOperator, Expression)
    /// `a + b`.
    case binary(BinaryOperator, Expression, Expression)
    /// `a and b`.
    case and(Expression, Expression)
    /// `a or b`.
    case or(Expression, Expression)
    /// `a < b <= c`: each operand is evaluated once; the pairs are joined by `and`.
    case comparison(first: Expression, rest: [(operator: ComparisonOperator, operand: Expression)])
    /// `x ≈ y ± tolerance`.
    case approximately(Expression, Expression, tolerance: Expression)
    /// `x -> x ** 2`, `(a, b) -> a + b`; the body is one expression.
    case lambda(parameters: [Parameter], body: Expression)
    /// `f(x, p = 4)`.
    case call(Expression, [Argument])
    /// `x.name`.
    case member(Expression, name: String, nameSpan: Span)
    /// `x[…]`.
    case index(Expression, [Subscript])
    /// `if c { a } else { b }` where a value is wanted; `else` may hold another `if`.
    case conditional(condition: Expression, then: Block, otherwise: Block?)
    /// `no_grad { … }` where a value is wanted: that of the block.
    case noGrad(Block)
  }

  /// Whether it stands for every element of a sequence.
  package var isSpread: Bool { if case .spread = kind { true } else { false } }
}

/// A piece of an f-string.
package enum StringPart: Sendable {
  /// Text, escapes already replaced.
  case text(String)
  /// `{value:format}`; the format may itself hold `{width}`.
  case value(Expression, format: [StringPart])
}

/// `for pattern in sequence if condition…` inside a comprehension.
package struct ComprehensionClause: Sendable {
  /// What each element is bound to.
  package let pattern: Pattern
  /// What is walked.
  package let sequence: Expression
  /// Only elements for which all of these hold.
  package let conditions: [Expression]

  /// A clause of a comprehension.
  package init(pattern: Pattern, sequence: Expression, conditions: [Expression]) {
    self.pattern = pattern
    self.sequence = sequence
    self.conditions = conditions
  }
}

/// What a loop or a destructuring assignment binds.
package indirect enum Pattern: Sendable {
  /// `x`, or `_` to bind nothing.
  case name(String, Span)
  /// `(a, (b, c))`, `a, b`.
  case tuple([Pattern], Span)
  /// `x[i]` or `x.name` among several.
  case place(AssignmentTarget)
}

/// An argument of a call.
package struct Argument: Sendable {
  /// How many arguments it stands for.
  package enum Form: Sendable {
    /// One.
    case single
    /// `*xs`: one for each element.
    case elements
    /// `**m`: a named one for each entry of a map.
    case entries
  }

  /// The name in `name = value`.
  package let name: String?
  /// Where the name is in the source.
  package let nameSpan: Span?
  /// The value.
  package let value: Expression
  /// How many arguments it stands for.
  package let form: Form

  /// An argument, named or not.
  package init(
    name: String? = nil, nameSpan: Span? = nil, value: Expression, form: Form = .single
  ) {
    self.form = form
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

/// One of the comma-separated things between `[` and `]` after a value.
package enum Subscript: Sendable {
  /// `x[i]`, with an integer, a list, or an integer or boolean tensor.
  case expression(Expression)
  /// `x[a:b:c]`, every part optional.
  case slice(start: Expression?, stop: Expression?, step: Expression?, Span)
  /// `x[..., i]`.
  case ellipsis(Span)
}

/// `-x`, `+x`, `not x`.
package enum UnaryOperator: String, Sendable {
  case minus = "-"
  case plus = "+"
  case invert = "~"
  case not = "not"
}

/// An operator between values that is no comparison, by its spelling.
package enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case matmul = "@"
  case and = "&"
  case or = "|"
  case xor = "^"

  /// Whether it is for whole numbers, truth values and sets.
  package var isBitwise: Bool { self == .and || self == .or || self == .xor }
}

/// A comparison, by its spelling.
package enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case `in` = "in"
  case notIn = "not in"
  case `is` = "is"
  case isNot = "is not"
}
