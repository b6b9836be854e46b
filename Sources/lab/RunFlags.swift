import ArgumentParser
import Builtins
import Datasets
import Interpreter
import Language
import Platform
import Running
import Session
import Tensors
import Text

/// Flags about how labs are run.
struct RunFlags: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("Set a parameter.", valueName: "name=value"))
  var param: [SettingArgument] = []
  @Option(help: "A seed for all random numbers.")
  var seed = 0
  @Option(
    help: "The folder with data sets (default: $LAB_DATA, then the cache).",
    completion: .directory)
  var data: String?
  @Option(
    help: "The folder to write figures (SVG) and recorded series (CSV) to.",
    completion: .directory)
  var artifacts: String?
  @Option(help: "The time limit for a step: 90s, 5m, 1h.")
  var stepTimeout: TimeLimit?
  @Option(help: "Threads to compute with (default: all cores).")
  var threads: Int?

  @Flag(
    name: .customLong("bf16"), help: "Multiply matrices in bfloat16: faster, less precise.")
  var usesBFloat16 = false

  mutating func validate() throws {
    if artifacts == "" { throw ValidationError("--artifacts needs the name of a folder") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024, not \(threads)")
    }
  }

  /// The options of a session.
  func options() throws -> SessionOptions {
    if usesBFloat16 {
      do {
        try MatrixPrecision.useBFloat16()
      } catch {
        throw Diagnostic(.usage, error.message, hint: error.hint)
      }
    }
    if let threads { WorkerPool.setThreadCount(threads) }
    var options = SessionOptions()
    TensorMemory.setLimit(options.memoryLimit)
    options.settings = param.map { ($0.name, $0.value) }
    options.seed = seed
    options.data = try dataPath(data)
    options.artifacts = artifacts
    return options
  }
}

/// The data path that the command line or the environment names, else the cache folder.
func dataPath(_ folder: String?) throws -> DataPath {
  let environment = Environment.variable("LAB_DATA")
  let path = DataPath(
    commandLine: folder, environment: environment, cache: UserFolders.cache.map { $0 + "/data" })
  do {
    if folder != nil || environment != nil { try path.validate() }
  } catch {
    throw Diagnostic(.usage, error.message, hint: error.hint)
  }
  return path
}

/// `name=value`.
struct SettingArgument: ExpressibleByArgument {
  let name: String
  let value: String

  init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

/// A duration: `90`, `90s`, `5m`, `2h`.
struct TimeLimit: ExpressibleByArgument, CustomStringConvertible {
  let seconds: Double

  /// As the help writes it: `10m`.
  var description: String {
    let (number, unit) =
      seconds >= 3600 ? (seconds / 3600, "h") : seconds >= 60 ? (seconds / 60, "m") : (seconds, "s")
    return Digits.general(number, 6) + unit
  }

  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = argument.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? argument : String(argument.dropLast())),
      number.isFinite, number > 0
    else { return nil }
    seconds = number * (unit ?? 1)
  }
}
