import ArgumentParser
import Grading
import Language

/// `lab FILE`: opens a lab at a prompt.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a lab at a prompt (the default).", shouldDisplay: false)

  @ArgumentParser.Argument(help: "The lab.")
  var file: String?
  @OptionGroup var flags: RunFlags
  @OptionGroup var look: LookFlags

  func run() throws {
    throw ValidationError("not yet")
  }
}
