import ArgumentParser
import Builtins
import Interpreter
import Language
import Running
import Session
import Text

/// `lab test [PATH…]`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run every lab with its quick profile; steps are test cases.")

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).")
  var paths: [String] = []
  @Option(help: "The profile for labs that have it (default: quick).")
  var profile: String?
  @Option(help: "The time limit for a lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 600)
  @OptionGroup var reports: ReportFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(.quiet, .none)
    let report = TestOutput(console, look.detail)
    let options = try flags.options()
    let bounds = Runner.Bounds(seconds: timeout.seconds, stepSeconds: flags.stepTimeout?.seconds)
    let runner = Runner(supervisor, bounds)
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    if let profile { try check(profile, labs) }
    let profile = profile ?? "quick"
    let reports = try reports.begin(labs, mustCheck: true)
    supervisor.report(stuckLabsTo: reports)
    let folders = ArtifactFolders(flags.artifacts, for: labs)
    var failure: Diagnostic?
    for (number, path) in labs.enumerated() {
      let kept = folders[number].map { FigureFiles($0, report) }
      let result = runner.run(path, kept ?? report) { lab in
        var options = options
        options.artifacts = folders[number]
        options.profile = lab.profiles.contains { $0.name == profile } ? profile : nil
        return options
      }
      reports.add(result)
      failure = failure ?? kept?.failure
      if result.stopped == .interrupted { break }
      supervisor.interrupt.clear()
    }
    let results = reports.results
    console.line(report.summary(results))
    try reports.finish()
    if let failure { throw failure }
    let code = Running.ExitCode.of(results.map { $0.exitCode(mustCheck: true) })
    try output.checked(code).finish()
  }

  /// Refuses a profile that none of the labs has, and that is therefore misspelt.
  private func check(_ profile: String, _ paths: [String]) throws {
    let labs = paths.compactMap { try? LabFile.load($0) }
    let names = Set(labs.flatMap { $0.profiles.map(\.name) }).union(["default"])
    guard !labs.isEmpty, !names.contains(profile) else { return }
    throw Diagnostic(
      .usage, "no profile is called `\(profile)`",
      hint: Spelling.hint(profile, names.sorted())
        ?? "the labs have " + names.sorted().joined(separator: ", "))
  }
}
