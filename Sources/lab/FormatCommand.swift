import ArgumentParser
import Language
import Platform
import Running
import Text

/// `lab fmt [PATH…]`.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Format the code of labs: indentation and spaces.",
    discussion: """
      Two spaces a level, a space after commas and around `=`, comparisons and arrows. Prose, \
      comments, alignment and what the code means stay as they are.
      """)

  @ArgumentParser.Argument(help: "Labs, and folders of labs (default: Labs).", completion: .labs)
  var paths: [String] = []
  @Flag(help: "Change nothing; list the labs that would change, and exit with code 1.")
  var check = false
  @OptionGroup var look: LookFlags

  func run() throws {
    let output = StandardStreams(look.flags) {}
    var codes: [Running.ExitCode] = []
    for path in try LabFolder.labs(in: paths.isEmpty ? [LabFolder.standard] : paths) {
      do {
        let source = try LabFile.source(path)
        let text = try LabFormatter.formatted(source)
        guard Array(text.utf8) != source.bytes else {
          codes.append(.passed)
          continue
        }
        if check {
          output.sink.write("\(visible(path)): not formatted\n")
          codes.append(.failed)
        } else {
          try write(text, to: path)
          output.sink.write("formatted \(visible(path))\n")
          codes.append(.passed)
        }
      } catch let mistake as Diagnostic {
        output.console(.normal, .none).report(mistake)
        codes.append(.usage)
      }
    }
    try output.checked(Running.ExitCode.of(codes)).finish()
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try AtomicFile.write(Array(text.utf8), to: path)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
  }
}
