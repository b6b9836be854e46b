import Builtins
import Interpreter
import Language

extension Session {
  /// The steps that `targets` depend on: those that set a name which is read from there on, and those that
  /// may change something in place which a name leads to. Step 0 is always among them.
  ///
  /// A dry run of the lab tells which names lead to what changes; where it does not get through, any may.
  package static func steps(
    neededBy targets: Set<Int>, in lab: Lab, _ options: SessionOptions
  ) -> Set<Int> {
    let last = targets.max() ?? 0
    let steps = lab.steps.filter { $0.number <= last }
    let definitions = Definitions(steps.flatMap(\.statements))
    let changing = ChangingNames(lab, upTo: last, options)
    let groups = NameGroups(steps, definitions, changing)
    var needed: Set<Int> = []
    // What is used from here on: names, and what they lead to.
    var live: Set<String> = []
    var shared: Set<String> = []
    for step in steps.reversed() {
      let checks = lab.exercises.filter { $0.step == step.number }.flatMap(\.checks)
      let own = StepNeeds(step, checks: checks.flatMap(\.statements), definitions)
      let isNeeded = !live.isDisjoint(with: own.sets) || !shared.isDisjoint(with: own.mentions)
      guard isNeeded || targets.contains(step.number) || step.number == 0 else { continue }
      needed.insert(step.number)
      live.subtract(own.replaces)
      live.formUnion(own.reads)
      for name in own.reads where changing.contains(name) { shared.formUnion(groups[name]) }
    }
    return needed.subtracting(targets)
  }
}

/// The names that lead to something which changes in place: models, optimizers.
struct ChangingNames {
  private var found: Set<String> = []
  private var known: Set<String> = []
  /// The names that the lab's steps set, without functions and models.
  private let variables: Set<String>

  init(_ lab: Lab, upTo last: Int, _ options: SessionOptions) {
    let statements = lab.steps.flatMap(\.statements)
    variables = Set(AssignedNames(statements).names)
      .subtracting(statements.flatMap(\.constants))
    let dryRun = DryRun(of: lab.source.name)
    var options = options
    options.dryRun = dryRun
    guard let session = try? Session(lab, options, output: Unheard()) else { return }
    var (found, known): (Set<String>, Set<String>) = ([], [])
    var reached = -1
    session.run(dry: dryRun, DryRunScope(judges: false, callsTheRest: false)) { step in
      reached = step.number
      for cell in session.globals.bound {
        known.insert(cell.name)
        if Changeable.mayChange(cell.value.pointee) { found.insert(cell.name) }
      }
    }
    if reached >= last { (self.found, self.known) = (found, known) }
  }

  func contains(_ name: String) -> Bool {
    variables.contains(name) && (found.contains(name) || !known.contains(name))
  }
}

/// Names that may lead to the same things, since a statement mentions them together.
private struct NameGroups {
  private var groups: [String: Set<String>] = [:]

  init(_ steps: [Step], _ definitions: Definitions, _ changing: ChangingNames) {
    for step in steps {
      Block(step.statements, step.span).forEachStatement { statement in
        guard statement.constants.isEmpty else { return }
        var mentioned = MentionedNames()
        switch statement.kind {
        case .forLoop(let pattern, let sequence, _):
          mentioned.visit(sequence)
          for name in pattern.allNames { mentioned.note(name) }
        case .conditional, .whileLoop, .noGrad: return
        default: mentioned.visit(statement)
        }
        join(definitions.names(neededBy: mentioned.names).filter(changing.contains))
      }
    }
  }

  private mutating func join(_ names: Set<String>) {
    let all = names.reduce(names) { $0.union(groups[$1] ?? []) }
    for name in all { groups[name] = all }
  }

  subscript(name: String) -> Set<String> { groups[name] ?? [name] }
}
