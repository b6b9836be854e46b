import ArgumentParser
import Platform
import Plotting
import Running
import Text

/// What the flags and the terminal say about the output; determined once.
struct StandardStreams {
  let capabilities: Capabilities
  let errorCapabilities: Capabilities
  let sink: TextSink
  let errors: TextSink

  /// Output without flags.
  static func standard() -> StandardStreams { StandardStreams(Capabilities.Flags()) {} }

  /// `answers` is what the terminal said about its pixels; `onFailure` is called when nothing more can
  /// be written.
  init(
    _ flags: Capabilities.Flags, _ answers: TerminalAnswers? = nil,
    onFailure: @escaping @Sendable () -> Void
  ) {
    capabilities = Terminal.capabilities(of: 1, flags, answers)
    errorCapabilities = Terminal.capabilities(of: 2, flags)
    sink = TextSink(
      1, isASCII: capabilities.style.words == .ascii, onFailure: onFailure)
    errors = TextSink(2, isASCII: errorCapabilities.style.words == .ascii)
  }

  /// A console on standard output and standard error.
  func console(_ detail: Console.Detail, _ progress: Console.Progress) -> Console {
    Console(
      sink, capabilities, errors: errors, errorCapabilities: errorCapabilities, detail: detail,
      progress: progress)
  }

  /// Reports on standard error if the output could not be written.
  func checked(_ code: Running.ExitCode) -> Running.ExitCode {
    if let failure = sink.failure {
      errors.write("error: \(failure)\n")
      return .error
    }
    return errors.failure != nil && code == .passed ? .error : code
  }
}

/// Flags about how things look.
struct LookFlags: ParsableArguments {
  @Option(help: "Colours: auto, always or never.")
  var color = Capabilities.Choice.auto
  @Option(help: "Characters: auto, ascii or unicode; pixels: pictures of real pixels.")
  var glyphs = GlyphChoice.auto
  @Option(help: "Columns of the output.")
  var width: Int?
  @Flag(help: "The terminal is dark on light: invert pictures made of characters.")
  var light = false
  @Option(help: "Progress: auto, plain or none.")
  var progress = Console.Progress.auto
  @Flag(help: "Describe a figure in a sentence instead of drawing it.")
  var describe = false
  @Flag(help: "Print a figure's numbers instead of drawing it.")
  var table = false
  @Flag(name: .shortAndLong, help: "Show failures and the summary only.")
  var quiet = false
  @Flag(name: .shortAndLong, help: "Also show prose, questions and reports.")
  var verbose = false

  mutating func validate() throws {
    if let width, !(1...1000).contains(width) {
      throw ValidationError("--width must be from 1 to 1000, not \(width)")
    }
    if quiet && verbose { throw ValidationError("--quiet and --verbose cannot be combined") }
    if describe && table { throw ValidationError("--describe and --table cannot be combined") }
  }

  var detail: Console.Detail { quiet ? .quiet : verbose ? .verbose : .normal }

  var flags: Capabilities.Flags {
    Capabilities.Flags(
      width: width, colour: color, glyphs: glyphs.glyphs, pixels: glyphs.pixels,
      content: describe ? .sentence : table ? .numbers : .picture, lightBackground: light)
  }
}

/// `--glyphs`.
enum GlyphChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, ascii, unicode, pixels

  /// The characters; with pixels they are as without the flag.
  var glyphs: Glyphs? { Glyphs(rawValue: rawValue) }

  var pixels: Capabilities.Choice {
    switch self {
    case .auto: .auto
    case .ascii, .unicode: .never
    case .pixels: .always
    }
  }
}

extension Capabilities.Choice: ArgumentParser.ExpressibleByArgument {}
extension Console.Progress: ArgumentParser.ExpressibleByArgument {}

extension CompletionKind {
  /// Labs, and the folders on the way to them.
  static var labs: CompletionKind { .file(extensions: ["lab"]) }
}
