import Glibc
import Grading
import Language

/// Files that commands write.
enum FileOutput {
  /// Writes all of `text` to `path`, or leaves what was there: by way of a file beside it.
  static func replace(_ path: String, with text: String) throws(Diagnostic) {
    let draft = "\(path).\(getpid()).part"
    guard let file = fopen(draft, "wx") else { throw failure(path) }
    var text = text
    let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
    let isClosed = fclose(file) == 0
    guard isWritten, isClosed, rename(draft, path) == 0 else {
      let error = failure(path)
      unlink(draft)
      throw error
    }
  }

  private static func failure(_ path: String) -> Diagnostic {
    Diagnostic(.usage, "cannot write \(visible(path)): \(String(cString: strerror(errno)))")
  }
}
