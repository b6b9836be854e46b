import Language
import Platform

/// A report on disk.
package enum ReportFile {
  /// Writes `text` to `path`, wholly or not at all where the file is a regular one. Throws
  /// `.runtime` where that fails.
  package static func write(_ text: String, to path: String) throws(Diagnostic) {
    do {
      try AtomicFile.write(Array(text.utf8), to: path)
    } catch {
      throw Diagnostic(.runtime, error.message, hint: error.hint)
    }
  }

  /// Takes away what an earlier run left at `path`, and makes sure that a file can be written there.
  /// Throws `.usage` where it cannot, or where the path is that of a lab.
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

  /// Whether two paths lead to the same file, which need not be there.
  package static func areSame(_ one: String, _ other: String) -> Bool {
    Folder.resolved(one) == Folder.resolved(other)
  }
}
