import Language

/// Lowers syntax trees to nodes: resolves names to slots, fields and session cells.
package final class Compiler {
  let globals: Globals
  let graveyard: Graveyard
  var scope: Scope
  /// Loops around the statement, for `break` and `continue`.
  var loopDepth = 0
  /// Where names are noted, for a check that needs them.
  let uses: NameUses?

  init(_ globals: Globals, _ graveyard: Graveyard, _ uses: NameUses? = nil) {
    self.globals = globals
    self.graveyard = graveyard
    self.uses = uses
    scope = Scope(.chunk, parent: nil)
  }

  var table: BuiltinTable { globals.table }

  /// The dry run that the code is for, if it is for one.
  var dryRun: DryRun? { globals.dryRun }

  /// Code of a step or of the prompt.
  package struct Chunk {
    /// One node per statement, and whether it is an expression whose value a prompt shows.
    package let statements: [(node: Node, isExpression: Bool, span: Span)]
    /// The slots that the chunk needs.
    package let frameSize: Int
  }

  /// Compiles statements that run at the session's top level.
  package static func chunk(
    _ statements: [Statement], _ globals: Globals, _ graveyard: Graveyard, _ uses: NameUses? = nil
  ) throws(Diagnostic) -> Chunk {
    let compiler = Compiler(globals, graveyard, uses)
    var nodes: [(node: Node, isExpression: Bool, span: Span)] = []
    for statement in statements {
      if case .expression(let expression) = statement.kind {
        nodes.append((try compiler.expression(expression), true, statement.span))
      } else {
        nodes.append((try compiler.statement(statement), false, statement.span))
      }
    }
    return Chunk(statements: nodes, frameSize: compiler.scope.frameSize)
  }

  /// Runs `body` in the scope `inner`, outside of any loop.
  func within<Result>(_ inner: Scope, _ body: () throws(Diagnostic) -> Result)
    throws(Diagnostic)
    -> Result
  {
    let (outer, loops) = (scope, loopDepth)
    scope = inner
    loopDepth = 0
    defer { (scope, loopDepth) = (outer, loops) }
    return try body()
  }

  // MARK: Names

  /// Whether code here sets session names.
  var isTopLevel: Bool { scope.kind == .chunk }

  func read(_ name: String, _ span: Span?, as kind: NameUses.Mention.Kind = .value) -> Node {
    // After a dot, a function of this name may be meant, or a method.
    if kind == .value { uses?.occur(name, span, .use, in: scope) }
    if case .global = scope.resolve(name) {
      uses?.mention(kind, name, span, isImmediate: isTopLevel)
      // A model keeps the lab's parameters that it reads.
      let cell = globals.cell(name)
      if cell.isParameter { scope.model?.captureParameter(cell) }
    }
    switch scope.resolve(name) {
    case .local(let slot): return local(slot, name, span)
    case .field(let own, let field): return FieldNode(selfSlot: own, field: field, name, span)
    case .method(let own): return MethodNode(selfSlot: own, name, span)
    case .global: return GlobalNode(globals.cell(name), globals, span)
    }
  }

  func local(_ slot: Int, _ name: String, _ span: Span?) -> LocalNode {
    LocalNode(slot, name, hidesField: scope.hidesField(name), span)
  }

  /// The cell of a session name that code here sets, at `span` where it is to no definition.
  func setCell(_ name: String, at span: Span? = nil) -> Cell {
    uses?.setName(name, at: span)
    let cell = globals.cell(name)
    if let span { cell.note(setter: span) }
    return cell
  }

  func binder(_ pattern: Pattern) throws(Diagnostic) -> Binder {
    switch pattern {
    case .name("_", _): return .nothing
    case .name("self", let span):
      throw Diagnostic(.syntax, "`self` cannot be set", at: span, hint: "choose another name")
    case .name(let name, let span):
      defer { uses?.occur(name, span, .set, in: scope) }
      return isTopLevel ? .global(setCell(name, at: span)) : .local(scope.declare(name))
    case .tuple(let parts, let span):
      var binders: [Binder] = []
      for part in parts { binders.append(try binder(part)) }
      return .parts(binders, span)
    case .place(let target): return try binder(target)
    }
  }

  func binder(_ target: AssignmentTarget) throws(Diagnostic) -> Binder {
    switch target {
    case .pattern(let pattern): return try binder(pattern)
    case .index(let container, let subscripts, let whole):
      let object = try expression(container)
      return .element(
        AssignIndexNode(
          object, place(object), try keys(subscripts), ConstantNode(.none), whole))
    case .member(let owner, let name, let whole): return .member(try place(owner, name, whole))
    case .several(let targets):
      var binders: [Binder] = []
      for target in targets { binders.append(try binder(target)) }
      return .all(binders)
    }
  }

  /// Binds a pattern to slots of the innermost comprehension.
  func innerBinder(_ pattern: Pattern) -> Binder {
    switch pattern {
    case .name("_", _): return .nothing
    case .name(let name, let span):
      defer { uses?.occur(name, span, .set, in: scope) }
      return .local(scope.declareInner(name))
    case .tuple(let parts, let span): return .parts(parts.map(innerBinder), span)
    case .place: return .nothing
    }
  }

  /// Where the value of a compiled expression is stored, if it names a place.
  func place(_ node: Node) -> Place? {
    var keys: [Node] = []
    var base = node.core
    while let index = base as? IndexNode {
      keys.append(index.key.node)
      base = index.container.core
    }
    keys.reverse()
    switch base {
    case let local as LocalNode:
      return Place(.local(local), keys: keys, node.span)
    case let field as FieldNode:
      return Place(.field(selfSlot: field.selfSlot, field: field.field), keys: keys, node.span)
    case let global as GlobalNode where isTopLevel:
      return Place(.global(global.cell), keys: keys, node.span)
    case let member as MemberNode:
      return Place(.member(member.receiver, member.name), keys: keys, node.span)
    default: return nil
    }
  }
}
