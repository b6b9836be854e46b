import ArgumentParser
import Datasets
import Glibc
import Grading
import Plotting
import Runtime
import Tensors

/// How output looks and where things are: the same for every command.
struct CommonOptions: ParsableArguments {
  /// When something is done: by itself, always, never.
  enum When: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  /// Which characters may be used.
  enum Glyphs: String, ExpressibleByArgument, CaseIterable {
    case auto, ascii, unicode
  }

  @Option(help: ArgumentHelp("The folder with data sets.", valueName: "dir"))
  var data: String?
  @Option(help: "Colour: auto, always or never (honours NO_COLOR).")
  var color = When.auto
  @Option(help: "Characters: auto, ascii or unicode.")
  var glyphs = Glyphs.auto
  @Option(help: ArgumentHelp("Columns of text.", valueName: "n"))
  var width: Int?
  @Option(help: ArgumentHelp("Threads of the engine; results do not depend on it.", valueName: "n"))
  var threads: Int?
  @Flag(name: .shortAndLong, help: "Show only failures and the summary.")
  var quiet = false
  @Flag(name: .shortAndLong, help: "Show prose, questions and reports besides.")
  var verbose = false

  func validate() throws {
    if let width, !(20...1_000).contains(width) {
      throw ValidationError("--width is 20 to 1000, not \(width)")
    }
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError("--threads is 1 to 1024, not \(threads)")
    }
  }
}

extension CommonOptions {
  private var flags: Capabilities.Flags {
    Capabilities.Flags(
      width: width, colour: Capabilities.Choice(rawValue: color.rawValue) ?? .auto,
      glyphs: glyphs == .auto ? nil : Style.Glyphs(rawValue: glyphs.rawValue))
  }

  /// A console on the standard output, diagnostics on the standard error.
  func console(progress: Console.Progress = .auto) -> Console {
    Console(
      TextSink(STDOUT_FILENO), Terminal.capabilities(of: STDOUT_FILENO, flags),
      errors: TextSink(STDERR_FILENO),
      errorStyle: Terminal.capabilities(of: STDERR_FILENO, flags).style,
      detail: quiet ? .quiet : verbose ? .verbose : .normal, progress: progress)
  }

  /// Where data sets are looked for: `--data`, `LAB_DATA`, the cache folder.
  var dataPath: DataPath {
    let home = Terminal.variable("HOME") ?? "."
    let cache = Terminal.variable("XDG_CACHE_HOME") ?? home + "/.cache"
    return DataPath(
      commandLine: data, environment: Terminal.variable("LAB_DATA"), cache: cache + "/lab")
  }

  /// Tells the engine how many threads it may use; before anything runs.
  func applyThreads() {
    if let threads { WorkerPool.setThreadCount(threads) }
  }
}
