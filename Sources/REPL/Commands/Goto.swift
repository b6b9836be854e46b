import Language

extension Command {
  static let goto = Command(
    "goto", "N", "go to step N without running anything", completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else {
      throw Diagnostic(.usage, ":goto wants the number or id of a step", hint: ":list shows them")
    }
    let step = try prompt.session.lab.step(called: argument)
    prompt.go(to: step)
    let missing = prompt.stepsNotRun(before: step)
    if !missing.isEmpty {
      prompt.console.note(
        "not run yet: \(Prompt.numbers(missing)); `:run \(step.number)` runs them first")
    }
  }
}
