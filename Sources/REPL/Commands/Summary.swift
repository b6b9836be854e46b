import Language

extension Command {
  static let summary = Command(
    "summary", "net", "a table of a net's parts and parameters", completes: .names
  ) { (prompt, argument) throws(Diagnostic) in
    guard !argument.isEmpty else {
      throw Diagnostic(.usage, ":summary needs a net", hint: ":vars lists the names that are set")
    }
    prompt.run(code: "summary(\(argument))")
  }
}
