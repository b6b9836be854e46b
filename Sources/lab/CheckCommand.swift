import ArgumentParser
import Grading
import Language
import Runtime

/// `lab check PATH…`: mistakes that show without running.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Finds mistakes in labs without running them.")

  @ArgumentParser.Argument(help: ArgumentHelp("Labs, or folders with labs.", valueName: "path"))
  var paths = ["Labs"]
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console()
    let files = LabFolder.files(in: paths)
    var codes: [Grading.ExitCode] = []
    for file in files {
      do {
        let source = try LabFile.source(file)
        let mistakes = Parser.mistakes(in: source)
        for mistake in mistakes { console.report(mistake) }
        if mistakes.isEmpty {
          _ = try Session(try Parser.parseLab(source), output: Silence())
        }
        codes.append(mistakes.isEmpty ? .passed : .usage)
        if !common.quiet { console.line("\(file): \(mistakes.isEmpty ? "ok" : "not ok")") }
      } catch {
        console.report(error)
        codes.append(.usage)
      }
    }
    throw ArgumentParser.ExitCode(Grading.ExitCode.of(codes).rawValue)
  }
}

/// Hears nothing.
private final class Silence: Output {
  func receive(_ event: Event) {}
}
