import Glibc
import Synchronization
import SystemPackage

/// What the process is given to read.
package enum StandardInput {
  /// The most bytes read at once.
  package static let most = 1 << 16

  /// What was read but not taken, and whether the terminal owes an answer.
  struct Kept {
    var keys: [UInt8] = []
    var splitter = AnswerSplitter()
    var isOwed = false
  }

  static let kept = Mutex(Kept())

  /// Whether there is something to read, or the end.
  package static var isReady: Bool { hasKept || poll(within: .zero) }

  /// Whether something was read that nobody has taken.
  package static var hasKept: Bool { kept.withLock { !$0.keys.isEmpty } }

  /// Whether someone else may read: nothing was kept, and no answer is to come.
  package static var isUntouched: Bool { kept.withLock { $0.keys.isEmpty && !$0.isOwed } }

  /// The next bytes, however long they take; nil at the end.
  package static func wait() -> [UInt8]? {
    while true {
      let bytes = next()
      guard bytes?.isEmpty == true else { return bytes }
      var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&polled, 1, -1)
    }
  }

  /// The next bytes, at most `count`, without a terminal's answers; empty where there are none yet,
  /// nil at the end.
  package static func next(atMost count: Int = most) -> [UInt8]? {
    if !hasKept {
      guard let bytes = read(count) else { return nil }
      _ = keep(bytes)
    }
    return kept.withLock { kept in
      defer { kept.keys.removeFirst(min(count, kept.keys.count)) }
      return Array(kept.keys.prefix(count))
    }
  }

  /// Reads what there is already, to keep it; false at the end.
  package static func gather() -> Bool {
    guard poll(within: .zero) else { return true }
    guard let bytes = read(most) else { return hasKept }
    _ = keep(bytes)
    return true
  }

  /// Forgets what was read but not taken.
  package static func forgetKept() { kept.withLock { $0.keys = [] } }

  /// Waits until there is something to read, or the end.
  static func poll(within limit: Duration) -> Bool {
    var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    let milliseconds = limit / .milliseconds(1)
    return Glibc.poll(&polled, 1, Int32(min(max(milliseconds, 0), 10_000))) > 0
  }

  static func read(_ count: Int) -> [UInt8]? {
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
