import Language

extension Compiler {
  func block(_ block: Block) throws(Diagnostic) -> Node {
    var nodes: [Node] = []
    for statement in block.statements { nodes.append(try self.statement(statement)) }
    return nodes.count == 1 ? nodes[0] : BlockNode(nodes, block.span)
  }

  func statement(_ statement: Statement) throws(Diagnostic) -> Node {
    let node = try plain(statement)
    guard dryRun != nil else { return node }
    return DryStatementNode(
      node, statement, namesSet(by: statement), changing: try changedPlace(of: statement))
  }

  private func namesSet(by statement: Statement) -> NamesSet {
    NamesSet(statement: statement, scope: scope, globals: globals)
  }

  /// The place besides names that a statement changes.
  private func changedPlace(of statement: Statement) throws(Diagnostic) -> Place? {
    switch statement.kind {
    case .assign(.member(let owner, let name, let whole), _, _),
      .augmentedAssign(.member(let owner, let name, let whole), _, _):
      return try place(owner, name, whole)
    case .assign(.index(let container, _, _), _, _),
      .augmentedAssign(.index(let container, _, _), _, _):
      return place(try expression(container))
    default: return nil
    }
  }

  /// A way that the code takes, or in a dry run both.
  func branch(_ condition: Node, then: Node, otherwise: Node?, _ span: Span) -> Node {
    dryRun == nil
      ? ConditionalNode(condition, then: then, otherwise: otherwise, span)
      : DryConditionalNode(condition, then: then, otherwise: otherwise, span)
  }

  /// The node of a statement, which a dry run puts another one around.
  private func plain(_ statement: Statement) throws(Diagnostic) -> Node {
    let span = statement.span
    switch statement.kind {
    case .expression(let value):
      // As a statement, an `if` may hold jumps.
      if case .conditional(let condition, let then, let otherwise) = value.kind {
        return try conditional(condition, then, otherwise, span)
      }
      return try expression(value)
    case .assign(let target, let annotation, let value):
      return try assignment(target, annotation, value, span)
    case .augmentedAssign(let target, let operation, let value):
      return try augmented(target, operation, value, span)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, span)
    case .forLoop(let pattern, let sequence, let body):
      let source = try expression(sequence)
      let binder = try binder(pattern)
      let inner = try loop(body)
      return dryRun == nil
        ? ForNode(binder, source, inner, span, endsEarly: body.mayEndLoop)
        : DryForNode(binder, source, inner, namesSet(by: statement), span)
    case .whileLoop(let condition, let body):
      let (test, inner) = (try expression(condition), try loop(body))
      return dryRun == nil
        ? WhileNode(test, inner, span)
        : DryWhileNode(test, inner, namesSet(by: statement), span)
    case .break: return try jump(.break, "break", span)
    case .continue: return try jump(.continue, "continue", span)
    case .return(let value):
      guard scope.kind == .function else {
        throw Diagnostic(.syntax, "`return` is only allowed inside a function", at: span)
      }
      return ReturnNode(try optional(value), span)
    case .function(let declaration):
      let node = try closure(
        declaration.name, declaration.parameters, body: declaration.body,
        result: declaration.result, span)
      if isTopLevel { uses?.define(declaration.name, declaration.parameters) }
      uses?.occur(declaration.name, declaration.nameSpan, .function, in: scope)
      return store(declaration.name, node, span)
    case .model(let declaration):
      uses?.occur(declaration.name, declaration.nameSpan, .model, in: scope)
      return store(declaration.name, try model(declaration), span)
    case .noGrad(let body): return NoGradNode(try block(body), span)
    case .tap(let name, let value): return TapNode(name, try expression(value), span)
    case .report(let reports): return try report(reports, span)
    case .show(let values): return ShowNode(try expressions(values), span)
    case .expect(let expectation):
      return ExpectNode(expectation, try expression(expectation.condition), span)
    case .param, .data, .question, .compare, .importNames, .profile, .try:
      guard isTopLevel else {
        throw Diagnostic(
          .syntax, "this belongs at the top level of a step, not inside a function", at: span)
      }
      return try declaration(statement)
    }
  }

  private func report(_ reports: [Report], _ span: Span) throws(Diagnostic) -> Node {
    var nodes: [(name: String, value: Node, store: Binder)] = []
    for report in reports {
      let value = try expression(report.value)
      uses?.occur(report.name, report.nameSpan, .set, in: scope)
      let store: Binder =
        isTopLevel
        ? .global(setCell(report.name, at: report.nameSpan)) : .local(scope.declare(report.name))
      nodes.append((report.name, value, store))
    }
    return ReportNode(nodes, span)
  }

  /// Statements that belong to a lab rather than to the language.
  private func declaration(_ statement: Statement) throws(Diagnostic) -> Node {
    let span = statement.span
    switch statement.kind {
    case .param(let declaration):
      let cell = setCell(declaration.name, at: declaration.nameSpan)
      uses?.occur(declaration.name, declaration.nameSpan, .declaration, in: scope)
      cell.isParameter = true
      return ParameterNode(declaration, try parameter(declaration), cell, span)
    case .data(let declaration):
      uses?.occur(declaration.name, declaration.nameSpan, .declaration, in: scope)
      return DataNode(declaration, setCell(declaration.name, at: declaration.nameSpan), span)
    case .question(let question):
      return QuestionNode(question, wording: try optional(question.wording), span)
    case .compare(let comparison):
      for (name, span) in comparison.variations { uses?.occur(name, span, .set, in: scope) }
      let cells = comparison.variations.map { setCell($0.name, at: $0.span) }
      var shows: [ShowNode] = []
      for values in comparison.shows { shows.append(ShowNode(try expressions(values), span)) }
      return CompareNode(comparison, cells, shows, span)
    case .importNames(let names, let file, let fileSpan):
      for (name, span) in names { uses?.occur(name, span, .imported, in: scope) }
      return ImportNode(
        names.map { ($0.name, $0.span, setCell($0.name)) }, file: file, fileSpan, span)
    case .profile, .try, .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop,
      .break, .continue, .return, .function, .model, .noGrad, .tap, .expect, .report, .show:
      return BlockNode([], span)
    }
  }

  func parameter(_ declaration: ParameterDeclaration) throws(Diagnostic) -> ParameterCode {
    let domain: ParameterCode.Domain
    switch declaration.domain {
    case nil: domain = .any
    case .set(let values): domain = .set(try expressions(values), values.map(\.span.text))
    case .range(let low, let high): domain = .range(try expression(low), try expression(high))
    }
    return ParameterCode(defaultValue: try expression(declaration.defaultValue), domain: domain)
  }

  private func store(_ name: String, _ value: Node, _ span: Span) -> Node {
    isTopLevel
      ? AssignGlobalNode(setCell(name), value, span)
      : AssignLocalNode(scope.declare(name), value, span)
  }

  private func conditional(
    _ condition: Expression, _ then: Block, _ otherwise: Block?, _ span: Span
  ) throws(Diagnostic) -> Node {
    branch(
      try expression(condition), then: try block(then),
      otherwise: try otherwise.map { (block) throws(Diagnostic) in try self.block(block) }, span)
  }

  private func loop(_ body: Block) throws(Diagnostic) -> Node {
    loopDepth += 1
    defer { loopDepth -= 1 }
    return try block(body)
  }

  private func jump(_ completion: Completion, _ word: String, _ span: Span) throws(Diagnostic)
    -> Node
  {
    guard loopDepth > 0 else {
      throw Diagnostic(.syntax, "`\(word)` is only allowed inside a loop", at: span)
    }
    return JumpNode(completion, span)
  }

  // MARK: Assignment

  private func assignment(
    _ target: AssignmentTarget, _ annotation: ShapeAnnotation?, _ value: Expression, _ span: Span
  ) throws(Diagnostic) -> Node {
    var node = try expression(value)
    if let annotation {
      node = CheckedNode(node, value.span.text, try shape(annotation), annotation.span)
    }
    switch target {
    case .pattern(let pattern):
      switch try binder(pattern) {
      case .local(let slot): return AssignLocalNode(slot, node, span)
      case .global(let cell): return AssignGlobalNode(cell, node, span)
      case let binder: return BindNode(binder, node, span)
      }
    case .index(let container, let subscripts, let whole):
      let object = try expression(container)
      return AssignIndexNode.make(object, place(object), try keys(subscripts), node, whole)
    case .member(let owner, let name, let whole):
      return AssignMemberNode(try place(owner, name, whole), node, span)
    case .several: return BindNode(try binder(target), node, span)
    }
  }

  private func augmented(
    _ target: AssignmentTarget, _ operation: BinaryOperator, _ value: Expression, _ span: Span
  ) throws(Diagnostic) -> Node {
    let node = try expression(value)
    switch target {
    case .pattern(.name(let name, let nameSpan)):
      _ = try binder(.name(name, nameSpan))
      guard !isTopLevel else {
        return AugmentNode(
          Place(.global(globals.cell(name)), keys: [], nameSpan), operation, node, span)
      }
      return AugmentLocalNode(
        local(scope.declare(name), name, nameSpan), operation, node, span)
    case .pattern(.tuple), .pattern(.place), .several:
      throw Diagnostic(.syntax, "several names cannot be changed at once", at: span)
    case .index(let container, let subscripts, let whole):
      let element = try expression(Expression(.index(container, subscripts), whole))
      if let part = element.core as? SubscriptNode, let place = place(part.container) {
        return AugmentPartNode(place, part.keys, operation, node, whole)
      }
      guard let place = place(element) else {
        if let name = Place.sessionName(of: element) {
          throw Place.belongsToSession(name, "value", at: whole).diagnostic
        }
        throw Diagnostic(
          .syntax, "this cannot be changed in place", at: whole, hint: "write x[i] = x[i] + …")
      }
      return AugmentNode(place, operation, node, span)
    case .member(let owner, let name, let whole):
      return AugmentNode(try place(owner, name, whole), operation, node, span)
    }
  }

  /// The place `owner.name`.
  func place(
    _ owner: Expression, _ name: String, _ span: Span
  ) throws(Diagnostic) -> Place {
    let nameSpan = Span(span.file, span.end - name.utf8.count, span.end)
    if case .name("self") = owner.kind, let found = scope.ownField(name) {
      uses?.occur(name, nameSpan, .set, in: scope)
      return Place(.field(selfSlot: found.selfSlot, field: found.field), keys: [], span)
    }
    uses?.occurDotted(name, nameSpan)
    return Place(.member(try expression(owner), name), keys: [], span)
  }
}
