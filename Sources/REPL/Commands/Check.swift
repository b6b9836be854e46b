import Language

extension Command {
  static let check = Command(
    "check", "[ID]", "judge your answer to an exercise", isFirst: true, completes: .exercises
  ) { (prompt, argument) throws(Diagnostic) in
    let exercise = try prompt.exercise(argument)
    guard prompt.hasRun(exercise) else {
      throw Diagnostic(
        .usage, "step \(exercise.step), which asks for \(exercise.id), has not run yet",
        hint: ":run \(exercise.step) runs it")
    }
    prompt.judge(exercise)
  }
}
