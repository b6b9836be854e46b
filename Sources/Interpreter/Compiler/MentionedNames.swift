import Language

/// Every session name that statements mention, inside functions too, and what they report or record.
package struct MentionedNames {
  package private(set) var names: Set<String> = []
  /// Names of reports and series.
  package private(set) var made: Set<String> = []

  /// No names yet.
  package init() {}

  package mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  package mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value), .tap(_, let value): visit(value)
    case .assign(let target, _, let value), .augmentedAssign(let target, _, let value):
      visit(target)
      visit(value)
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      if let otherwise { visit(otherwise) }
    case .forLoop(let pattern, let sequence, let body):
      visit(pattern)
      visit(sequence)
      visit(body)
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body)
    case .return(let value): if let value { visit(value) }
    case .function(let declaration):
      visit(declaration.parameters)
      visit(declaration.body, localTo: declaration.parameters)
    case .model(let declaration):
      visit(declaration.parameters)
      visit(declaration.body, localTo: declaration.parameters)
    case .noGrad(let body): visit(body)
    case .report(let reports):
      for report in reports {
        made.insert(report.name)
        names.insert(report.name)
        visit(report.value)
      }
    default: break
    }
  }

  /// The body of a function or model: its parameters and what it sets are no session names.
  private mutating func visit(_ body: Block, localTo parameters: [Parameter]) {
    var inside = MentionedNames()
    inside.visit(body)
    made.formUnion(inside.made)
    names.formUnion(
      inside.names.subtracting(parameters.map(\.name)).subtracting(AssignedNames(body).names))
  }

  private mutating func visit(_ target: AssignmentTarget) {
    switch target {
    case .pattern(let pattern): visit(pattern)
    case .index(let container, let subscripts, _):
      visit(container)
      visit(subscripts)
    case .member(let owner, name: _, _): visit(owner)
    }
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern {
    case .name(let name, _): names.insert(name)
    case .tuple(let parts, _): for part in parts { visit(part) }
    }
  }

  private mutating func visit(_ parameters: [Parameter]) {
    for parameter in parameters {
      if let value = parameter.defaultValue { visit(value) }
    }
  }

  private mutating func visit(_ subscripts: [Subscript]) {
    for item in subscripts {
      switch item {
      case .expression(let value): visit(value)
      case .slice(let start, let stop, let step, _):
        for part in [start, stop, step] { if let part { visit(part) } }
      case .ellipsis: break
      }
    }
  }

  private mutating func visit(_ clauses: [ComprehensionClause]) {
    for clause in clauses {
      visit(clause.sequence)
      for condition in clause.conditions { visit(condition) }
    }
  }

  private mutating func visit(_ parts: [StringPart]) {
    for case .value(let value, let format) in parts {
      visit(value)
      visit(format)
    }
  }

  package mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .none, .bool, .int, .float, .string: break
    case .interpolated(let parts): visit(parts)
    case .name(let name): names.insert(name)
    case .list(let items): for item in items { visit(item) }
    case .map(let pairs):
      for pair in pairs {
        visit(pair.key)
        visit(pair.value)
      }
    case .listComprehension(let element, let clauses):
      visit(clauses)
      visit(element)
    case .mapComprehension(let key, let value, let clauses):
      visit(clauses)
      visit(key)
      visit(value)
    case .unary(_, let operand): visit(operand)
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      visit(left)
      visit(right)
    case .comparison(let first, let rest):
      visit(first)
      for link in rest { visit(link.operand) }
    case .approximately(let left, let right, let tolerance):
      visit(left)
      visit(right)
      visit(tolerance)
    case .lambda(let parameters, let body):
      visit(parameters)
      var inside = MentionedNames()
      inside.visit(body)
      names.formUnion(inside.names.subtracting(parameters.map(\.name)))
    case .call(let callee, let arguments):
      if case .name("record") = callee.kind { note(arguments) }
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .member(let receiver, name: _, nameSpan: _): visit(receiver)
    case .index(let container, let subscripts):
      visit(container)
      visit(subscripts)
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      if let otherwise { visit(otherwise) }
    case .noGrad(let body): visit(body)
    }
  }

  private mutating func note(_ arguments: [Argument]) {
    for argument in arguments where argument.name != "label" && argument.name != "x" {
      made.insert(argument.name ?? argument.value.span.text)
    }
  }
}
