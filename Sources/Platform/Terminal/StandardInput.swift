import Glibc
import SystemPackage

/// What the process is given to read.
package enum StandardInput {
  /// The most bytes read at once.
  package static let most = 1 << 16

  /// Whether there is something to read, or the end.
  package static var isReady: Bool {
    var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  /// The next bytes, however long they take; nil at the end.
  package static func wait() -> [UInt8]? {
    while true {
      let bytes = next()
      guard bytes?.isEmpty == true else { return bytes }
      var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      _ = poll(&polled, 1, -1)
    }
  }

  /// The next bytes, at most `count`; empty where there are none yet, nil at the end.
  package static func next(atMost count: Int = most) -> [UInt8]? {
    var piece = [UInt8](repeating: 0, count: count)
    do {
      let count = try piece.withUnsafeMutableBytes {
        try FileDescriptor.standardInput.read(into: $0)
      }
      return count == 0 ? nil : Array(piece[..<count])
    } catch {
      return error as? Errno == .resourceTemporarilyUnavailable ? [] : nil
    }
  }
}
