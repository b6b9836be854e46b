import Language

extension Command {
  static let goto = Command(
    "goto", "N", "go to step N without running anything", completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else {
      throw Diagnostic(.usage, ":goto needs the number or id of a step", hint: ":list shows them")
    }
    prompt.go(to: try prompt.session.lab.step(called: argument))
  }
}
