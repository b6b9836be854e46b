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
    commandName: "check", abstract: "Look for mistakes without running anything.",
    discussion: "Where GitHub runs it (GITHUB_ACTIONS is true), findings are annotations, too.")

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).")
  var paths: [String] = []
  @Option(help: "Write the findings to this file as JSON.")
  var json: String?
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let console = output.console(look.detail, .none)
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    if let json { try ReportFile.prepare(json, besides: labs) }
    var findings: [(path: String, found: [Diagnostic])] = []
    for path in labs {
      let found = LabCheck.mistakes(in: path)
      findings.append((path, found))
      for mistake in found {
        console.report(mistake)
        if Annotation.isWanted { output.sink.write(Annotation.line(of: mistake, in: path) + "\n") }
      }
      if found.isEmpty, look.detail > .quiet { console.line("\(visible(path)): no mistakes found") }
    }
    let isSound = findings.allSatisfy(\.found.isEmpty)
    let code: Running.ExitCode = !isSound ? .usage : labs.isEmpty ? .nothing : .passed
    if let json { try ReportFile.write(JSONReport.text(of: findings, code), to: json) }
    try output.checked(code).finish()
  }
}
