import Interpreter
import Language

/// What a step takes from earlier ones and leaves to later ones, as its text shows before it runs.
struct StepNeeds {
  /// The names whose values it uses before it has set them itself.
  private(set) var reads: Set<String> = []
  /// The names that it sets.
  let sets: Set<String>
  /// Those that it sets in any case.
  private(set) var replaces: Set<String> = []
  /// All names that it mentions, also through functions.
  let mentions: Set<String>

  init(_ step: Step, checks: [Statement], _ definitions: Definitions) {
    sets = Set(AssignedNames(step.statements).names)
    var mentioned = MentionedNames()
    for statement in step.statements + checks { mentioned.visit(statement) }
    mentions = definitions.names(neededBy: mentioned.names)
    var own: Set<String> = []
    read(step.statements + checks, &own)
    reads = definitions.names(neededBy: reads)
    for case .assign(.pattern(let pattern), _, _) in step.statements.map(\.kind) {
      replaces.formUnion(pattern.allNames)
    }
    replaces.subtract(reads)
  }

  private mutating func read(_ statements: [Statement], _ own: inout Set<String>) {
    for statement in statements {
      switch statement.kind {
      case .assign(let target, _, let value):
        read([value] + target.expressions, own)
        own.formUnion(target.patterns.flatMap(\.allNames))
      case .forLoop(let pattern, let sequence, let body):
        read([sequence], own)
        own.formUnion(pattern.allNames)
        read(body.statements, &own)
      case .conditional(let condition, let then, let otherwise):
        read([condition], own)
        // Only what both ways set is set behind it.
        var (one, other) = (own, own)
        read(then.statements, &one)
        read(otherwise?.statements ?? [], &other)
        own.formUnion(one.intersection(other))
      case .noGrad(let block): read(block.statements, &own)
      case .augmentedAssign, .report, .whileLoop, .expression, .break, .continue, .return,
        .function, .model, .tap, .expect, .show, .param, .data, .profile, .try, .compare,
        .question, .importNames:
        var mentioned = MentionedNames()
        mentioned.visit(statement)
        if case .report(let reports) = statement.kind {
          mentioned = MentionedNames()
          for report in reports { mentioned.visit(report.value) }
        }
        reads.formUnion(mentioned.names.subtracting(own))
      }
    }
  }

  private mutating func read(_ expressions: [Expression], _ own: Set<String>) {
    var mentioned = MentionedNames()
    for expression in expressions { mentioned.visit(expression) }
    reads.formUnion(mentioned.names.subtracting(own))
  }
}

extension Pattern {
  /// The names in it.
  var allNames: [String] {
    switch self {
    case .name(let name, _): [name]
    case .tuple(let parts, _): parts.flatMap(\.allNames)
    case .place: []
    }
  }
}
