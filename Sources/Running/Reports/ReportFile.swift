import Language
import Platform

/// A report on disk.
package enum ReportFile {
  /// Writes `text` to `path`, completely or not at all if it is a regular file.
  ///
  /// Throws `.runtime` if that fails.
  package static func write(_ text: String, to path: String) throws(Diagnostic) {
    do {
      try AtomicFile.write(Array(text.utf8), to: path)
    } catch {
      throw Diagnostic(.runtime, error.message, hint: error.hint)
    }
  }

  /// Removes what an earlier run left at `path`, and makes sure that a file can be written there.
  ///
  /// Throws `.usage` if it cannot, or if the path is a lab's.
  package static func prepare(_ path: String, besides labs: [String]) throws(Diagnostic) {
    guard !path.isEmpty else { throw Diagnostic(.usage, "a report's path is empty") }
    if path.hasSuffix(".lab") || labs.contains(where: { areSame($0, path) }) {
      throw Diagnostic(.usage, "a report would replace the lab \(path)")
    }
    do {
      try AtomicFile.prepare(path)
    } catch {
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
  }

  /// Whether two paths lead to the same file, which need not exist.
  package static func areSame(_ one: String, _ other: String) -> Bool {
    Folder.resolved(one) == Folder.resolved(other)
  }
}
