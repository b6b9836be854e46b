import Glibc
import Platform
import Running

/// The terminal's keyboard while code runs.
///
/// What is typed is neither shown nor kept, and Ctrl-C is still a signal.
final class Keyboard {
  private let supervisor: Supervisor
  private let before: termios
  private let isTerminal: Bool

  init(_ supervisor: Supervisor) {
    self.supervisor = supervisor
    var settings = termios()
    isTerminal = tcgetattr(STDIN_FILENO, &settings) == 0
    before = settings
    guard isTerminal else { return }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
    supervisor.beforeExit(
      { [settings] in Keyboard.apply(settings) }, comeBack: { [silent] in Keyboard.apply(silent) })
  }

  /// Gives the keyboard back, discarding what was typed if that is wanted.
  func comeBack(discardsTyped: Bool) {
    guard isTerminal else { return }
    if discardsTyped { tcflush(STDIN_FILENO, TCIFLUSH) }
    Self.apply(before)
    supervisor.beforeExit {}
  }

  /// A function that restores the terminal to its current state if the process ends at the prompt.
  static func mending(marksPastes: Bool) -> @Sendable () -> Void {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return {} }
    return { [settings] in
      apply(settings)
      // Readline has asked for pastes to be marked.
      TextSink(STDOUT_FILENO).write(marksPastes ? "\u{1B}[?2004l\n" : "\n")
    }
  }

  private static func apply(_ settings: termios) {
    var settings = settings
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }
}
