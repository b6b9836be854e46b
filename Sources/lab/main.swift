import ArgumentParser

/// The program: a command, or a lab to open.
struct Lab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Deep-learning labs in the terminal.",
    version: "lab 0.1.0",
    subcommands: [
      RunCommand.self, TestCommand.self, CheckCommand.self, ParamsCommand.self, ListCommand.self,
      DataCommand.self, DocCommand.self,
    ])
}

Lab.main()
