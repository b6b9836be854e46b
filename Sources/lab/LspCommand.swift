import ArgumentParser
import LanguageServer
import Running

/// `lab lsp`.
struct LspCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Answer an editor, by the Language Server Protocol.",
    discussion: "Editors start it; it talks over standard input and output.")

  func run() throws {
    let hasTakenLeave = LabServer().run()
    try (hasTakenLeave ? Running.ExitCode.passed : .failed).finish()
  }
}
