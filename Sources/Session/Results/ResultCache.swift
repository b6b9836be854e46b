import Builtins
import Interpreter
import Platform

/// Results of earlier variations, one file each, which `compare` consults first.
///
/// A result is found only if everything that it depends on is the same. What is damaged or cannot
/// be written counts as missing: the cache saves time and never stops a lab.
package struct ResultCache: Sendable {
  private static let largest = 64 << 20
  /// Where the files are.
  private let folder: String
  /// Identifies the build of the program, since results of another one may differ.
  private let program: String

  /// A cache in `folder`, which is created on demand, for results of `program`.
  package init(folder: String, program: String) {
    self.folder = folder
    self.program = program
  }

  /// The result kept under `key`, or nil.
  func result(for key: JSON) -> JSON? {
    let full = complete(key)
    guard let bytes = try? RegularFile.bytes(of: path(full), atMost: Self.largest),
      let saved = JSON(reading: bytes),
      let savedKey = saved["key"], savedKey.text == full.text
    else { return nil }
    return saved["result"]
  }

  /// Keeps `result` under `key`, completely or not at all.
  func keep(_ result: JSON, for key: JSON) {
    let full = complete(key)
    let text = JSON.object([("key", full), ("result", result)]).text
    Folder.make(folder, mode: 0o700)
    try? AtomicFile.write(Array(text.utf8), to: path(full), mode: .ownerReadWrite)
  }

  private func complete(_ key: JSON) -> JSON {
    .object([("program", .string(program)), ("depends", key)])
  }

  /// The key itself is in the file.
  private func path(_ key: JSON) -> String { "\(folder)/\(HashedName.of(key.text)).json" }
}
