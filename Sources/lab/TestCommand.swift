import ArgumentParser
import Grading
import Language
import Runtime

/// `lab test PATH…`: every lab in its quick profile; its claims must hold.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs labs in their quick profile and judges their claims.")

  @ArgumentParser.Argument(help: ArgumentHelp("Labs, or folders with labs.", valueName: "path"))
  var paths = ["Labs"]
  @Option(help: "The seed of all random numbers.")
  var seed = 0
  @Flag(help: "Also run the variations that comparisons ask for.")
  var tries = false
  @Option(help: ArgumentHelp("Seconds that a lab may take.", valueName: "s"))
  var timeout = 600.0
  @Option(help: ArgumentHelp("Writes results for CI to a file.", valueName: "file"))
  var junit: String?
  @Option(help: ArgumentHelp("Writes results and times to a file.", valueName: "file"))
  var json: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let watch = Watch()
    common.applyThreads()
    let console = common.console(progress: .none)
    let runner = Runner(watch, Runner.Bounds(seconds: timeout))
    var results: [LabResult] = []
    for file in LabFolder.files(in: paths) {
      let result = runner.run(file, console) { lab in
        var options = SessionOptions()
        options.profile = lab.profiles.contains { $0.name == "quick" } ? "quick" : nil
        options.seed = seed
        options.data = common.dataPath
        options.runsComparisons = tries
        return options
      }
      results.append(result)
      if result.stopped == .interrupted { break }
    }
    var codes = results.map { $0.exitCode(mustCheck: true) }
    do {
      if let junit { try FileOutput.replace(junit, with: JUnitReport.text(of: results)) }
      if let json {
        try FileOutput.replace(json, with: JSONReport.text(of: results, mustCheck: true))
      }
    } catch {
      console.report(error)
      codes.append(.error)
    }
    throw ArgumentParser.ExitCode(Grading.ExitCode.of(codes).rawValue)
  }
}
