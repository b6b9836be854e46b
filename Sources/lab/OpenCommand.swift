import ArgumentParser
import Grading
import REPL

/// `lab FILE`: opens a lab at a prompt; `lab` alone lists labs first.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a lab at a prompt (the default).", shouldDisplay: false)

  @ArgumentParser.Argument(help: "The lab; without one, the labs that are here are listed.")
  var file: String?
  @Option(help: "A profile of the lab, such as quick.")
  var profile: String?
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    let watch = Watch(isInteractive: true)
    let output = Output(look.flags) { watch.interrupt.set(.interrupted) }
    let console = output.console(look.quiet ? .quiet : .verbose, look.progress)
    guard let path = try file ?? chosen(console, watch, output) else { return }
    var options = try flags.options()
    options.profile = profile
    options.results = .ofUser
    let prompt = try Prompt(path, options, console, watch) { [look] in
      Terminal.capabilities(of: 1, look.flags)
    }
    try output.checked(prompt.run()).finish()
  }

  private func chosen(_ console: Console, _ watch: Watch, _ output: Output) throws -> String? {
    let choice = try LabChoice(console, watch)
    let path = choice.path()
    if path == nil { try output.checked(choice.isEmpty ? .nothing : .passed).finish() }
    return path
  }
}
