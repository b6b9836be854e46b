import Glibc
import Synchronization

/// Where text goes: a file descriptor, written in whole pieces.
package final class TextSink: Sendable {
  private let descriptor: Int32
  /// The error number of the write that failed; nothing is written after it.
  private let broken = Atomic<Int32>(0)
  /// Called once when writing fails for a reason other than a closed pipe.
  private let onFailure: @Sendable () -> Void

  /// A sink that writes to `descriptor`, which stays open.
  package init(_ descriptor: Int32, onFailure: @escaping @Sendable () -> Void = {}) {
    self.descriptor = descriptor
    self.onFailure = onFailure
  }

  /// What went wrong, in words; nil if nothing did.
  package var failure: String? {
    failureCode.map { "cannot write the output: \(SystemError.text($0))" }
  }

  /// The error number of what went wrong.
  var failureCode: Int32? {
    let code = broken.load(ordering: .relaxed)
    return code == 0 ? nil : code
  }

  /// Writes all of `text`. A pipe that nobody reads any more ends the process, quietly.
  package func write(_ text: String) {
    guard !text.isEmpty, broken.load(ordering: .relaxed) == 0 else { return }
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let rest = bytes.baseAddress.map { $0 + written }
        let count = Glibc.write(descriptor, rest, bytes.count - written)
        if count > 0 {
          written += count
        } else if errno == EAGAIN {
          var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = Glibc.poll(&poll, 1, -1)
        } else if errno == EPIPE {
          _exit(128 + SIGPIPE)
        } else if errno != EINTR {
          broken.store(errno, ordering: .relaxed)
          return onFailure()
        }
      }
    }
  }
}
