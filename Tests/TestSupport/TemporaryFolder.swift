import Foundation

/// A folder for one test, removed with its contents when the test releases it.
package final class TemporaryFolder {
  /// Where it is.
  package let path: String

  /// Creates an empty one.
  package init() throws {
    // A short name: paths occur in lines whose breaks tests know.
    var name = Array("/tmp/lab-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, creating the folders on the way; returns its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes a text file.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// The text of a file.
  package func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// The paths of all files and folders in it, sorted.
  package var contents: [String] {
    (FileManager.default.subpaths(atPath: path) ?? []).sorted()
  }
}
