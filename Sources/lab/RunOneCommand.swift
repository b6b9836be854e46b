import ArgumentParser
import Builtins
import Language
import Platform
import Running
import Session
import Text

/// `lab run-one FILE`: what `lab run` runs for each of several runs, in a process of its own.
struct RunOneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-one", abstract: "Run a lab for `lab run`.", shouldDisplay: false)

  @ArgumentParser.Argument(help: "The lab.", completion: .labs)
  var path: String
  @Option(help: "Where its results go.")
  var record: String
  @Option(help: "What was chosen, if this is a run of a sweep.")
  var choice: String?
  @Option(help: "What is shown above the run.")
  var place: String?
  @OptionGroup var pass: PassFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    ChildProcess.endWithParent()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let name = RunName(path, choice)
    supervisor.recordWhenStuck(name, mustCheck: false, in: record, output)
    let console = output.console(look.detail, look.progress)
    let options = try pass.options(flags)
    let isRow = choice != nil
    let row = isRow && look.detail < .verbose ? SweepOutput(console, place ?? "") : nil
    let observer: any RunObserver = row ?? console
    if row == nil, let place, look.detail > .quiet { console.line(visibleLines(place)) }
    let kept = flags.artifacts.map { FigureFiles($0, observer) }
    // What was run before in the same way is not run again.
    let scope = JSON.object([
      ("run", .string(name.text)), ("from", JSON(pass.from)), ("until", JSON(pass.until)),
      ("only", JSON(pass.only)),
    ])
    var known: LabRecord?
    var result = Runner(supervisor, pass.bounds(flags)).run(path, kept ?? observer) { session in
      known = isRow ? session.knownRun(scope).flatMap { LabRecord($0, of: name) } : nil
      return known != nil
    } options: { _ in
      options
    }
    result.choice = choice
    var found = known ?? LabRecord(LabReport(result, mustCheck: false), isRow ? result.row : nil)
    if known != nil {
      let more = ", known from an earlier run"
      if let row { row.announce(more) } else { console.note((place ?? "") + more) }
    } else if isRow, found.report.exit == .passed, let session = result.session {
      let report = LabReport(result, mustCheck: false, isKept: true)
      session.keep(run: LabRecord(report, found.results).json, scope)
    }
    if let failure = kept?.failure {
      console.report(failure)
      var lost = LabResult.lost(path, failure)
      lost.choice = choice
      found = LabRecord(LabReport(lost, mustCheck: false))
    }
    try found.write(to: record)
    try output.checked(found.report.exit).finish()
  }
}
