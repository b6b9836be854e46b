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
  @Flag(help: "Everything as one Markdown document.")
  var markdown = false
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    let reference = Reference(.program)
    let pages = ReferencePage(reference, output.capabilities.style)
    let text =
      markdown
      ? ReferenceDocument(reference).text
      : try name.map { try pages.text($0) } ?? pages.overview()
    output.sink.write(text)
    try output.checked(.passed).finish()
  }
}
