import Interpreter
import Language
import Text

/// Finds members that a value does not have, where its kind follows from what is written.
struct MemberCheck {
  private let table: BuiltinTable
  private let uses: NameUses
  /// The kinds of session names that are set once.
  private var kinds: [String: String] = [:]

  static func mistakes(
    in lab: Lab, _ uses: NameUses, _ table: BuiltinTable
  ) -> [Diagnostic] {
    var check = MemberCheck(table: table, uses: uses)
    var found: [Diagnostic] = []
    for statement in lab.statements {
      for expression in statement.parts.expressions { found += check.mistakes(in: expression) }
      // Inside functions a name may be another one.
      switch statement.kind {
      case .function, .model: break
      case .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop, .break,
        .continue, .return, .noGrad, .tap, .expect, .report, .show, .param, .data, .profile, .try,
        .compare, .question, .importNames:
        for block in statement.parts.blocks {
          block.forEachStatement { inner in
            if case .function = inner.kind { return }
            for expression in inner.parts.expressions { found += check.mistakes(in: expression) }
          }
        }
      }
      check.note(statement)
    }
    return found
  }

  private init(table: BuiltinTable, uses: NameUses) {
    self.table = table
    self.uses = uses
  }

  private mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .assign(.pattern(.name(let name, _)), annotation: _, value: let value):
      if uses.set[name]?.count == 1 { kinds[name] = kind(of: value) }
    case .data(let declaration):
      if uses.set[declaration.name]?.count == 1 { kinds[declaration.name] = "data set" }
    default: break
    }
  }

  private func kind(of value: Expression) -> String? {
    switch value.kind {
    case .list, .listComprehension: "list"
    case .map, .mapComprehension: "map"
    case .set, .setComprehension: "set"
    case .string, .interpolated: "str"
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .name(let name): kinds[name]
    case .call(let callee, _):
      if case .name(let name) = callee.kind, uses.set[name] == nil, Self.makers.contains(name) {
        "tensor"
      } else {
        nil
      }
    case .member(let owner, name: let name, nameSpan: _):
      kind(of: owner) == "data set" && ["train", "test"].contains(name) ? "images" : nil
    default: nil
    }
  }

  /// Functions that give a tensor whatever they are given.
  private static let makers: Set<String> = [
    "zeros", "ones", "full", "eye", "arange", "linspace", "randn", "rand", "randint", "randperm",
    "tensor",
  ]

  private func mistakes(in expression: Expression) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if case .call(let callee, let arguments) = expression.kind,
      case .member(let owner, name: let name, nameSpan: let span) = callee.kind
    {
      if let kind = kind(of: owner) { found += mistake(calling: name, of: kind, span) }
      for part in [owner] + arguments.map(\.value) { found += mistakes(in: part) }
      return found
    }
    if case .member(let owner, name: let name, nameSpan: let span) = expression.kind,
      let kind = kind(of: owner)
    {
      found += mistake(reading: name, of: kind, span)
    }
    // What a lambda or a comprehension names may be its own.
    switch expression.kind {
    case .lambda, .listComprehension, .mapComprehension, .setComprehension: break
    case .none, .bool, .int, .float, .string, .interpolated, .name, .list, .map, .set, .spread,
      .unary,
      .binary, .and, .or, .comparison, .approximately, .call, .member, .index, .conditional,
      .noGrad:
      for part in expression.parts.expressions { found += mistakes(in: part) }
    }
    return found
  }

  private func mistake(calling name: String, of kind: String, _ span: Span) -> [Diagnostic] {
    if table.property(name, of: kind) != nil, table.method(name, of: kind) == nil {
      return [
        Diagnostic(
          .runtime, "`\(name)` of \(article(kind)) is a value, not a function", at: span,
          hint: "leave out the parentheses: .\(name)"
        ).coded("not-a-function")
      ]
    }
    guard table.method(name, of: kind) == nil, table.function(name) == nil, uses.set[name] == nil,
      // What no kind has is reported as an unknown method.
      table.memberNames.contains(name) || uses.members.contains(name)
    else { return [] }
    return [unknown(name, kind, span)]
  }

  private func mistake(reading name: String, of kind: String, _ span: Span) -> [Diagnostic] {
    guard table.property(name, of: kind) == nil else { return [] }
    if table.method(name, of: kind) != nil || kind == "tensor" && table.function(name) != nil {
      return [
        Diagnostic(
          .runtime, "`\(name)` is a function", at: span, hint: "call it: .\(name)(…)"
        ).coded("not-called")
      ]
    }
    return [unknown(name, kind, span)]
  }

  private func unknown(_ name: String, _ kind: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .runtime, "\(article(kind)) has no `\(name)`", at: span,
      hint: table.absent.member(name, of: kind, among: table.members(of: kind))
    ).coded("unknown-member")
  }

  private func article(_ kind: String) -> String { Value.withArticle(kind) }
}
