import ArgumentParser
import Language
import Platform
import Running

/// `lab watch FILE`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Check and run a lab again whenever it is saved.",
    discussion: """
      Reruns the steps that have changed and those that depend on them; what was trained before \
      stays trained. Ctrl-C ends.
      """)

  @ArgumentParser.Argument(help: "The lab.", completion: .labs)
  var file: String
  @Option(help: "A profile of the lab, such as quick.")
  var profile: String?
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
    options.results = .ofUser
    let code = try Watcher(Course.path(file), options, console, supervisor).run()
    try output.checked(code).finish()
  }
}
