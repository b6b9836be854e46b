import Interpreter
import Language
import Tensors

/// What of a lab runs dry besides the code of its steps.
struct DryRunScope {
  /// The checks of its exercises.
  var judges = true
  /// The functions that nobody has called.
  var callsTheRest = true
}

extension Session {
  /// Runs the lab from top to bottom with shapes only, to the first exercise without a solution.
  ///
  /// What comes to light is in `dryRun`, which the options of the session name, too. `report` is
  /// called after each step.
  func run(
    dry dryRun: DryRun, _ scope: DryRunScope = DryRunScope(),
    report: @escaping (Step) -> Void = { _ in }
  ) {
    _ = attempt {
      try onLargeStack {
        try StandIns.made { () throws in
          for step in self.lab.steps {
            // A starter is wrong, and so may be what rests on it.
            guard !self.hasUnsolvedExercise(step) else { return }
            try self.run(step, dryRun, scope)
            report(step)
          }
          if scope.callsTheRest { try dryRun.callTheRest(self.interpreter) }
        }
      }
      return nil
    }
  }

  /// The parameters and their values.
  var parameterValues: [(name: String, value: Value)] {
    globals.bindings.filter { globals.cell($0.name).isParameter }
  }

  private func hasUnsolvedExercise(_ step: Step) -> Bool {
    lab.exercises.contains { $0.step == step.number && $0.solution == nil }
  }

  private func run(_ step: Step, _ dryRun: DryRun, _ scope: DryRunScope) throws {
    currentStep = step.number
    generator.begin(step: step.number)
    _ = try execute(step.statements)
    for exercise in lab.exercises where scope.judges && exercise.step == step.number {
      try dryRun.apart(interpreter) {
        _ = try self.execute(exercise.checks.flatMap(\.statements))
      }
    }
  }
}
