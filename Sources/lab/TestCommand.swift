import ArgumentParser
import Builtins
import Interpreter
import Language
import Platform
import Running
import Session
import Text

/// `lab test [PATH…]`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run every lab with its quick profile; steps are test cases.",
    discussion: """
      Each lab runs in a process of its own. Where GitHub runs this (GITHUB_ACTIONS is true), \
      failures are annotations, too.
      """)

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).", completion: .labs)
  var paths: [String] = []
  @Option(name: .shortAndLong, help: "Labs to test at a time; they share the cores.")
  var jobs = 1
  @Flag(help: "Stop after the first lab that does not pass.")
  var failFast = false
  @Option(help: "List so many of the slowest steps.")
  var durations = 0
  @OptionGroup var test: TestFlags
  @OptionGroup var reports: ReportFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func validate() throws {
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs must be from 1 to 256, not \(jobs)")
    }
    guard durations >= 0 else { throw ValidationError("--durations is not negative") }
  }

  func run() throws {
    let supervisor = Supervisor()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(.quiet, .none)
    _ = try flags.options()
    let labs = try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths)
    if let profile = test.profile { try check(profile, labs) }
    let reports = try reports.begin(labs.map { RunName($0) }, mustCheck: true)
    let folder = try temporaryFolder()
    defer { Folder.removeWithFiles(folder) }
    // A lab that does not stop ends its own process.
    let most = Double(test.repeat) * (test.timeout.seconds + 3 * Supervisor.grace)
    let slots = min(jobs, max(labs.count, 1))
    let pool = try LabPool(
      slots: slots, in: folder, seconds: most, isHasty: failFast, mustCheck: true, supervisor,
      output: output.sink, errors: output.errors)
    let folders = ArtifactFolders(flags.artifacts, for: labs.map { RunName($0) })
    let tasks = labs.enumerated().map { number, path in
      LabPool.Task(RunName(path)) { record, slot in
        ["test-one", path, "--record", record] + test.words
          + flags.words(
            artifacts: folders[number],
            threads: flags.threads ?? threads(of: slot, among: slots)) + look.words(output)
      }
    }
    try pool.run(tasks) { number, record in reports.add(record.report, of: number) }
    let report = TestOutput(console, look.detail)
    if durations > 0 {
      console.line("")
      for line in TestOutput.durations(reports.reports, durations) { console.line(line) }
    }
    console.line(report.summary(reports.reports, of: labs.count))
    try reports.finish()
    var codes = reports.reports.map(\.exit)
    if supervisor.interrupt.reason == .interrupted { codes.append(.interrupted) }
    try output.checked(Running.ExitCode.of(codes)).finish()
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
