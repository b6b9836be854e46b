import Language

extension Command {
  static let show = Command(
    "show", "[N]", "show the text and code of step N again; runs nothing", completes: .steps
  ) { (prompt, argument) throws(Diagnostic) in
    prompt.show(try prompt.step(argument))
  }
}
