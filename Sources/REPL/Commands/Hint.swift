import Language

extension Command {
  static let hint = Command(
    "hint", "[ID]", "the next hint to an exercise", isFirst: true, completes: .exercises
  ) { (prompt, argument) throws(Diagnostic) in
    let exercise = try prompt.exercise(argument)
    guard !exercise.hints.isEmpty else {
      return prompt.console.note("The lab has no hints for \(exercise.id).")
    }
    let number = prompt.exercises.takeHint(exercise)
    prompt.console.line("hint \(number) of \(exercise.hints.count)")
    prompt.console.prose(exercise.hints[number - 1])
    guard number == exercise.hints.count, exercise.solution != nil else { return }
    let isTried = prompt.exercises.tried.contains(exercise.id)
    prompt.console.note(
      "That is the last hint. `:solution \(exercise.id)` shows the author's code"
        + (isTried ? "." : " once `:check \(exercise.id)` has judged yours."))
  }
}
