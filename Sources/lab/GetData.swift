import ArgumentParser
import Datasets
import Language
import Platform
import Running
import Text

/// `lab data get NAME…`.
struct GetData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Fetch data sets from the web.",
    discussion: """
      Files are kept only if they are exactly those that were published. What was cut off is gone on with \
      the next time. A proxy is taken from https_proxy, http_proxy and all_proxy.
      """)

  @ArgumentParser.Argument(help: "The data sets, as `lab data list` names them.")
  var names: [String]
  @Option(help: "The folder with data sets.", completion: .directory)
  var data: String?
  @Option(
    help: ArgumentHelp(
      "A folder that has the files, before those that are known: http://, https:// or file://.",
      valueName: "url"))
  var from: [String] = []
  @OptionGroup var look: LookFlags

  func validate() throws {
    guard !names.isEmpty else { throw ValidationError("name a data set; `lab data list` has them") }
    for url in from where !["http://", "https://", "file://"].contains(where: url.hasPrefix) {
      throw ValidationError("--from must begin with http://, https:// or file://, not \(url)")
    }
  }

  func run() throws {
    let supervisor = Supervisor()
    let output = StandardStreams(look.flags) { supervisor.interrupt.set(.interrupted) }
    let path = try dataPath(data)
    var sources: [DataSource] = []
    do throws(DataError) {
      for name in names { sources.append(try DataSource.named(name)) }
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    let display = FetchDisplay(output, isQuiet: look.quiet)
    let fetcher = Fetcher(
      mirrors: from, isInterrupted: { supervisor.interrupt.reason != nil }, notice: display.show)
    for source in sources {
      guard let publication = source.publication else {
        display.say("\(source.name) is drawn by the program: there is nothing to fetch")
        continue
      }
      if (try? source.isAvailable(in: path)) == true {
        display.say("\(source.name) is there already")
        continue
      }
      do {
        try fetcher.fetch(publication, into: path.directory)
        _ = try source.isAvailable(in: path)
      } catch let failure as Fetcher.Failed {
        display.clear()
        if failure.isInterrupted { throw Running.ExitCode.interrupted.error }
        throw Diagnostic(.runtime, failure.message, hint: failure.hint)
      } catch let failure as FileError {
        throw Diagnostic(.runtime, failure.message, hint: failure.hint)
      } catch let failure as DataError {
        throw Diagnostic(.runtime, failure.message, hint: failure.hint)
      }
      display.say("\(source.name) is in \(path.directory)")
    }
    try output.checked(.passed).finish()
  }
}

/// What is shown while files are fetched.
private struct FetchDisplay {
  let output: StandardStreams
  let isQuiet: Bool
  private let isLive = Terminal.isTerminal(2)

  init(_ output: StandardStreams, isQuiet: Bool) { (self.output, self.isQuiet) = (output, isQuiet) }

  func say(_ line: String) {
    clear()
    if !isQuiet { output.sink.write(visible(line) + "\n") }
  }

  func clear() {
    if isLive { output.errors.write("\r\u{1B}[K") }
  }

  func show(_ event: Fetcher.Event) {
    switch event {
    case .progress(let file, let bytes, let all):
      guard isLive, !isQuiet else { return }
      let share = "\(bytes * 100 / max(all, 1))% of \(Self.megabytes(all))"
      output.errors.write("\r\u{1B}[K\(file): \(share)")
    case .done(let file, from: let url?): say("\(file), from \(url)")
    case .done(let file, from: nil): say("\(file) was there")
    case .refused(_, let reason):
      clear()
      output.errors.write("\(visible(reason))\n")
    }
  }

  private static func megabytes(_ bytes: Int) -> String {
    "\(Digits.general(Double(bytes) / 1_000_000, 3)) MB"
  }
}
