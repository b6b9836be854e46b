import ArgumentParser
import Builtins
import Interpreter
import Language
import Running
import Session

/// `lab doc [NAME]`.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "Show what scripts can call.")

  @ArgumentParser.Argument(help: "A name; without one, everything is listed.")
  var name: String?
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let reference = Reference(BuiltinTable(), output.capabilities.style)
    output.sink.write(try name.map { try reference.entry($0) } ?? reference.overview())
    try output.checked(.passed).finish()
  }
}
