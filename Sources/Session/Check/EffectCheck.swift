import Builtins
import Interpreter
import Language

/// Finds statements that never run, values that nobody uses and changes that get lost.
struct EffectCheck {
  private let uses: NameUses
  private let table: BuiltinTable
  private var found: [Diagnostic] = []

  /// What is around a block.
  private struct Place {
    /// Whether the value of the last statement is taken.
    var givesValue: Bool
    var isInNoGrad = false
    /// The loops around, the innermost last: the names that they set and where they are.
    var loops: [(names: Set<String>, span: Span)] = []
    var isTopLevel = true
  }

  static func mistakes(
    in lab: Lab, _ uses: NameUses, _ table: BuiltinTable
  ) -> [Diagnostic] {
    var check = EffectCheck(uses: uses, table: table)
    for step in lab.steps {
      for section in step.sections {
        switch section {
        case .code(let block, folded: _), .exercise(id: _, let block), .solution(id: _, let block),
          .check(id: _, let block):
          check.visit(block, Place(givesValue: false))
        case .wrong, .prose, .hint: break
        }
      }
    }
    return check.found
  }

  private init(uses: NameUses, table: BuiltinTable) {
    self.uses = uses
    self.table = table
  }

  private mutating func visit(_ block: Block, _ place: Place) {
    for (index, statement) in block.statements.enumerated() {
      var own = place
      own.givesValue = place.givesValue && index == block.statements.count - 1
      visit(statement, own)
      guard let word = statement.jump, index + 1 < block.statements.count else { continue }
      found.append(
        Diagnostic(
          .runtime, "this never runs: it comes after `\(word)`",
          at: block.statements[index + 1].span, hint: "remove it, or move it up"
        ).coded("unreachable"))
      break
    }
  }

  private mutating func visit(_ statement: Statement, _ place: Place) {
    var place = place
    switch statement.kind {
    case .function(let function):
      visit(function.body, Place(givesValue: true, isTopLevel: false))
      return
    case .model(let model):
      visit(model.body, Place(givesValue: false, isTopLevel: false))
      return
    case .expression(let value):
      if case .conditional(let condition, let then, let otherwise) = value.kind {
        check(condition, then, otherwise)
        visit(insideOf: condition, place)
        for block in [then, otherwise].compactMap(\.self) { visit(block, place) }
        return
      } else if case .noGrad(let body) = value.kind {
        place.isInNoGrad = true
        visit(body, place)
        return
      } else if !place.givesValue {
        checkValue(value)
      }
      visit(insideOf: value, place)
      return
    case .conditional(let condition, let then, let otherwise): check(condition, then, otherwise)
    case .whileLoop(let condition, let body):
      if case .bool(false) = condition.kind { tellNever(body, "false") }
      place.givesValue = false
      place.loops.append(([], statement.span))
    case .forLoop(let pattern, sequence: _, body: _):
      place.givesValue = false
      place.loops.append((Set(pattern.names), statement.span))
    case .noGrad: place.isInNoGrad = true
    case .augmentedAssign(.pattern(.name(let name, _)), _, _) where !place.isInNoGrad:
      checkChange(of: name, statement.span, place)
    case .assign(.pattern(.name(let name, _)), annotation: _, value: _):
      checkChange(of: name, statement.span, place)
    case .assign(.index(let container, let keys, _), annotation: _, value: _),
      .augmentedAssign(.index(let container, let keys, _), _, _):
      // All of a Parameter is set for all who hold it.
      if let name = container.rootName, !keys.allSatisfy(\.isWhole) {
        checkChange(of: name, statement.span, place)
      }
    case .assign, .augmentedAssign, .break, .continue, .return, .tap, .expect, .report, .show,
      .param, .data, .profile, .try, .compare, .question, .importNames:
      break
    }
    for expression in statement.parts.expressions { visit(insideOf: expression, place) }
    for block in statement.parts.blocks { visit(block, place) }
  }

  /// The blocks inside an expression give values.
  private mutating func visit(insideOf expression: Expression, _ place: Place) {
    var inner = place
    if case .noGrad = expression.kind { inner.isInNoGrad = true }
    if case .lambda = expression.kind { inner = Place(givesValue: true, isTopLevel: false) }
    for part in expression.parts.expressions { visit(insideOf: part, inner) }
    inner.givesValue = true
    for block in expression.parts.blocks { visit(block, inner) }
  }

  // MARK: What never runs

  private mutating func check(_ condition: Expression, _ then: Block, _ otherwise: Block?) {
    switch condition.kind {
    case .bool(false): tellNever(then, "false")
    case .bool(true): if let otherwise { tellNever(otherwise, "true") }
    default: break
    }
  }

  private mutating func tellNever(_ block: Block, _ truth: String) {
    guard let first = block.statements.first else { return }
    found.append(
      Diagnostic(
        .runtime, "this never runs: the condition is always \(truth)", at: first.span,
        hint: "remove it, or write a condition"
      ).coded("unreachable"))
  }

  // MARK: What does nothing

  private mutating func checkValue(_ value: Expression) {
    if let figure = figure(value) {
      found.append(
        Diagnostic(
          .runtime, "this figure is not shown", at: value.span, hint: "write `show \(figure)(…)`"
        ).coded("unused-value"))
      return
    }
    guard hasNoEffect(value) else { return }
    found.append(
      Diagnostic(
        .runtime, "this value is not used", at: value.span,
        hint: "print(…) shows it, `x = …` keeps it"
      ).coded("unused-value"))
  }

  /// The name of the builtin, if the value is its figure.
  private func figure(_ value: Expression) -> String? {
    guard case .call(let callee, _) = value.kind else { return nil }
    let name: String
    switch callee.kind {
    case .name(let function): name = function
    case .member(_, name: let method, nameSpan: _) where !uses.members.contains(method):
      name = method
    default: return nil
    }
    guard uses.set[name] == nil, let builtin = table.function(name),
      builtin.result == FigureObject.self
    else { return nil }
    return name
  }

  private func hasNoEffect(_ value: Expression) -> Bool {
    switch value.kind {
    case .bool, .int, .float, .name, .list, .unary, .binary, .and, .or, .comparison, .approximately,
      .lambda, .member, .index, .map, .set, .spread:
      return true
    case .none, .string, .interpolated, .listComprehension, .mapComprehension, .setComprehension,
      .conditional, .noGrad:
      return false
    case .call(let callee, _):
      switch callee.kind {
      case .name(let name): return isPure(name)
      case .member(_, name: let name, nameSpan: _):
        return !uses.members.contains(name) && isPure(name)
      default: return false
      }
    }
  }

  /// Whether calling what has this name only computes a value.
  private func isPure(_ name: String) -> Bool {
    guard uses.set[name] == nil else { return false }
    let groups = table.groups.filter { group in group.builtins.contains { $0.name == name } }
    return !groups.isEmpty && groups.allSatisfy { Self.pure.contains($0.title) }
  }

  /// The groups of builtins that compute and do nothing else.
  static let pure: Set<String> = [
    "Numbers", "Shapes", "Linear algebra", "Maths", "Repeating and placing", "Relations",
    "Reductions", "Patterns", "Making tensors", "Probabilities and losses", "Further activations",
  ]

  // MARK: Changes that get lost

  /// A loop's own name that is set in its body and not read again: no element changes.
  private mutating func checkChange(of name: String, _ span: Span, _ place: Place) {
    guard place.isTopLevel, let loop = place.loops.firstIndex(where: { $0.names.contains(name) }),
      !isRead(name, behind: span, loops: place.loops, loop)
    else { return }
    found.append(
      Diagnostic(
        .runtime, "this changes only `\(name)`, not the element that it came from", at: span,
        hint: "inside `no_grad`, a Parameter is changed in place; for lists, write "
          + "`xs = [f(x) for x in xs]`"
      ).coded("lost-change"))
  }

  private func isRead(
    _ name: String, behind span: Span, loops: [(names: Set<String>, span: Span)], _ loop: Int
  ) -> Bool {
    // Loops inside the one that sets the name may come back to what is before it.
    let inner = loops.count > loop + 1 ? loops[loop + 1].span : nil
    let end = loops[loop].span.end
    for mention in uses.mentions where mention.name == name {
      if !mention.isImmediate { return true }
      if let inner, inner.contains(mention.span), !span.contains(mention.span) { return true }
      guard mention.span.start >= span.end else { continue }
      // Behind the loop, something else may set the name first.
      let isSetBefore = uses.setters.contains {
        $0.name == name && $0.span.start >= end && $0.span.start < mention.span.start
      }
      if mention.span.start < end || !isSetBefore { return true }
    }
    return false
  }
}

extension Statement {
  /// The word that leaves the block, if the statement does.
  fileprivate var jump: String? {
    switch kind {
    case .return: "return"
    case .break: "break"
    case .continue: "continue"
    default: nil
    }
  }
}

extension Expression {
  /// `x` in `x[i][j]`.
  fileprivate var rootName: String? {
    switch kind {
    case .name(let name): name
    case .index(let container, _): container.rootName
    default: nil
    }
  }
}

extension Subscript {
  /// Whether it is `:` or `...`.
  fileprivate var isWhole: Bool {
    switch self {
    case .expression: false
    case .slice(let start, let stop, let step, _): start == nil && stop == nil && step == nil
    case .ellipsis: true
    }
  }
}

extension Pattern {
  /// The names that it binds.
  fileprivate var names: [String] {
    switch self {
    case .name(let name, _): [name]
    case .tuple(let parts, _): parts.flatMap(\.names)
    case .place: []
    }
  }
}
