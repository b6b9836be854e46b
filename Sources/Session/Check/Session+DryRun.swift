import Interpreter
import Language
import Tensors

extension Session {
  /// Runs the lab from top to bottom with shapes only, to the first exercise without a solution.
  ///
  /// With `isJudging`, the checks of its exercises run, too, and the functions that nobody has called.
  ///
  /// What comes to light is in `dryRun`, which the options of the session name, too.
  func run(dry dryRun: DryRun, judging isJudging: Bool = true) {
    _ = attempt {
      try onLargeStack {
        try StandIns.made { () throws in
          for step in self.lab.steps {
            // A starter is wrong, and so may be what rests on it.
            guard !self.hasUnsolvedExercise(step) else { return }
            try self.run(step, dryRun, isJudging)
          }
          if isJudging { try dryRun.callTheRest(self.interpreter) }
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

  private func run(_ step: Step, _ dryRun: DryRun, _ isJudging: Bool) throws {
    currentStep = step.number
    generator.begin(step: step.number)
    _ = try execute(step.statements)
    for exercise in lab.exercises where isJudging && exercise.step == step.number {
      try dryRun.apart(interpreter) {
        _ = try self.execute(exercise.checks.flatMap(\.statements))
      }
    }
  }
}
