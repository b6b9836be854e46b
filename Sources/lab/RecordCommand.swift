import ArgumentParser
import Language
import Running
import Session
import Text

/// `lab record FILE`.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Run a lab, and record its long steps for students.",
    discussion: """
      Runs the lab with its solutions and variations, and writes what the steps with `minutes` gave to \
      NAME.recording beside it. At the prompt `r` shows that in place of running such a step, as long as \
      code, parameters, data and seed are those of which it was made.
      """)

  @ArgumentParser.Argument(help: "The lab.")
  var file: String
  @Option(help: "A profile of the lab, such as full.")
  var profile: String?
  @Option(help: "A seed for all random numbers.")
  var seed = 0
  @Option(help: "The folder with data sets (default: $LAB_DATA, then the cache).")
  var data: String?
  @Option(help: "The longest time for the lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 3600)
  @OptionGroup var look: LookFlags

  func run() throws {
    let supervisor = Supervisor()
    let streams = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let path = Course.path(file)
    let lab = try LabFile.load(path)
    guard lab.steps.contains(where: { $0.minutes != nil }) else {
      throw Diagnostic(
        .usage, "no step of \(visible(path)) says that it is long",
        hint: "a heading such as `## Training {#train minutes=4}` does")
    }
    let target = LabRecording.path(of: path)
    try ReportFile.prepare(target, besides: [path])
    var options = SessionOptions()
    options.profile = profile
    options.seed = seed
    options.data = try dataPath(data)
    options.runsComparisons = true
    options.results = .ofUser
    let recorder = StepRecorder(streams.console(look.detail, look.progress))
    let bounds = Runner.Bounds(seconds: timeout.seconds)
    let result = Runner(supervisor, bounds).run(path, recorder) { _ in options }
    guard result.exitCode() == .passed else {
      streams.errors.write("error: nothing is recorded of a run that has not passed\n")
      return try streams.checked(result.exitCode()).finish()
    }
    try ReportFile.write(recorder.recording.text, to: target)
    streams.sink.write("wrote \(visible(target))\n")
    try streams.checked(.passed).finish()
  }
}
