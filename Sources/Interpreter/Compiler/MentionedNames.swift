import Language

/// Every session name that statements mention, even in functions, and what they report or record.
package struct MentionedNames {
  package private(set) var names: Set<String> = []
  /// Names of reports and series.
  package private(set) var made: Set<String> = []

  /// No names yet.
  package init() {}

  /// Adds a name.
  package mutating func note(_ name: String) { names.insert(name) }

  package mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  package mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .function(let declaration):
      visit(statement.parts.expressions)
      visit(declaration.body, localTo: declaration.parameters)
      return
    case .model(let declaration):
      visit(statement.parts.expressions)
      visit(declaration.body, localTo: declaration.parameters)
      return
    case .assign(let target, _, _), .augmentedAssign(let target, _, _):
      for pattern in target.patterns { visit(pattern) }
    case .forLoop(let pattern, _, _): visit(pattern)
    case .report(let reports):
      made.formUnion(reports.map(\.name))
      names.formUnion(reports.map(\.name))
    case .expression, .conditional, .whileLoop, .break, .continue, .return, .noGrad, .tap, .expect,
      .show, .param, .data, .profile, .try, .compare, .question, .importNames:
      break
    }
    visit(statement.parts)
  }

  private mutating func visit(_ parts: Parts) {
    visit(parts.expressions)
    for block in parts.blocks { visit(block) }
  }

  private mutating func visit(_ expressions: [Expression]) {
    for expression in expressions { visit(expression) }
  }

  /// The body of a function or model: its parameters and what it sets are not session names.
  private mutating func visit(_ body: Block, localTo parameters: [Parameter]) {
    var inside = MentionedNames()
    inside.visit(body)
    made.formUnion(inside.made)
    names.formUnion(
      inside.names.subtracting(parameters.map(\.name)).subtracting(AssignedNames(body).names))
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern {
    case .name(let name, _): names.insert(name)
    case .tuple(let parts, _): for part in parts { visit(part) }
    case .place: break
    }
  }

  package mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): names.insert(name)
    case .lambda(let parameters, let body):
      for parameter in parameters { if let value = parameter.defaultValue { visit(value) } }
      var inside = MentionedNames()
      inside.visit(body)
      made.formUnion(inside.made)
      names.formUnion(inside.names.subtracting(parameters.map(\.name)))
    case .call(let callee, let arguments):
      if case .name("record") = callee.kind { note(arguments) }
      visit(expression.parts)
    case .none, .bool, .int, .float, .string, .interpolated, .list, .map, .set, .listComprehension,
      .mapComprehension, .setComprehension, .spread, .unary, .binary, .and, .or, .comparison,
      .approximately,
      .member, .index,
      .conditional, .noGrad:
      visit(expression.parts)
    }
  }

  private mutating func note(_ arguments: [Argument]) {
    for argument in arguments
    where !(["label", "x"] + CurveLook.names).contains(argument.name ?? "") {
      made.insert(argument.name ?? argument.value.span.text)
    }
  }
}
