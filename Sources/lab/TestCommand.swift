import ArgumentParser
import Builtins
import Grading
import Interpreter
import Language
import Session

/// `lab test [PATH…]`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run every lab in its quick profile; steps are test cases.")

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).")
  var paths: [String] = []
  @Option(help: "The profile to run labs in that have it.")
  var profile = "quick"
  @Option(help: "The longest time for a lab: 90s, 5m, 1h.")
  var timeout = Duration(seconds: 600)
  @Option(help: "The longest time for a step.")
  var stepTimeout: Duration?
  @Option(help: "Write the results to this file as JSON.")
  var json: String?
  @Option(help: "Write the results to this file as JUnit's XML.")
  var junit: String?
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let watch = Watch()
    let output = Output(look.flags) { watch.interrupt.set(.interrupted) }
    let console = output.console(.quiet, .none)
    let report = TestOutput(console, look.detail)
    let options = try flags.options()
    let bounds = Runner.Bounds(seconds: timeout.seconds, stepSeconds: stepTimeout?.seconds)
    let runner = Runner(watch, bounds)
    var results: [LabResult] = []
    for path in try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths) {
      let result = runner.run(path, report) { lab in
        var options = options
        options.profile = lab.profiles.contains { $0.name == profile } ? profile : nil
        return options
      }
      results.append(result)
      if result.stopped == .interrupted { break }
      watch.interrupt.clear()
    }
    if let json { try ReportFile.write(JSONReport.text(of: results, mustCheck: true), to: json) }
    if let junit { try ReportFile.write(JUnitReport.text(of: results), to: junit) }
    let code = Grading.ExitCode.of(results.map { $0.exitCode(mustCheck: true) })
    console.line(report.summary(results))
    try output.checked(code).finish()
  }
}
