import ArgumentParser
import Language
import Platform
import Running
import Session
import Text

/// `lab test-one FILE`: what `lab test` runs for each lab, in a process of its own.
struct TestOneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test-one", abstract: "Test a lab for `lab test`.", shouldDisplay: false)

  @ArgumentParser.Argument(help: "The lab.", completion: .labs)
  var path: String
  @Option(help: "Where its results go.")
  var record: String
  @OptionGroup var test: TestFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    ChildProcess.endWithParent()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    supervisor.recordWhenStuck(RunName(path), mustCheck: true, in: record, output)
    let report = TestOutput(output.console(look.detail, .none), look.detail)
    let bounds = Runner.Bounds(
      seconds: test.timeout.seconds, stepSeconds: flags.stepTimeout?.seconds)
    let kept = flags.artifacts.map { FigureFiles($0, report) }
    let options = try flags.options()
    let profile = test.profile ?? "quick"
    let result = LabTest(path, Runner(supervisor, bounds), runs: test.repeat, test.rules).result(
      kept ?? report
    ) { lab in
      var options = options
      options.profile = lab.profiles.contains { $0.name == profile } ? profile : nil
      return options
    }
    var found = LabReport(result, mustCheck: true)
    if let failure = kept?.failure {
      output.console(.quiet, .none).report(failure)
      found = LabReport(.lost(path, failure), mustCheck: true)
    }
    try LabRecord(found).write(to: record)
    try output.checked(found.exit).finish()
  }
}
