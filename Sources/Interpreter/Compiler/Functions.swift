import Language

extension Compiler {
  /// A block whose last expression is its value, inside the same function.
  func valueBlock(_ block: Block) throws(Diagnostic) -> Node {
    if block.statements.count == 1, case .expression(let value) = block.statements[0].kind {
      return try expression(value)
    }
    return try valueStatements(block.statements[...], block.span)
  }

  private func valueStatements(_ statements: ArraySlice<Statement>, _ span: Span)
    throws(Diagnostic) -> Node
  {
    var nodes: [Node] = []
    for statement in statements.dropLast() { nodes.append(try self.statement(statement)) }
    guard let last = statements.last else { return ConstantNode(.none, span) }
    return ValueBlockNode(nodes, try value(of: last), span)
  }

  /// The value that a block's last statement leaves.
  private func value(of statement: Statement) throws(Diagnostic) -> Node {
    switch statement.kind {
    case .expression(let value): return try expression(value)
    case .conditional(let condition, let then, let otherwise):
      return branch(
        try expression(condition), then: try valueBlock(then),
        otherwise: try otherwise.map { (block) throws(Diagnostic) in try valueBlock(block) },
        statement.span)
    case .noGrad(let block): return NoGradNode(try valueBlock(block), statement.span)
    case .assign, .augmentedAssign, .forLoop, .whileLoop, .break, .continue, .return, .function,
      .model, .tap, .expect, .report, .show, .param, .data, .profile, .try, .compare, .question,
      .importNames:
      // It leaves none, and no jump out of it may get lost.
      return ValueBlockNode(
        [try self.statement(statement)], ConstantNode(.none, statement.span), statement.span)
    }
  }

  /// A function's body: its value is what it returns, or that of its last expression.
  private func body(_ block: Block, prologue: [Node], result: ShapeAnnotation?)
    throws(Diagnostic) -> Node
  {
    var nodes = prologue
    for statement in block.statements.dropLast() { nodes.append(try self.statement(statement)) }
    var last: Node?
    if let statement = block.statements.last { last = try tail(statement) }
    let node: Node =
      nodes.isEmpty
      ? last ?? ConstantNode(.none, block.span) : BodyNode(nodes, result: last, block.span)
    guard let result else { return node }
    return ResultCheckNode(node, try shape(result), result.span)
  }

  /// The last statement of a function, whose value is the function's.
  private func tail(_ statement: Statement) throws(Diagnostic) -> Node {
    switch statement.kind {
    case .expression(let value):
      if case .conditional(let condition, let then, let otherwise) = value.kind {
        return try tailConditional(condition, then, otherwise, statement.span)
      }
      return try expression(value)
    case .return(let value):
      return try optional(value) ?? ConstantNode(.none, statement.span)
    case .conditional(let condition, let then, let otherwise):
      return try tailConditional(condition, then, otherwise, statement.span)
    case .noGrad(let block):
      return NoGradNode(try tailBlock(block), statement.span)
    case .assign, .augmentedAssign, .forLoop, .whileLoop, .break, .continue, .function, .model,
      .tap, .expect, .report, .show, .param, .data, .profile, .try, .compare, .question,
      .importNames:
      return ReturningNode(try self.statement(statement))
    }
  }

  private func tailConditional(
    _ condition: Expression, _ then: Block, _ otherwise: Block?, _ span: Span
  ) throws(Diagnostic) -> Node {
    branch(
      try expression(condition), then: try tailBlock(then),
      otherwise: try otherwise.map { (block) throws(Diagnostic) in try tailBlock(block) }, span)
  }

  private func tailBlock(_ block: Block) throws(Diagnostic) -> Node {
    try body(block, prologue: [], result: nil)
  }

  // MARK: Functions

  /// The code of a function and the slots of this scope that it captures.
  private func function(
    _ name: String, _ parameters: [Parameter], body block: Block, result: ShapeAnnotation?,
    isMethod: Bool, ownName: String?
  ) throws(Diagnostic) -> (code: FunctionCode, captured: [Int]) {
    // Defaults are evaluated where the function is created: a method's outside its model.
    let outer = isMethod ? scope.parent ?? scope : scope
    let defaults = try within(outer) { () throws(Diagnostic) in try compiled(parameters) }
    let code = FunctionCode(name: name, parameters: defaults)
    let inner = Scope(.function, parent: scope)
    inner.isMethod = isMethod
    for parameter in parameters { try declare(parameter, in: inner) }
    inner.ownName = parameters.contains { $0.name == ownName } ? nil : ownName
    let selfSlot = isMethod ? inner.declare("self") : nil
    let assigned = AssignedNames(block)
    for name in assigned.names where name != "self" { inner.declare(name) }
    var extents = assigned.extents
    for parameter in parameters { extents += parameter.annotation?.names ?? [] }
    extents += result?.names ?? []
    declareExtents(extents, in: inner)
    return try within(inner) { () throws(Diagnostic) in
      let prologue = try checks(parameters)
      var node = try body(block, prologue: prologue, result: result)
      if let dryRun {
        node = DryFunctionNode(code, node)
        code.isMethod = isMethod
        dryRun.note(function: code)
      }
      var slots = inner.captures.map(\.slot)
      if let selfSlot { slots.insert(selfSlot, at: 0) }
      code.finish(
        body: node, frameSize: inner.frameSize, captureSlots: slots,
        selfReference: inner.selfReference)
      return (code, inner.captures.map(\.from))
    }
  }

  private func compiled(_ parameters: [Parameter]) throws(Diagnostic) -> [FunctionCode.Parameter] {
    var result: [FunctionCode.Parameter] = []
    for parameter in parameters {
      result.append(
        FunctionCode.Parameter(
          name: parameter.name, defaultValue: try optional(parameter.defaultValue)))
    }
    return result
  }

  private func declare(_ parameter: Parameter, in inner: Scope) throws(Diagnostic) {
    guard parameter.name != "self" else {
      throw Diagnostic(
        .syntax, "`self` is not a parameter here", at: parameter.span,
        hint: "leave it out: fields are used by name")
    }
    guard inner.own(parameter.name) == nil else {
      throw Diagnostic(
        .syntax, "two parameters are called `\(parameter.name)`", at: parameter.span)
    }
    inner.declare(parameter.name)
    uses?.occur(parameter.name, parameter.span, .parameter, in: inner)
  }

  /// Makes the names in shapes local, unless the enclosing model or function has them.
  private func declareExtents(_ names: [String], in inner: Scope) {
    for name in names where inner.own(name) == nil {
      if case .global = inner.resolve(name) { inner.declare(name) }
    }
  }

  /// The checks of annotated parameters, which run before the body.
  private func checks(_ parameters: [Parameter]) throws(Diagnostic) -> [Node] {
    var nodes: [Node] = []
    for parameter in parameters {
      guard let annotation = parameter.annotation else { continue }
      nodes.append(
        ShapeCheckNode(
          read(parameter.name, parameter.span), parameter.name, try shape(annotation),
          annotation.span))
    }
    return nodes
  }

  /// A lambda or a `def` that is not a method.
  func closure(
    _ name: String, _ parameters: [Parameter], body: Block, result: ShapeAnnotation?, _ span: Span
  ) throws(Diagnostic) -> Node {
    let isNested = !isTopLevel && name != "lambda"
    let (code, captured) = try function(
      name, parameters, body: body, result: result, isMethod: false,
      ownName: isNested ? name : nil)
    return ClosureNode(code, captured: captured, span)
  }

  // MARK: Models

  func model(_ declaration: ModelDeclaration) throws(Diagnostic) -> Node {
    guard isTopLevel else {
      throw Diagnostic(
        .syntax, "a model must be at the top level of a step", at: declaration.nameSpan,
        hint: "pass what it needs as arguments")
    }
    let constructor = FunctionCode(
      name: declaration.name, parameters: try compiled(declaration.parameters))
    let inner = Scope(.model, parent: scope)
    uses?.nameModel(declaration.name, inner)
    for parameter in declaration.parameters { try declare(parameter, in: inner) }
    let selfSlot = inner.declare("self")
    var methods: [FunctionDeclaration] = []
    var fields: [Statement] = []
    for statement in declaration.body.statements {
      if case .function(let method) = statement.kind {
        methods.append(method)
      } else {
        fields.append(statement)
      }
    }
    let body = Block(fields, declaration.body.span)
    let assigned = AssignedNames(body)
    for name in assigned.names where name != "self" { inner.declare(name) }
    inner.methods = Set(methods.map(\.name))
    uses?.members.formUnion(assigned.names + methods.map(\.name))
    uses?.define(declaration.name, declaration.parameters)
    var extents = assigned.extents
    for parameter in declaration.parameters { extents += parameter.annotation?.names ?? [] }
    declareExtents(extents, in: inner)
    return try within(inner) { () throws(Diagnostic) in
      let prologue = try checks(declaration.parameters)
      let block = try self.block(body)
      var codes: [(name: String, code: FunctionCode)] = []
      for method in methods {
        guard !codes.contains(where: { $0.name == method.name }), inner.own(method.name) == nil
        else {
          throw Diagnostic(
            .syntax, "`\(method.name)` is defined twice in \(declaration.name)",
            at: method.nameSpan)
        }
        uses?.occur(method.name, method.nameSpan, .method, in: inner)
        let (code, _) = try function(
          method.name, method.parameters, body: method.body, result: method.result, isMethod: true,
          ownName: nil)
        codes.append((method.name, code))
      }
      constructor.finish(
        body: BlockNode(prologue + [block], declaration.body.span), frameSize: inner.frameSize,
        captureSlots: [selfSlot], selfReference: nil)
      var hidden: Set<Int> = [selfSlot]
      for (slot, name) in inner.slotNames.enumerated() where name.isEmpty { hidden.insert(slot) }
      return ModelNode(
        declaration.name, constructor, codes, fieldNames: inner.slotNames, hiddenSlots: hidden,
        capturedParameters: inner.capturedParameters, graveyard, declaration.nameSpan)
    }
  }

  // MARK: Shapes

  func shape(_ annotation: ShapeAnnotation) throws(Diagnostic) -> [ExtentCode] {
    var codes: [ExtentCode] = []
    for extent in annotation.extents {
      switch extent {
      case .ellipsis: codes.append(.ellipsis)
      case .name(let name, let span):
        uses?.occur(name, span, .set, in: scope)
        switch scope.resolve(name) {
        case .local(let slot): codes.append(.local(slot, name))
        case .field, .method: codes.append(.value(read(name, span), name))
        case .global: codes.append(.global(setCell(name, at: span)))
        }
      case .expression(let expression):
        codes.append(.value(try self.expression(expression), expression.span.text))
      }
    }
    return codes
  }
}

extension ShapeAnnotation {
  /// The names among the extents.
  fileprivate var names: [String] {
    extents.compactMap { if case .name(let name, _) = $0 { name } else { nil } }
  }
}
