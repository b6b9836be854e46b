import Language

/// The names that statements set, nested functions and comprehensions aside: they are local to the
/// function that the statements belong to.
package struct AssignedNames {
  package private(set) var names: [String] = []
  /// Names in shape annotations: local too, unless they are bound outside.
  package private(set) var extents: [String] = []

  package init(_ block: Block) { visit(block) }

  package init(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assign(let target, let annotation, _):
      visit(target)
      if let annotation { visit(annotation) }
    case .augmentedAssign(let target, _, _): visit(target)
    case .conditional(_, let then, let otherwise):
      visit(then)
      if let otherwise { visit(otherwise) }
    case .forLoop(let pattern, _, let body):
      visit(pattern)
      visit(body)
    case .whileLoop(_, let body): visit(body)
    case .noGrad(let body): visit(body)
    case .function(let declaration): names.append(declaration.name)
    case .model(let declaration): names.append(declaration.name)
    case .report(let reports): names += reports.map(\.name)
    case .importNames(let imported, file: _, fileSpan: _): names += imported.map(\.name)
    case .expression(let expression): visit(expression)
    default: break
    }
  }

  /// A block that is a value may set names.
  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .conditional(_, let then, let otherwise):
      visit(then)
      if let otherwise { visit(otherwise) }
    case .noGrad(let body): visit(body)
    default: break
    }
  }

  private mutating func visit(_ target: AssignmentTarget) {
    if case .pattern(let pattern) = target { visit(pattern) }
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern {
    case .name("_", _): break
    case .name(let name, _): names.append(name)
    case .tuple(let parts, _): for part in parts { visit(part) }
    }
  }

  private mutating func visit(_ annotation: ShapeAnnotation) {
    for case .name(let name, _) in annotation.extents { extents.append(name) }
  }
}
