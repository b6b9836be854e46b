import Glibc

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

  /// Throws away what was typed and nobody has read.
  package func discardTyped() { tcflush(descriptor, TCIFLUSH) }
}
