import Language

extension Command {
  static let recording = Command(
    "recording", "[N]", "show what step N, or the next one, gave its author; runs nothing",
    completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    let named = argument.isEmpty ? nil : try prompt.session.lab.step(called: argument)
    guard let step = named ?? prompt.next else {
      throw Diagnostic(.usage, "that was the last step", hint: "`:recording N` is for step N")
    }
    try prompt.replay(step)
  }
}
