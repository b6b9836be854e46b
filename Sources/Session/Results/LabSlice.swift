import Builtins
import Interpreter
import Language

/// The steps of a lab that some reports and series need: what a variation runs.
///
/// A step belongs to it if it produces one of them, or mentions a session name that a later step of
/// the slice needs too: `opt.step()` changes `net` without setting it. Functions, models,
/// parameters, data and builtins do not change, so mentioning them is no reason; but code that
/// calls a function needs what the function reads.
struct LabSlice {
  private(set) var parts: [(step: Int, statements: [Statement])] = []

  /// All of `lab`.
  init(whole lab: Lab) { parts = lab.steps.map { ($0.number, $0.statements) } }

  /// What is needed of `lab` up to `comparison` in step number `step`.
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
      var (mentioned, defined, shown) = (MentionedNames(), MentionedNames(), MentionedNames())
      for statement in statements {
        switch statement.kind {
        // A claim is no work, nor a reason for any.
        case .expect: break
        case .show: shown.visit(statement)
        case _ where statement.constants.isEmpty: mentioned.visit(statement)
        case _: defined.visit(statement)
        }
      }
      let reasons = mentioned.names.union(mentioned.made).union(defined.made)
      guard step == 0 || !needed.isDisjoint(with: reasons) else { continue }
      needed.formUnion(
        definitions.names(neededBy: mentioned.names.union(shown.names)).subtracting(constants))
      parts.insert((step, statements), at: 0)
    }
    let made = Set(parts.flatMap { $0.statements.flatMap(\.set) })
    let others = Set(all.flatMap(\.set)).subtracting(made).subtracting(constants)
    // Nor can a claim be judged whose values are not computed.
    for index in parts.indices {
      parts[index].statements.removeAll { statement in
        guard case .expect = statement.kind else { return false }
        var mentioned = MentionedNames()
        mentioned.visit(statement)
        return !definitions.names(neededBy: mentioned.names).isDisjoint(with: others)
      }
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
  var constants: [String] {
    switch kind {
    case .function(let declaration): [declaration.name]
    case .model(let declaration): [declaration.name]
    case .param(let declaration): [declaration.name]
    case .data(let declaration): [declaration.name]
    case .importNames(let names, file: _, fileSpan: _): names.map(\.name)
    case .expression, .assign, .augmentedAssign, .conditional, .forLoop, .whileLoop, .break,
      .continue, .return, .noGrad, .tap, .expect, .report, .show, .profile, .try, .compare,
      .question:
      []
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
