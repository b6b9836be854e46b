import ArgumentParser
import Builtins
import Interpreter
import Language
import Running
import Session
import Text

/// `lab check [PATH…]`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for mistakes without running anything.")

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).")
  var paths: [String] = []
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let console = output.console(look.detail, .none)
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    var mistakes = 0
    for path in labs {
      let found = LabCheck.mistakes(in: path)
      mistakes += found.count
      for mistake in found { console.report(mistake) }
      if found.isEmpty, look.detail > .quiet { console.line("\(visible(path)): no mistakes found") }
    }
    let code: Running.ExitCode = mistakes > 0 ? .usage : labs.isEmpty ? .nothing : .passed
    try output.checked(code).finish()
  }
}
