import Language

extension Command {
  static let show = Command(
    "show", "[N]", "show the text and code of step N again; runs nothing", completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    let step =
      argument.isEmpty
      ? prompt.lastRun ?? prompt.next : try prompt.session.lab.step(called: argument)
    guard let step else { return prompt.console.note("the lab has no steps") }
    prompt.show(step)
  }
}
