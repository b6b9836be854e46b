import Language

extension Command {
  static let edit = Command(
    "edit", "[N]", "change step N, or the last one that ran, in your editor", completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    let step = try prompt.step(argument)
    guard step.number > 0 else {
      throw Diagnostic(
        .usage, "what comes before the first step cannot be edited here",
        hint: ":set changes a parameter")
    }
    try prompt.edit(step)
  }
}
