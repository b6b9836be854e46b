import Platform
import Plotting
import Running

/// Where lines come from: someone at a terminal, or a file or pipe.
protocol LineSource: AnyObject {
  /// Whether someone is there.
  var isInteractive: Bool { get }

  /// Prepares for lines: sets what can be recalled, and what can be completed.
  func begin(_ entries: [String], _ vocabulary: @escaping () -> Vocabulary)

  /// Waits for a line, after `prompt` if someone is there.
  func line(_ prompt: String, _ style: Style) -> Reading

  /// Makes an entry one that can be recalled.
  func remember(_ entry: String)
}

/// What was read.
enum Reading: Equatable {
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// Ctrl-D, or the end of the file.
  case end
}

/// The source of lines for this process.
enum Lines {
  /// `marksPastes` says whether the terminal can (mode 2004).
  static func standard(_ supervisor: Supervisor, marksPastes: Bool) -> any LineSource {
    Terminal.isTerminal(0) && Terminal.isTerminal(1)
      ? ReadlineSource(supervisor, marksPastes: marksPastes) : PlainSource(supervisor)
  }

  /// Waits until standard input has something, or a signal came.
  ///
  /// Returns the letters of the signals, as `Supervisor` sends them.
  static func wait(_ supervisor: Supervisor) -> [UInt8] {
    StandardInput.hasKept ? [] : supervisor.pipe.waitForInput()
  }
}
