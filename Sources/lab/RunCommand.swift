import ArgumentParser
import Builtins
import Interpreter
import Language
import Platform
import Running
import Session
import Tensors
import Text

/// `lab run FILE…`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run labs from top to bottom.")

  @ArgumentParser.Argument(help: "The labs to run.", completion: .labs)
  var files: [String]
  @Option(help: "A profile of the lab, such as quick.")
  var profile: String?
  @Flag(help: "Run the comparisons of variations, too.")
  var tries = false
  @Flag(help: "Rerun variations even if their results are known from an earlier run.")
  var fresh = false
  @Option(help: "Stop after this step: its number or id.")
  var until: String?
  @Option(help: "The time limit for a lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 3600)
  @Flag(help: "Show where the time goes, operation by operation.")
  var profileOps = false
  @OptionGroup var reports: ReportFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    let answers = Terminal.answers(look.flags, takesTyped: false)
    defer { StandardInput.giveBack() }
    let output = StandardStreams(look.flags, answers) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(look.detail, look.progress)
    var options = try flags.options()
    options.profile = profile
    options.runsComparisons = tries
    options.results = fresh || flags.usesBFloat16 ? nil : .ofUser
    let bounds = Runner.Bounds(
      seconds: timeout.seconds, stepSeconds: flags.stepTimeout?.seconds, until: until)
    let runner = Runner(supervisor, bounds)
    let labs = files.map(Course.path)
    let reports = try reports.begin(labs, mustCheck: false)
    supervisor.report(stuckLabsTo: reports)
    var failure: Diagnostic?
    if profileOps { OperationProfile.start() }
    let folders = ArtifactFolders(flags.artifacts, for: labs)
    for (number, file) in labs.enumerated() {
      if labs.count > 1, look.detail > .quiet {
        console.line((number > 0 ? "\n" : "") + visible(file))
      }
      let kept = folders[number].map { FigureFiles($0, console) }
      options.artifacts = folders[number]
      let result = runner.run(file, kept ?? console) { _ in options }
      reports.add(result)
      failure = failure ?? kept?.failure
      if result.stopped == .interrupted { break }
      supervisor.interrupt.clear()
    }
    if profileOps {
      for line in OperationTable.lines(OperationProfile.stop()) { console.line(line) }
    }
    try reports.finish()
    if let failure { throw failure }
    try output.checked(ExitCode.of(reports.reports.map(\.exit))).finish()
  }

  private typealias ExitCode = Running.ExitCode
}
