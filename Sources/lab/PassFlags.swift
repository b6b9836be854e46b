import ArgumentParser
import Platform
import Running
import Session

/// Flags about what of a lab is run, and for how long.
struct PassFlags: ParsableArguments {
  @Option(help: "A profile of the lab, such as quick.")
  var profile: String?
  @Flag(help: "Run the comparisons of variations, too.")
  var tries = false
  @Flag(help: "Rerun variations, and runs of a sweep, even if earlier results are known.")
  var fresh = false
  @Option(help: "Begin with this step: its number or id; what it depends on runs first, quietly.")
  var from: String?
  @Option(help: "Stop after this step: its number or id.")
  var until: String?
  @Option(help: "Run this step alone, after what it depends on.")
  var only: String?
  @Option(help: "The time limit for a lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 3600)

  mutating func validate() throws {
    for (name, value) in [("--from", from), ("--until", until)]
    where only != nil && value != nil {
      throw ValidationError("--only and \(name) cannot be combined: --only is a single step")
    }
  }

  /// Which steps are wanted.
  var part: LabPart { LabPart(from: from, until: until, only: only) }

  /// The options of a session.
  func options(_ flags: RunFlags) throws -> SessionOptions {
    var options = try flags.options()
    options.profile = profile
    options.runsComparisons = tries
    options.results = fresh || flags.usesBFloat16 ? nil : .ofUser
    return options
  }

  /// The bounds of a run.
  func bounds(_ flags: RunFlags) -> Runner.Bounds {
    Runner.Bounds(
      seconds: timeout.seconds, stepSeconds: flags.stepTimeout?.seconds, part: part)
  }

  /// The same flags as words of a command line.
  var words: [String] {
    var words = ["--timeout", String(timeout.seconds)]
    if let profile { words.append("--profile=\(profile)") }
    for (name, value) in [("from", from), ("until", until), ("only", only)] {
      if let value { words.append("--\(name)=\(value)") }
    }
    return words + (tries ? ["--tries"] : []) + (fresh ? ["--fresh"] : [])
  }
}
