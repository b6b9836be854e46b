import Platform
import Plotting
import Running

/// Where lines come from: someone at a terminal, or a file or pipe.
protocol LineSource: AnyObject {
  /// Whether someone sits there.
  var isInteractive: Bool { get }

  /// Prepares for lines: what can be called back, and what can be completed.
  func begin(_ entries: [String], _ vocabulary: @escaping () -> Vocabulary)

  /// Waits for a line, behind `prompt` where someone sits there.
  func line(_ prompt: String, _ style: Style) -> Reading

  /// Makes an entry one that can be called back.
  func remember(_ entry: String)
}

/// What came.
enum Reading: Equatable {
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// Ctrl-D, or the end of the file.
  case end
}

/// The source of lines that this process has.
enum Lines {
  /// `marksPastes` tells whether the terminal can (mode 2004).
  static func standard(_ supervisor: Supervisor, marksPastes: Bool) -> any LineSource {
    Terminal.isTerminal(0) && Terminal.isTerminal(1)
      ? ReadlineSource(supervisor, marksPastes: marksPastes) : PlainSource(supervisor)
  }

  /// Waits until standard input has something, or a signal came: its letters, as `Supervisor` tells
  /// them.
  static func wait(_ supervisor: Supervisor) -> [UInt8] {
    supervisor.pipe.waitForInput()
  }
}
