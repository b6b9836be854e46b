import Glibc
import Synchronization
import SystemPackage
import Text

/// Where text goes: a file descriptor, written in whole pieces.
package final class TextSink: Sendable {
  private let descriptor: FileDescriptor
  /// Whether whatever is not ASCII is transliterated.
  private let isASCII: Bool
  /// The error number of the write that failed; nothing is written after it.
  private let broken = Atomic<Int32>(0)
  /// Called once when writing fails for a reason other than a closed pipe.
  private let onFailure: @Sendable () -> Void

  /// Standard output, for what the program says to the terminal itself.
  package static let output = TextSink(STDOUT_FILENO)

  /// A sink that writes to `descriptor`, which stays open; to one that takes nothing but ASCII, where
  /// it `isASCII`.
  package init(
    _ descriptor: Int32, isASCII: Bool = false, onFailure: @escaping @Sendable () -> Void = {}
  ) {
    self.descriptor = FileDescriptor(rawValue: descriptor)
    self.isASCII = isASCII
    self.onFailure = onFailure
  }

  /// What went wrong, in words; nil if nothing did.
  package var failure: String? {
    let code = broken.load(ordering: .relaxed)
    return code == 0
      ? nil : "cannot write the output: \(SystemError.text(Errno(rawValue: code)))"
  }

  /// Writes all of `text`. A pipe that nobody reads any more ends the process, quietly.
  package func write(_ text: String) {
    guard !text.isEmpty, broken.load(ordering: .relaxed) == 0 else { return }
    do {
      try descriptor.writeWhole((isASCII ? Transliteration.ascii(text) : text).utf8)
    } catch .brokenPipe {
      _exit(128 + SIGPIPE)
    } catch {
      broken.store(error.rawValue, ordering: .relaxed)
      onFailure()
    }
  }
}
