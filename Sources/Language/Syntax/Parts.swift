/// What a piece of syntax directly contains.
///
/// The one place that knows; any search through a lab uses it.
package struct Parts {
  /// The expressions, in the order in which they are written.
  package private(set) var expressions: [Expression] = []
  /// The blocks.
  package private(set) var blocks: [Block] = []

  fileprivate init(_ expressions: [Expression?] = [], _ blocks: [Block?] = []) {
    self.expressions = expressions.compactMap(\.self)
    self.blocks = blocks.compactMap(\.self)
  }
}

extension Statement {
  /// What the statement holds.
  package var parts: Parts {
    switch kind {
    case .break, .continue, .data, .importNames: Parts()
    case .compare(let comparison): Parts(comparison.shows.flatMap(\.self))
    case .expression(let value), .tap(_, let value): Parts([value])
    case .assign(let target, let annotation, let value):
      Parts(target.expressions + (annotation?.expressions ?? []) + [value])
    case .augmentedAssign(let target, _, let value): Parts(target.expressions + [value])
    case .conditional(let condition, let then, let otherwise):
      Parts([condition], [then, otherwise])
    case .forLoop(_, let sequence, let body): Parts([sequence], [body])
    case .whileLoop(let condition, let body): Parts([condition], [body])
    case .return(let value): Parts([value])
    case .function(let function):
      Parts(
        function.parameters.expressions + (function.result?.expressions ?? []), [function.body])
    case .model(let model): Parts(model.parameters.expressions, [model.body])
    case .noGrad(let body): Parts([], [body])
    case .expect(let claim): Parts([claim.condition])
    case .report(let reports): Parts(reports.map(\.value))
    case .show(let values): Parts(values)
    case .param(let declaration):
      Parts([declaration.defaultValue] + (declaration.domain?.expressions ?? []))
    case .profile(let profile): Parts(profile.settings.map(\.value))
    case .try(let variation): Parts(variation.settings.map(\.value))
    case .question(let question): Parts([question.wording] + question.form.expressions.map(\.self))
    }
  }
}

extension Expression {
  /// What the expression holds.
  package var parts: Parts {
    switch kind {
    case .none, .bool, .int, .float, .string, .name: Parts()
    case .interpolated(let parts): Parts(parts.expressions)
    case .list(let items), .set(let items): Parts(items)
    case .map(let pairs): Parts(pairs.flatMap { [$0.key, $0.value].compactMap { $0 } })
    case .listComprehension(let element, let clauses),
      .setComprehension(let element, let clauses):
      Parts([element] + clauses.expressions)
    case .mapComprehension(let key, let value, let clauses):
      Parts([key, value] + clauses.expressions)
    case .unary(_, let operand), .spread(let operand): Parts([operand])
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      Parts([left, right])
    case .comparison(let first, let rest): Parts([first] + rest.map(\.operand))
    case .approximately(let left, let right, let tolerance): Parts([left, right, tolerance])
    case .lambda(let parameters, let body): Parts(parameters.expressions + [body])
    case .call(let callee, let arguments): Parts([callee] + arguments.map(\.value))
    case .member(let receiver, name: _, nameSpan: _): Parts([receiver])
    case .index(let container, let subscripts): Parts([container] + subscripts.expressions)
    case .conditional(let condition, let then, let otherwise):
      Parts([condition], [then, otherwise])
    case .noGrad(let body): Parts([], [body])
    }
  }
}

extension Block {
  /// Calls `body` with every statement of the block, those inside others and in expressions too.
  package func forEachStatement(_ body: (Statement) -> Void) {
    for statement in statements {
      body(statement)
      Self.walk(statement.parts, body)
    }
  }

  private static func walk(_ parts: Parts, _ body: (Statement) -> Void) {
    for expression in parts.expressions { walk(expression.parts, body) }
    for block in parts.blocks { block.forEachStatement(body) }
  }
}

extension Block {
  /// Gives `body` every expression of the block, those inside others too.
  package func forEachExpression(_ body: (Expression) -> Void) {
    for statement in statements {
      for expression in statement.parts.expressions { expression.forEach(body) }
      for block in statement.parts.blocks { block.forEachExpression(body) }
    }
  }
}

extension Expression {
  /// Gives `body` the expression and all those inside it, also inside its blocks.
  package func forEach(_ body: (Expression) -> Void) {
    body(self)
    for expression in parts.expressions { expression.forEach(body) }
    for block in parts.blocks { block.forEachExpression(body) }
  }
}

extension AssignmentTarget {
  /// What is evaluated to find the place.
  package var expressions: [Expression] {
    switch self {
    case .pattern(let pattern): pattern.expressions
    case .several(let targets): targets.flatMap(\.expressions)
    case .index(let container, let subscripts, _): [container] + subscripts.expressions
    case .member(let owner, name: _, _): [owner]
    }
  }
}

extension Pattern {
  fileprivate var expressions: [Expression] {
    switch self {
    case .name: []
    case .tuple(let parts, _): parts.flatMap(\.expressions)
    case .place(let target): target.expressions
    }
  }
}

extension ShapeAnnotation {
  fileprivate var expressions: [Expression] {
    extents.compactMap { extent in
      switch extent {
      case .ellipsis, .name: nil
      case .expression(let value): value
      }
    }
  }
}

extension ParameterDeclaration.Domain {
  fileprivate var expressions: [Expression] {
    switch self {
    case .set(let values): values
    case .range(let low, let high): [low, high]
    }
  }
}

extension Question.Form {
  fileprivate var expressions: [Expression] {
    switch self {
    case .open, .choice: []
    case .number(let value, let tolerance): [value, tolerance]
    }
  }
}

extension [Parameter] {
  fileprivate var expressions: [Expression] {
    flatMap { [$0.defaultValue].compactMap(\.self) + ($0.annotation?.expressions ?? []) }
  }
}

extension [Subscript] {
  fileprivate var expressions: [Expression] {
    flatMap { item -> [Expression] in
      switch item {
      case .expression(let value): [value]
      case .slice(let start, let stop, let step, _): [start, stop, step].compactMap(\.self)
      case .ellipsis: []
      }
    }
  }
}

extension [ComprehensionClause] {
  fileprivate var expressions: [Expression] { flatMap { [$0.sequence] + $0.conditions } }
}

extension [StringPart] {
  fileprivate var expressions: [Expression] {
    flatMap { part -> [Expression] in
      switch part {
      case .text: []
      case .value(let value, let format): [value] + format.expressions
      }
    }
  }
}

extension Block {
  /// Whether it may end the loop whose body it is, by a `break` of its own or a `return`.
  package var mayEndLoop: Bool { mayLeave(isInner: false) }

  private func mayLeave(isInner: Bool) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .break: !isInner
      case .return: true
      case .function, .model: false
      case .forLoop, .whileLoop: statement.parts.blocks.contains { $0.mayLeave(isInner: true) }
      // As a statement, an `if` may hold jumps.
      case .expression(let value): value.parts.blocks.contains { $0.mayLeave(isInner: isInner) }
      default: statement.parts.blocks.contains { $0.mayLeave(isInner: isInner) }
      }
    }
  }
}
