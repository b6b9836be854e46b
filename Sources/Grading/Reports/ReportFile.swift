import Glibc
import Language

/// A report on disk.
package enum ReportFile {
  /// Writes `text` to `path`, wholly or not at all where the file is a regular one; a device, a
  /// pipe or a link stays what it is. Throws `.runtime` where that fails.
  package static func write(_ text: String, to path: String) throws(Diagnostic) {
    var status = stat()
    let isSpecial = lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let target = isSpecial ? path : path + ".part"
    // What has been printed to the file behind /dev/stdout must not go.
    let mode = path.hasPrefix("/dev/") ? O_APPEND : O_TRUNC
    let file = open(target, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o666)
    guard file >= 0 else { throw failure(path, errno) }
    let sink = TextSink(file)
    sink.write(text)
    let isClosed = close(file) == 0
    guard sink.failure == nil, isClosed else {
      if !isSpecial { unlink(target) }
      throw failure(path, sink.failureCode ?? errno)
    }
    guard isSpecial || rename(target, path) == 0 else {
      let code = errno
      unlink(target)
      throw failure(path, code)
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(.runtime, "cannot write \(path): \(SystemError.text(code))")
  }
}
