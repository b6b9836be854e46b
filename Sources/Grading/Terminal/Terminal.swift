import Glibc
import Plotting

/// What is at the other end of a file descriptor.
package enum Terminal {
  /// What can be shown on `descriptor`, from flags, environment and terminal; ask once.
  package static func capabilities(
    of descriptor: Int32 = STDOUT_FILENO, _ flags: Capabilities.Flags = Capabilities.Flags()
  ) -> Capabilities {
    let size = size(of: descriptor)
    var environment: [String: String] = [:]
    for name in [
      "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "LAB_WIDTH",
      "LC_ALL", "LC_CTYPE", "LANG",
    ] {
      environment[name] = variable(name)
    }
    return Capabilities.detect(
      flags: flags, environment: environment, isTerminal: isatty(descriptor) == 1,
      columns: size.columns, rows: size.rows)
  }

  /// The terminal's size now; zeros where it is unknown.
  package static func size(of descriptor: Int32 = STDOUT_FILENO) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return (0, 0) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// An environment variable; nil where it is not set or empty.
  package static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
