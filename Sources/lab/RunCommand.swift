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
    commandName: "run", abstract: "Run labs from top to bottom.",
    discussion: """
      With --sweep and --repeat a lab runs several times, each time in a process of its own: \
      `--sweep hidden=32,64 --repeat 3` makes six runs, a table with a row for each, and a chart of \
      the curves that they have in common.
      """)

  @ArgumentParser.Argument(help: "The labs to run.", completion: .labs)
  var files: [String]
  @Flag(help: "Show where the time goes, operation by operation.")
  var profileOps = false
  @OptionGroup var pass: PassFlags
  @OptionGroup var sweep: SweepFlags
  @OptionGroup var reports: ReportFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func validate() throws {
    if profileOps, isPooled {
      throw ValidationError("--profile-ops is for a single run, not for --sweep, --repeat or -j")
    }
  }

  /// Whether runs have processes of their own.
  private var isPooled: Bool { sweep.isWanted || sweep.jobs > 1 }

  func run() throws {
    if isPooled { return try runInPool() }
    let supervisor = Supervisor()
    let answers = Terminal.answers(look.flags, takesTyped: false)
    defer { StandardInput.giveBack() }
    let output = StandardStreams(look.flags, answers) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(look.detail, look.progress)
    var options = try pass.options(flags)
    let runner = Runner(supervisor, pass.bounds(flags))
    let all = files.map { RunName(Course.path($0)) }
    let labs = places(of: all, console).map { all[$0] }
    let reports = try reports.begin(labs, mustCheck: false)
    supervisor.report(stuckLabsTo: reports)
    var failure: Diagnostic?
    if profileOps { OperationProfile.start() }
    let folders = ArtifactFolders(flags.artifacts, for: labs)
    for (number, lab) in labs.enumerated() {
      if labs.count > 1, look.detail > .quiet {
        console.line((number > 0 ? "\n" : "") + visible(lab.path))
      }
      let kept = folders[number].map { FigureFiles($0, console) }
      options.artifacts = folders[number]
      let result = runner.run(lab.path, kept ?? console) { _ in options }
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

  /// The places of the runs that are wanted here; says which part of all they are.
  func places(of names: [RunName], _ console: Console) -> [Int] {
    guard let shard = sweep.shard?.shard else { return Array(names.indices) }
    let places = shard.places(of: names)
    if look.detail > .quiet {
      console.note(
        "shard \(shard.number) of \(shard.count): \(places.count) of \(counted(names.count, "run"))"
      )
    }
    return places
  }

  private typealias ExitCode = Running.ExitCode
}
