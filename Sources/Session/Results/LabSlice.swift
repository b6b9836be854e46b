import Builtins
import Interpreter
import Language

/// The steps of a lab that some reports and series need: what a variation runs.
///
/// A step belongs to it when it makes one of them, or mentions a session name that a later step of
/// the slice needs too: `opt.step()` changes `net` without setting it. Functions, models, parameters,
/// data and builtins do not change, so mentioning them is no reason; but who calls a function needs
/// what the function reads.
struct LabSlice {
  private(set) var parts: [(step: Int, statements: [Statement])] = []

  /// What is needed of `lab` up to `comparison` in the step number `step`.
  init(
    _ lab: Lab, upTo comparison: Comparison, step last: Int, wanted: [String], builtins: [String]
  ) {
    var candidates: [(step: Int, statements: [Statement])] = []
    for step in lab.steps where step.number <= last {
      var statements = step.statements
      if step.number == last, let end = statements.firstIndex(where: { $0.isSame(comparison) }) {
        statements = Array(statements[..<end])
      }
      candidates.append((step.number, statements))
    }
    let all = candidates.flatMap(\.statements)
    let definitions = Definitions(all)
    var constants = Set(builtins)
    for statement in all where statement.constants.isEmpty { constants.subtract(statement.set) }
    constants.formUnion(all.flatMap(\.constants))
    var needed = Set(wanted)
    for (step, statements) in candidates.reversed() {
      var (mentioned, defined) = (MentionedNames(), MentionedNames())
      for statement in statements where statement.constants.isEmpty { mentioned.visit(statement) }
      for statement in statements where !statement.constants.isEmpty { defined.visit(statement) }
      let reasons = mentioned.names.union(mentioned.made).union(defined.made)
      guard step == 0 || !needed.isDisjoint(with: reasons) else { continue }
      needed.formUnion(definitions.names(neededBy: mentioned.names).subtracting(constants))
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

/// What functions and models read of the session.
private struct Definitions {
  private var reads: [String: Set<String>] = [:]

  init(_ statements: [Statement]) {
    for statement in statements {
      let local: Set<String>
      switch statement.kind {
      case .function(let declaration):
        local = Set(declaration.parameters.map(\.name) + AssignedNames(declaration.body).names)
      case .model(let declaration):
        local = Set(declaration.parameters.map(\.name) + AssignedNames(declaration.body).names)
      default: continue
      }
      var mentioned = MentionedNames()
      mentioned.visit(statement)
      for name in statement.constants { reads[name] = mentioned.names.subtracting(local) }
    }
  }

  /// `names`, and what is read by the functions and models among them and by those that they call.
  func names(neededBy names: Set<String>) -> Set<String> {
    var found = names
    var waiting = Array(names)
    while let name = waiting.popLast() {
      for other in reads[name] ?? [] where found.insert(other).inserted { waiting.append(other) }
    }
    return found
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

  /// The names that the statement sets.
  fileprivate var set: [String] { AssignedNames(Block([self], span)).names }

  fileprivate func isSame(_ comparison: Comparison) -> Bool {
    guard case .compare(let other) = kind, let mine = other.variations.first?.span,
      let wanted = comparison.variations.first?.span
    else { return false }
    return mine.start == wanted.start
  }
}
