import ArgumentParser
import Builtins
import Interpreter
import Language
import Plotting
import Running
import Session
import Tensors
import Text

/// `lab check [PATH…]`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for mistakes without running anything.",
    discussion: "Where GitHub runs it (GITHUB_ACTIONS is true), findings are annotations, too.")

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).", completion: .labs)
  var paths: [String] = []
  @Option(help: "Write the findings to this file as JSON.", completion: .file())
  var json: String?
  @Flag(help: "Show what each step costs, in each profile: multiply-adds, memory, and time.")
  var cost = false
  @Option(
    help: "The folder with data sets, for the costs (default: $LAB_DATA, then the cache).",
    completion: .directory)
  var data: String?
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let console = output.console(look.detail, .none)
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    if let json { try ReportFile.prepare(json, besides: labs) }
    let data = cost ? try dataPath(data) : nil
    let speed = cost && (json != nil || output.capabilities.isTerminal) ? try measuredSpeed() : nil
    // Off a terminal, nothing that is measured is shown.
    let table = CostTable(output.capabilities.isTerminal ? speed : nil)
    let checks = LabCheck.results(of: labs, costsWith: data)
    for (path, check) in zip(labs, checks) {
      for mistake in check.found {
        console.report(mistake)
        if Annotation.isWanted { output.sink.write(Annotation.line(of: mistake, in: path) + "\n") }
      }
      guard look.detail > .quiet, check.found.isEmpty else { continue }
      console.line("\(visible(path)): no mistakes found")
      for cost in check.costs {
        console.gap()
        console.print(render(table.table(cost), output.capabilities.style))
      }
      if !check.costs.isEmpty { console.gap() }
    }
    let isSound = checks.allSatisfy(\.found.isEmpty)
    let code: Running.ExitCode = !isSound ? .usage : labs.isEmpty ? .nothing : .passed
    if let json {
      let text = JSONReport.text(of: checks, code, cost ? CostTable(speed) : nil)
      try ReportFile.write(text, to: json)
    }
    try output.checked(code).finish()
  }

  private func measuredSpeed() throws -> MachineSpeed {
    do {
      return try MachineSpeed.measured()
    } catch {
      throw Diagnostic(.runtime, error.message, hint: error.hint)
    }
  }
}
