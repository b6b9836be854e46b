import Interpreter
import Language

/// Which session names functions, models and parameters read.
struct Definitions {
  private var reads: [String: Set<String>] = [:]

  init(_ statements: [Statement]) {
    for statement in statements {
      var mentioned = MentionedNames()
      mentioned.visit(statement)
      for name in statement.constants {
        reads[name, default: []].formUnion(mentioned.names)
      }
    }
  }

  /// `names`, and what the functions and models among them, and those that they call, read.
  func names(neededBy names: Set<String>) -> Set<String> {
    var found = names
    var waiting = Array(names)
    while let name = waiting.popLast() {
      for other in reads[name] ?? [] where found.insert(other).inserted { waiting.append(other) }
    }
    return found
  }
}

extension Lab {
  /// The session names that the step of that number may depend on.
  ///
  /// Those are the names that it mentions, and those that earlier steps mention together with one
  /// of them.
  func names(neededBy number: Int) -> Set<String> {
    names(neededBy: Self.mentions(of: statements(of: number)), before: number)
  }

  /// The session names that an expression may depend on once the step of that number has run.
  func names(neededBy expression: Expression, after number: Int) -> Set<String> {
    var needed = Self.mentions(of: [Statement(.expression(expression), expression.span)])
    for statement in statements(of: number).reversed() {
      let mentions = Self.mentions(of: [statement])
      if !needed.isDisjoint(with: AssignedNames([statement]).names) { needed.formUnion(mentions) }
    }
    return names(neededBy: needed, before: number)
  }

  /// Whether code behind the exercise, in its step, depends on what the exercise defines.
  ///
  /// A question does not: it is asked when all has run.
  func uses(_ exercise: Exercise, behindItIn step: Step) -> Bool {
    let rest = step.sections.drop { section in
      if case .exercise(id: exercise.id, _) = section { false } else { true }
    }
    let behind = rest.dropFirst().flatMap { section -> [Statement] in
      switch section {
      case .code(let block, folded: _), .exercise(id: _, let block):
        block.statements.filter { if case .question = $0.kind { false } else { true } }
      case .prose, .check, .hint, .wrong, .solution: []
      }
    }
    let definitions = Definitions(steps.flatMap(\.statements))
    return !definitions.names(neededBy: Self.mentions(of: behind))
      .isDisjoint(with: AssignedNames(exercise.code).names)
  }

  private func names(neededBy mentioned: Set<String>, before number: Int) -> Set<String> {
    let statements = steps.filter { $0.number <= number }.flatMap(\.statements)
    let definitions = Definitions(statements)
    let variables = Set(AssignedNames(statements).names)
      .subtracting(statements.flatMap(\.constants))
    var needed = definitions.names(neededBy: mentioned)
    for step in steps.reversed() where step.number < number {
      // What comes before the first step is not one coherent piece of work.
      let parts = step.number > 0 ? [step.statements] : step.statements.reversed().map { [$0] }
      for part in parts {
        let mentions = definitions.names(
          neededBy: Self.mentions(of: part.filter { $0.constants.isEmpty }))
        if !needed.intersection(variables).isDisjoint(with: mentions) {
          needed.formUnion(mentions)
        }
      }
    }
    return needed
  }

  private func statements(of number: Int) -> [Statement] {
    steps.first { $0.number == number }?.statements ?? []
  }

  private static func mentions(of statements: [Statement]) -> Set<String> {
    var mentioned = MentionedNames()
    for statement in statements { mentioned.visit(statement) }
    return mentioned.names
  }
}
