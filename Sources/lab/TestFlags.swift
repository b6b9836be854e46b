import ArgumentParser
import Language
import Platform
import Running
import Tensors

/// Flags about how a lab is tested.
struct TestFlags: ParsableArguments {
  @Option(help: "The profile to run labs in that have it (default: quick).")
  var profile: String?
  @Option(help: "The longest time for a lab: 90s, 5m, 1h.")
  var timeout = TimeLimit(seconds: 600)
  @Option(help: "Run each lab so often; runs that differ are a failure.")
  var `repeat` = 1
  @Option(
    help: "Compare output and recorded series with the goldens in this folder.",
    completion: .directory)
  var golden: String?
  @Flag(help: "Write the goldens anew, which is a failure, too.")
  var updateGolden = false
  @Option(help: "How far apart a number may be from the golden's, as a part of it.")
  var rtol = 1e-4
  @Option(help: "How far apart a number may be from the golden's.")
  var atol = 1e-8

  mutating func validate() throws {
    guard (1...1000).contains(self.repeat) else {
      throw ValidationError("--repeat must be from 1 to 1000, not \(self.repeat)")
    }
    guard rtol >= 0, atol >= 0 else { throw ValidationError("--rtol and --atol are not negative") }
    if golden == "" { throw ValidationError("--golden needs the name of a folder") }
    if updateGolden, golden == nil {
      throw ValidationError("--update-golden needs --golden and a folder")
    }
  }

  /// How goldens are compared; nil if they are not.
  var rules: Golden.Rules? {
    golden.map {
      Golden.Rules(folder: $0, updates: updateGolden, relative: rtol, absolute: atol)
    }
  }

  /// The same flags as words of a command line.
  var words: [String] {
    var words = ["--timeout", String(timeout.seconds), "--repeat", String(self.repeat)]
    words += ["--rtol", String(rtol), "--atol", String(atol)]
    if let profile { words += ["--profile", profile] }
    if let golden { words += ["--golden", golden] }
    return words + (updateGolden ? ["--update-golden"] : [])
  }
}

extension RunFlags {
  /// The same flags as words of a command line, but for those that are given.
  func words(artifacts: String?, threads: Int) -> [String] {
    var words = param.flatMap { ["--param", "\($0.name)=\($0.value)"] }
    words += ["--seed=\(seed)", "--threads", String(threads)]
    if let data { words += ["--data", data] }
    if let artifacts { words += ["--artifacts", artifacts] }
    if let stepTimeout { words += ["--step-timeout", String(stepTimeout.seconds)] }
    return words + (usesBFloat16 ? ["--bf16"] : [])
  }
}

extension LookFlags {
  /// What another process has to know so that its output looks like this one's.
  func words(_ output: StandardStreams) -> [String] {
    let style = output.capabilities.style
    var words = ["--width", String(style.width)]
    words += ["--color", style.colours == .none ? "never" : "always"]
    if glyphs != .auto {
      words += ["--glyphs", glyphs.rawValue]
    } else if style.glyphs == .unicode {
      words += ["--glyphs", "unicode"]
    }
    if progress != .auto { words += ["--progress", progress.rawValue] }
    if light { words.append("--light") }
    if describe { words.append("--describe") }
    if table { words.append("--table") }
    if quiet { words.append("--quiet") }
    return words + (verbose ? ["--verbose"] : [])
  }
}

/// The threads of the processes in a place of a pool: the cores, shared.
func threads(of slot: Int, among slots: Int) -> Int {
  let cores = WorkerPool.processorCount
  return max(1, cores / slots + (slot < cores % slots ? 1 : 0))
}

/// A new folder for what processes write for one another. Throws where there can be none.
func temporaryFolder() throws -> String {
  do {
    return try Folder.makeTemporary()
  } catch {
    throw Diagnostic(
      .runtime, error.message, hint: "set TMPDIR to a folder that can be written to")
  }
}
