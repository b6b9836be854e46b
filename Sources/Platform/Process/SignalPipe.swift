import Glibc
import SystemPackage

/// Letters from the thread of signals for who waits for a line.
package struct SignalPipe: Sendable {
  private let ends: (read: FileDescriptor, write: FileDescriptor)?

  /// A pipe that nobody waits to write to; one without ends where the system has none.
  package init() {
    guard let ends = try? FileDescriptor.pipe() else {
      self.ends = nil
      return
    }
    for end in [ends.readEnd, ends.writeEnd] {
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end.rawValue, F_SETFL, O_NONBLOCK)
    }
    self.ends = (ends.readEnd, ends.writeEnd)
  }

  /// Sends a letter.
  package func send(_ letter: Unicode.Scalar) {
    var byte = UInt8(ascii: letter)
    withUnsafeBytes(of: &byte) { _ = try? ends?.write.write($0) }
  }

  /// Waits until standard input has something or ends, or letters have come: these.
  package func waitForInput() -> [UInt8] {
    var polled = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      // The system skips what is negative.
      pollfd(fd: ends?.read.rawValue ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, 2, -1) < 0, errno == EINTR {}
    guard let ends, polled[1].revents != 0 else { return [] }
    var letters = [UInt8](repeating: 0, count: 64)
    let count = letters.withUnsafeMutableBytes { (try? ends.read.read(into: $0)) ?? 0 }
    return Array(letters.prefix(count))
  }
}
