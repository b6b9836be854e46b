import ArgumentParser
import Glibc
import Language
import Platform
import Running
import Text

/// The program: its commands, and how mistakes on the command line are reported.
@main
struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Deep-learning labs in the terminal.",
    discussion: "`lab FILE.lab` opens a lab; `lab run FILE.lab` runs one from top to bottom.",
    version: ProgramVersion.current,
    subcommands: [
      // For students, for CI and authors, and for neither by hand.
      OpenCommand.self, RunCommand.self, ListCommand.self, ParamsCommand.self, DataCommand.self,
      DocCommand.self, ForgetCommand.self,
      TestCommand.self, CheckCommand.self, VerifyCommand.self, WatchCommand.self,
      FormatCommand.self, NewCommand.self, ExportCommand.self, ImportCommand.self,
      RecordCommand.self, ReleaseCommand.self, GradeCommand.self, LspCommand.self,
      SyntaxCommand.self,
      RunOneCommand.self, TestOneCommand.self, GradeOneCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  static func main() {
    StandardDescriptors.open()
    let code = run()
    PendingOutput.giveBack()
    // What was left alone and still runs must not see the process taken apart around it.
    if LargeStack.hasAbandoned { Ending.end(code) }
    Glibc.exit(code)
  }

  /// Does what the command line says, and gives the exit code.
  private static func run() -> Int32 {
    do {
      var command = try named() ?? parseAsRoot()
      try command.run()
      return Running.ExitCode.passed.rawValue
    } catch let diagnostic as Diagnostic {
      StandardStreams.standard().console(.normal, .none).report(diagnostic)
      return Running.ExitCode(diagnostic.kind).rawValue
    } catch let code as ArgumentParser.ExitCode {
      return code.rawValue
    } catch {
      let streams = StandardStreams.standard()
      // The library repeats what was typed, whatever it contains.
      let message = visibleLines(fullMessage(for: error)) + "\n"
      guard exitCode(for: error) != .success else {
        streams.sink.write(message)
        return streams.checked(.passed).rawValue
      }
      streams.errors.write(message)
      // The library's own code for mistakes on the command line is 64.
      return Running.ExitCode.usage.rawValue
    }
  }

  /// The command that the first argument names, if it accepts the others: found among all of them it
  /// takes the parser four times as long. For help and mistakes the parser needs to know them all.
  private static func named() -> ParsableCommand? {
    let arguments = CommandLine.arguments.dropFirst()
    let command = configuration.subcommands.first { $0._commandName == arguments.first }
    guard let command, let parsed = try? command.parseAsRoot(Array(arguments.dropFirst())),
      type(of: parsed) == command
    else { return nil }
    return parsed
  }
}

extension Running.ExitCode {
  /// The exit code as an error that ends a command.
  var error: ArgumentParser.ExitCode { ArgumentParser.ExitCode(rawValue) }

  /// Ends a command with this code, unless everything passed.
  func finish() throws { if self != .passed { throw error } }
}
