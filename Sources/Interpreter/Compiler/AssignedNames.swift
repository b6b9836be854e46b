import Language

/// The names that statements set, apart from nested functions and comprehensions.
///
/// They are local to the function that the statements belong to.
package struct AssignedNames {
  package private(set) var names: [String] = []
  /// Names in shape annotations, which are local too unless they are bound outside.
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
    case .function(let declaration): return names.append(declaration.name)
    case .model(let declaration): return names.append(declaration.name)
    case .assign(let target, let annotation, _):
      visit(target)
      if let annotation { visit(annotation) }
    case .augmentedAssign(let target, _, _): visit(target)
    case .forLoop(let pattern, _, _): visit(pattern)
    case .report(let reports): names += reports.map(\.name)
    case .importNames(let imported, file: _, fileSpan: _): names += imported.map(\.name)
    case .compare(let comparison): names += comparison.variations.map(\.name)
    case .expression, .conditional, .whileLoop, .break, .continue, .return, .noGrad, .tap, .expect,
      .show, .param, .data, .profile, .try, .question:
      break
    }
    visit(statement.parts)
  }

  /// Blocks may set names; those inside expressions are values.
  private mutating func visit(_ parts: Parts) {
    for expression in parts.expressions {
      // What is in a lambda belongs to it.
      if case .lambda = expression.kind { continue }
      visit(expression.parts)
    }
    for block in parts.blocks { visit(block) }
  }

  private mutating func visit(_ target: AssignmentTarget) {
    for pattern in target.patterns { visit(pattern) }
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern {
    case .name("_", _): break
    case .name(let name, _): names.append(name)
    case .tuple(let parts, _): for part in parts { visit(part) }
    case .place: break
    }
  }

  private mutating func visit(_ annotation: ShapeAnnotation) {
    for case .name(let name, _) in annotation.extents { extents.append(name) }
  }
}
