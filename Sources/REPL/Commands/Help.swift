import Language

extension Command {
  static let help = Command(
    "help", "[all | NAME]", "the basic commands, all of them, or one", isFirst: true,
    completes: .commands
  ) { (prompt, argument) throws(Diagnostic) in
    switch argument {
    case "", "all":
      let shown = argument == "all" ? all : all.filter(\.isFirst)
      prompt.console.definitions(shown.map { ($0.usage, $0.summary) })
      prompt.console.note(
        "Anything else runs as code. ?name explains a function."
          + (argument == "all" ? "" : " :help all lists more."))
    default:
      let name = argument.hasPrefix(":") ? String(argument.dropFirst()) : argument
      guard let command = try? named(name) else { return try prompt.reference(argument) }
      prompt.console.definitions([(command.usage, command.summary)])
    }
  }
}
