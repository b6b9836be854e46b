import Glibc
import Synchronization

/// What is at the other end of a file descriptor.
package enum Terminal {
  /// Whether it is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The terminal's current size; zeros if it is unknown.
  package static func size(of descriptor: Int32 = STDOUT_FILENO) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return (0, 0) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// The pixels of a character, across and down; nil if they are unknown.
  package static func cell(of descriptor: Int32 = STDOUT_FILENO) -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0,
      size.ws_xpixel >= size.ws_col, size.ws_ypixel >= size.ws_row
    else { return nil }
    return (Int(size.ws_xpixel / size.ws_col), Int(size.ws_ypixel / size.ws_row))
  }

  /// Whether what is typed comes from the terminal that shows the output, to this process.
  package static var hasOwnKeyboard: Bool {
    var (input, output) = (stat(), stat())
    return isTerminal(STDIN_FILENO) && isTerminal(STDOUT_FILENO)
      && fstat(STDIN_FILENO, &input) == 0 && fstat(STDOUT_FILENO, &output) == 0
      && input.st_rdev == output.st_rdev && isForeground(STDIN_FILENO)
  }

  /// Whether this process has the terminal for itself: it is not one that a shell runs in the
  /// background.
  package static func isForeground(_ descriptor: Int32 = STDOUT_FILENO) -> Bool {
    let group = tcgetpgrp(descriptor)
    return group < 0 || group == getpgrp()
  }

  private static let resumed = Atomic<Int>(0)

  /// How often the process was continued after it had been stopped; the terminal holds other things
  /// since.
  package static var resumptions: Int { resumed.load(ordering: .relaxed) }

  /// Notes that the process was continued.
  package static func noteResumption() { resumed.add(1, ordering: .relaxed) }
}
