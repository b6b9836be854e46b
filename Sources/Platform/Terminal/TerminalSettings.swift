import Glibc
import Synchronization

/// How a terminal treats what is typed.
package struct TerminalSettings: @unchecked Sendable {
  private let descriptor: Int32
  private var settings: termios

  /// Those of the terminal at `descriptor` now; nil where there is none.
  package init?(of descriptor: Int32 = STDIN_FILENO) {
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { return nil }
    (self.descriptor, self.settings) = (descriptor, settings)
  }

  /// The same without showing what is typed, nor collecting it by lines. Ctrl-C still is a signal, and
  /// drops nothing of what was printed and is still on its way.
  package var silent: TerminalSettings {
    var silent = self
    silent.settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
    silent.settings.c_lflag |= tcflag_t(NOFLSH)
    return silent
  }

  /// Makes them the terminal's, at once: waiting for output would last as long as nobody reads it.
  package func apply() {
    var settings = settings
    tcsetattr(descriptor, TCSANOW, &settings)
  }

  /// Throws away what was typed but not read.
  package func discardTyped() { tcflush(descriptor, TCIFLUSH) }
}

/// What was printed and is still on its way when a terminal sends a Ctrl-C: it drops that, unless it
/// is told not to.
package enum PendingOutput {
  private static let isKept = Atomic<Bool>(false)

  /// Has the terminal keep it, where the process has one for itself.
  package static func keep() {
    guard Terminal.isTerminal(STDIN_FILENO), Terminal.isTerminal(STDOUT_FILENO),
      Terminal.isForeground(STDIN_FILENO), change({ $0 | tcflag_t(NOFLSH) })
    else { return }
    isKept.store(true, ordering: .relaxed)
  }

  /// Has the terminal drop it again as it did before `keep`.
  package static func giveBack() {
    guard isKept.exchange(false, ordering: .relaxed) else { return }
    _ = change { $0 & ~tcflag_t(NOFLSH) }
  }

  /// Changes the local modes, and nothing that another program may have changed meanwhile; tells
  /// whether they were others before.
  private static func change(_ body: (tcflag_t) -> tcflag_t) -> Bool {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return false }
    let modes = body(settings.c_lflag)
    guard modes != settings.c_lflag else { return false }
    settings.c_lflag = modes
    return tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0
  }
}
