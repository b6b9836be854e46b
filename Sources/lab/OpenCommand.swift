import ArgumentParser
import Platform
import REPL
import Running

/// `lab FILE`: opens a lab at a prompt; `lab` alone lists labs first.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a lab at a prompt (the default).", shouldDisplay: false)

  @ArgumentParser.Argument(
    help: "The lab; without one, the labs here are listed.", completion: .labs)
  var file: String?
  @Option(help: "A profile of the lab, such as quick.")
  var profile: String?
  @Option(help: "A name for a state of its own, beside the one that is kept without a name.")
  var session: String?
  @OptionGroup var reports: ReportFlags
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func validate() throws {
    if session?.isEmpty == true { throw ValidationError("a session needs a name") }
  }

  func run() throws {
    let supervisor = Supervisor(isInteractive: true)
    let answers = Terminal.answers(look.flags, takesTyped: true)
    defer { StandardInput.giveBack() }
    let output = StandardStreams(look.flags, answers) { supervisor.interrupt.set(.interrupted) }
    let console = output.console(look.quiet ? .quiet : .verbose, look.progress)
    let named = file.map(Course.path)
    guard let path = try named ?? chosen(console, supervisor, output) else { return }
    var options = try flags.options()
    options.profile = profile
    options.results = .ofUser
    let reports = try reports.begin([RunName(path)], mustCheck: false)
    let prompt = try Prompt(
      path, options, console, supervisor, stepSeconds: flags.stepTimeout?.seconds,
      session: session
    ) { [look] in Terminal.capabilities(of: 1, look.flags, answers) }
    let code = prompt.run()
    reports.add(prompt.result)
    try reports.finish()
    try output.checked(code).finish()
  }

  private func chosen(
    _ console: Console, _ supervisor: Supervisor, _ output: StandardStreams
  ) throws -> String? {
    let choice = try LabChoice(console, supervisor)
    let path = choice.path()
    if path == nil { try output.checked(choice.isEmpty ? .nothing : .passed).finish() }
    return path
  }
}
