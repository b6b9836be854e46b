import Language

extension Command {
  static let solution = Command(
    "solution", "[ID]", "the author's solution to an exercise that you have tried",
    completes: .exercises
  ) { (prompt, argument) throws(Diagnostic) in
    let exercise = try prompt.exercise(argument)
    guard let solution = exercise.solution else {
      return prompt.console.note("The lab has no solution to \(exercise.id).")
    }
    guard prompt.exercises.tried.contains(exercise.id) else {
      throw Diagnostic(
        .usage, "the solution to \(exercise.id) is shown once you have tried",
        hint: "`:check` judges what you write, `:hint` helps")
    }
    prompt.take(solution, of: exercise)
  }
}
