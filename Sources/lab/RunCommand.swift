import ArgumentParser
import Grading
import Language
import Runtime

/// `lab run FILE…`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs labs from top to bottom.")

  @ArgumentParser.Argument(help: ArgumentHelp("Labs to run.", valueName: "file"))
  var files: [String] = []
  @Option(
    name: .customShort("p"),
    help: ArgumentHelp("Sets a parameter or data set.", valueName: "name=value"))
  var settings: [String] = []
  @Option(help: ArgumentHelp("A profile of the lab.", valueName: "name"))
  var profile: String?
  @Option(help: "The seed of all random numbers.")
  var seed = 0
  @Flag(help: "Also run the variations that comparisons ask for.")
  var tries = false
  @Option(help: ArgumentHelp("The step to stop after: its number or id.", valueName: "step"))
  var until: String?
  @Option(help: ArgumentHelp("Seconds that a lab may take.", valueName: "s"))
  var timeout = 3_600.0
  @Option(help: ArgumentHelp("Seconds that a step may take.", valueName: "s"))
  var stepTimeout: Double?
  @Option(help: ArgumentHelp("The folder that labs may write to.", valueName: "dir"))
  var artifacts: String?
  @Option(help: ArgumentHelp("Writes results and times to a file.", valueName: "file"))
  var json: String?
  @Option(help: "Progress: auto, plain or none.")
  var progress = Console.Progress.auto
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard timeout > 0, stepTimeout ?? 1 > 0 else {
      throw ValidationError("a time limit is more than 0 seconds")
    }
    for setting in settings where !setting.dropFirst().contains("=") {
      throw ValidationError("-p takes name=value, not \(setting)")
    }
  }

  func run() throws {
    let watch = Watch()
    common.applyThreads()
    let console = common.console(progress: progress)
    guard !files.isEmpty else {
      console.report(
        Diagnostic(.usage, "no lab is named", hint: "such as `lab run Labs/mlp.lab`"))
      throw ArgumentParser.ExitCode(5)
    }
    let runner = Runner(
      watch, Runner.Bounds(seconds: timeout, stepSeconds: stepTimeout, until: until))
    var results: [LabResult] = []
    for file in files {
      let result = runner.run(file, console) { _ in options }
      results.append(result)
      if result.stopped == .interrupted { break }
    }
    var codes = results.map { $0.exitCode() }
    if let json {
      do {
        try FileOutput.replace(json, with: JSONReport.text(of: results))
      } catch {
        console.report(error)
        codes.append(.error)
      }
    }
    throw ArgumentParser.ExitCode(Grading.ExitCode.of(codes).rawValue)
  }

  private var options: SessionOptions {
    var options = SessionOptions()
    options.settings = settings.map { setting in
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: String(parts[0]), text: String(parts[1]))
    }
    options.profile = profile
    options.seed = seed
    options.data = common.dataPath
    options.artifacts = artifacts
    options.runsComparisons = tries
    return options
  }
}

extension Console.Progress: ExpressibleByArgument {}
