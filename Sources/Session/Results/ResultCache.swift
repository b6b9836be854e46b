import Builtins
import Glibc
import Interpreter

/// Results of variations that were run before, a file each: `compare` asks here first.
///
/// A result is found again only when everything that it depends on is the same. What is damaged or
/// cannot be written is as if it were not there: the cache saves time and never stops a lab.
package struct ResultCache: Sendable {
  private static let largest = 64 << 20
  /// Where the files are.
  private let folder: String
  /// Tells builds of the program apart; results of another one may differ.
  private let program: String

  /// A cache in `folder`, which is made when it is needed, for results of `program`.
  package init(folder: String, program: String) {
    self.folder = folder
    self.program = program
  }

  /// The result kept under `key`, or nil.
  func result(for key: JSON) -> JSON? {
    let full = complete(key)
    guard let bytes = read(path(full)), let saved = JSON(reading: bytes),
      let savedKey = saved["key"], savedKey.text == full.text
    else { return nil }
    return saved["result"]
  }

  /// Keeps `result` under `key`, wholly or not at all.
  func keep(_ result: JSON, for key: JSON) {
    let full = complete(key)
    let text = JSON.object([("key", full), ("result", result)]).text
    makeFolders()
    write(Array(text.utf8), to: path(full))
  }

  private func complete(_ key: JSON) -> JSON {
    .object([("program", .string(program)), ("depends", key)])
  }

  /// The file's name is a hash of the key (FNV-1a); the key itself stands in the file.
  private func path(_ key: JSON) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return folder + "/" + String(repeating: "0", count: 16 - digits.count) + digits + ".json"
  }

  private func makeFolders() {
    for (index, byte) in folder.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
      mkdir(String(folder.utf8.prefix(index)) ?? folder, 0o700)
    }
    mkdir(folder, 0o700)
  }

  private func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      (0...Self.largest).contains(Int(status.st_size))
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      done += count
    }
    return bytes
  }

  /// Writes beside the file and renames: another process never reads half a result.
  private func write(_ bytes: [UInt8], to path: String) {
    let part = "\(path).\(getpid()).part"
    let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    if !writeAll(bytes, closing: file) || rename(part, path) != 0 { unlink(part) }
  }
}
