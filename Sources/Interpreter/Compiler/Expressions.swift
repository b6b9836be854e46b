import Language

extension Compiler {
  func expression(_ expression: Expression) throws(Diagnostic) -> Node {
    let node = try plain(expression)
    guard dryRun != nil, !(node is ConstantNode) else { return node }
    return DryExpressionNode(node, expression)
  }

  /// The node of an expression, which a dry run puts another one around.
  private func plain(_ expression: Expression) throws(Diagnostic) -> Node {
    let span = expression.span
    switch expression.kind {
    case .none: return ConstantNode(.none, span)
    case .bool(let flag): return ConstantNode(.bool(flag), span)
    case .int(let number): return ConstantNode(.int(number), span)
    case .float(let number): return ConstantNode(.float(number), span)
    case .string(let text): return ConstantNode(.text(text), span)
    case .interpolated(let parts): return try interpolation(parts, span)
    case .name(let name): return read(name, span)
    case .list(let items):
      return items.contains(where: \.isSpread)
        ? SpreadListNode(try elements(items), span) : ListNode(try expressions(items), span)
    case .map(let pairs):
      var entries: [(key: Node?, value: Node)] = []
      for pair in pairs {
        let key = if let key = pair.key { try self.expression(key) } else { nil as Node? }
        entries.append((key, try self.expression(pair.value)))
      }
      return MapNode(entries, span)
    case .set(let items): return SetNode(try elements(items), span)
    case .spread(let items): return try self.expression(items)
    case .listComprehension(let element, let clauses):
      return try comprehension(clauses) { (clauses) throws(Diagnostic) in
        ListComprehensionNode(try self.expression(element), clauses, span)
      }
    case .setComprehension(let element, let clauses):
      return try comprehension(clauses) { (clauses) throws(Diagnostic) in
        SetComprehensionNode(try self.expression(element), clauses, span)
      }
    case .mapComprehension(let key, let value, let clauses):
      return try comprehension(clauses) { (clauses) throws(Diagnostic) in
        MapComprehensionNode(
          try self.expression(key), try self.expression(value), clauses, span)
      }
    case .unary(let operation, let operand):
      if operation == .minus, case .int(let number) = operand.kind, number != .min {
        return ConstantNode(.int(-number), span)
      }
      return UnaryNode(operation, try self.expression(operand), span)
    case .binary(let operation, let left, let right):
      return BinaryNode.make(
        operation, try self.expression(left), try self.expression(right), span)
    case .and(let left, let right):
      return LogicNode(isAnd: true, try self.expression(left), try self.expression(right), span)
    case .or(let left, let right):
      return LogicNode(isAnd: false, try self.expression(left), try self.expression(right), span)
    case .comparison(let first, let rest): return try comparison(first, rest, span)
    case .approximately(let left, let right, let tolerance):
      return ApproximatelyNode(
        try self.expression(left), try self.expression(right),
        tolerance: try self.expression(tolerance), span)
    case .lambda(let parameters, let body):
      let block = Block([Statement(.expression(body), body.span)], body.span)
      return try closure("lambda", parameters, body: block, result: nil, span)
    case .call(let callee, let arguments): return try call(callee, arguments, span)
    case .member(let receiver, let name, let nameSpan):
      if case .name("self") = receiver.kind, let found = scope.ownField(name) {
        uses?.occur(name, nameSpan, .use, in: scope)
        return FieldNode(selfSlot: found.selfSlot, field: found.field, name, span)
      }
      uses?.occurDotted(name, nameSpan)
      return MemberNode(try self.expression(receiver), name, span)
    case .index(let container, let subscripts):
      let target = try self.expression(container)
      if subscripts.count == 1, case .expression(let key) = subscripts[0] {
        return IndexNode.make(target, try self.expression(key), span)
      }
      return SubscriptNode(target, try keys(subscripts), span)
    case .conditional(let condition, let then, let otherwise):
      return branch(
        try self.expression(condition), then: try valueBlock(then),
        otherwise: try otherwise.map { (block) throws(Diagnostic) in try valueBlock(block) }, span)
    case .noGrad(let block): return NoGradNode(try valueBlock(block), span)
    }
  }

  func expressions(_ list: [Expression]) throws(Diagnostic) -> [Node] {
    var nodes: [Node] = []
    for item in list { nodes.append(try expression(item)) }
    return nodes
  }

  /// The elements of a list or set, and whether each stands for all of a sequence.
  private func elements(_ list: [Expression]) throws(Diagnostic) -> SpreadElements {
    var elements: [(node: Node, isSpread: Bool)] = []
    for item in list { elements.append((try expression(item), item.isSpread)) }
    return SpreadElements(elements)
  }

  func optional(_ expression: Expression?) throws(Diagnostic) -> Node? {
    guard let expression else { return nil }
    return try self.expression(expression)
  }

  func keys(_ subscripts: [Subscript]) throws(Diagnostic) -> [KeyNode] {
    var nodes: [KeyNode] = []
    for item in subscripts {
      switch item {
      case .expression(let key): nodes.append(.value(try expression(key)))
      case .slice(let start, let stop, let step, _):
        nodes.append(
          .slice(start: try optional(start), stop: try optional(stop), step: try optional(step)))
      case .ellipsis: nodes.append(.ellipsis)
      }
    }
    return nodes
  }

  private func comparison(
    _ first: Expression, _ rest: [(operator: ComparisonOperator, operand: Expression)], _ span: Span
  ) throws(Diagnostic) -> Node {
    let left = try expression(first)
    if rest.count == 1 {
      return ComparisonNode(rest[0].operator, left, try expression(rest[0].operand), span)
    }
    var links: [(operator: ComparisonOperator, operand: Node)] = []
    for link in rest { links.append((link.operator, try expression(link.operand))) }
    return ChainNode(left, links, span)
  }

  private func interpolation(_ parts: [StringPart], _ span: Span) throws(Diagnostic)
    -> InterpolationNode
  {
    var nodes: [InterpolationNode.Part] = []
    for part in parts {
      switch part {
      case .text(let text): nodes.append(InterpolationNode.Literal(text))
      case .value(let value, let format):
        let node = try expression(value)
        var literal = ""
        var isLiteral = true
        for piece in format {
          if case .text(let text) = piece { literal += text } else { isLiteral = false }
        }
        if !isLiteral {
          nodes.append(InterpolationNode.Composed(node, try interpolation(format, span)))
        } else if literal.isEmpty {
          nodes.append(InterpolationNode.Formatted(node, nil))
        } else {
          do {
            nodes.append(InterpolationNode.Formatted(node, try FormatSpecification(literal)))
          } catch {
            throw error.at(value.span).diagnostic
          }
        }
      }
    }
    return InterpolationNode(nodes, span)
  }

  private func comprehension(
    _ clauses: [ComprehensionClause], _ finish: ([ClauseCode]) throws(Diagnostic) -> Node
  ) throws(Diagnostic) -> Node {
    scope.beginComprehension()
    defer { scope.endComprehension() }
    var codes: [ClauseCode] = []
    for clause in clauses {
      // The sequence does not see the names bound to its elements.
      let sequence = try expression(clause.sequence)
      let binder = innerBinder(clause.pattern)
      codes.append(
        ClauseCode(
          binder: binder, sequence: sequence, conditions: try expressions(clause.conditions)))
    }
    return try finish(codes)
  }

  // MARK: Calls

  private func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) throws(Diagnostic)
    -> Node
  {
    if case .name("record") = callee.kind, case .global = scope.resolve("record") {
      return try record(arguments, span)
    }
    if case .name(let name) = callee.kind, case .global = scope.resolve(name) {
      uses?.call(name, arguments, span)
    }
    guard case .member(let receiver, let name, let nameSpan) = callee.kind else {
      let function = try expression(callee)
      return CallNode(function, try site(arguments, callee: function, span))
    }
    if let uses {
      var owner: String?
      if case .name(let name) = receiver.kind, case .global = scope.resolve(name) { owner = name }
      uses.occurDotted(name, nameSpan)
      uses.call(name, arguments, nameSpan, isMethod: true, receiver: owner)
    }
    let site = try site(arguments, span)
    let target = try expression(receiver)
    let call = MemberCallNode(
      target, place: place(target), name, function: read(name, nameSpan, as: .method),
      site, table)
    if site.isSpread { return call }
    if name == "append", let place = call.place, arguments.count == 1, arguments[0].name == nil {
      return AppendNode(place, site, otherwise: call)
    }
    if name == "get", arguments.allSatisfy({ $0.name == nil }),
      let get = MapGetNode(target, site.arguments, otherwise: call)
    {
      return get
    }
    return call
  }

  func site(
    _ arguments: [Argument], callee: Node? = nil, _ span: Span
  ) throws(Diagnostic) -> CallSite {
    var nodes: [Node] = []
    for argument in arguments { nodes.append(try expression(argument.value)) }
    return CallSite(
      nodes, names: arguments.map(\.name), nameSpans: arguments.map(\.nameSpan),
      forms: arguments.map(\.form), callee: callee, span)
  }

  /// `record(loss)`: a series without a name is called what its source says.
  private func record(_ arguments: [Argument], _ span: Span) throws(Diagnostic) -> Node {
    var series: [(name: String, value: Node)] = []
    var label: Node?
    var x: Node?
    var look = CurveLook()
    for argument in arguments {
      guard argument.form == .single else {
        throw Diagnostic(
          .syntax, "record takes its series one by one", at: argument.value.span,
          hint: "name each: record(loss = losses[0])")
      }
      let node = try expression(argument.value)
      switch argument.name {
      case "label": label = node
      case "x": x = node
      case let name? where CurveLook.names.contains(name):
        guard look.set(name, to: argument.value) else {
          throw Diagnostic(
            .syntax, "record does not take this `\(name)`", at: argument.value.span,
            hint: CurveLook.hint)
        }
      case let name?: series.append((name, node))
      case nil: series.append((argument.value.span.text, node))
      }
    }
    guard !series.isEmpty else {
      throw Diagnostic(
        .syntax, "record needs a value", at: span, hint: "record(loss), record(test_acc = a)")
    }
    return RecordNode(series, label: label, x: x, look, span)
  }
}
