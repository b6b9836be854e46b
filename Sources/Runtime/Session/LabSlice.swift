import Language

/// The steps of a lab that some reports and series need: what a variation runs.
///
/// A step belongs to it when it makes one of them, or mentions a session name that a later step of
/// the slice mentions too: `opt.step()` changes `net` without setting it. Functions, models,
/// parameters and data do not change, so mentioning them is no reason.
struct LabSlice {
  private(set) var parts: [(step: Int, statements: [Statement])] = []

  /// What is needed of `lab` up to `comparison` in the step number `step`.
  init(_ lab: Lab, upTo comparison: Comparison, step last: Int, wanted: [String]) {
    var candidates: [(step: Int, statements: [Statement])] = []
    for step in lab.steps where step.number <= last {
      var statements = step.statements
      if step.number == last, let end = statements.firstIndex(where: { $0.isSame(comparison) }) {
        statements = Array(statements[..<end])
      }
      candidates.append((step.number, statements))
    }
    var constants: Set<String> = []
    for (_, statements) in candidates {
      for statement in statements { constants.formUnion(statement.constants) }
    }
    var needed = Set(wanted)
    for (step, statements) in candidates.reversed() {
      var mentioned = MentionedNames()
      for statement in statements { mentioned.visit(statement) }
      guard step == 0 || !needed.isDisjoint(with: mentioned.made.union(mentioned.names)) else {
        continue
      }
      needed.formUnion(mentioned.names.subtracting(constants))
      parts.insert((step, statements), at: 0)
    }
    // Definitions are cheap, and may be needed by any function.
    for (step, statements) in candidates where !parts.contains(where: { $0.step == step }) {
      let definitions = statements.filter { !$0.constants.isEmpty }
      if !definitions.isEmpty { parts.append((step, definitions)) }
    }
    parts.sort { $0.step < $1.step }
  }
}

extension Statement {
  /// The names that the statement declares for good.
  fileprivate var constants: [String] {
    switch kind {
    case .function(let declaration): [declaration.name]
    case .model(let declaration): [declaration.name]
    case .param(let declaration): [declaration.name]
    case .data(let declaration): [declaration.name]
    case .importNames(let names, file: _, fileSpan: _): names.map(\.name)
    default: []
    }
  }

  fileprivate func isSame(_ comparison: Comparison) -> Bool {
    guard case .compare(let other) = kind, let mine = other.variations.first?.span,
      let wanted = comparison.variations.first?.span
    else { return false }
    return mine.start == wanted.start
  }
}
