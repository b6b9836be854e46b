import Glibc
import Language

/// A `.lab` file on disk.
package enum LabFile {
  private static let largest = 32 << 20

  /// Reads and parses the lab at `path`. Throws `.usage` where it cannot be read, else its first
  /// mistake.
  package static func load(_ path: String) throws(Diagnostic) -> Lab {
    try Parser.parseLab(try source(path))
  }

  /// The text of the lab at `path`.
  package static func source(_ path: String) throws(Diagnostic) -> SourceFile {
    SourceFile(name: path, bytes: try read(path))
  }

  /// The folder that holds the file at `path`.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic(.usage, "a lab's path is empty or holds a zero byte")
    }
    // Not blocking: a pipe without a writer must not hang.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(path, errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw Diagnostic(
        .usage, "\(path) is a folder", hint: "name a .lab file in it; `lab list \(path)` lists them"
      )
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(.usage, "\(path) is not a regular file")
    }
    guard status.st_size <= largest else {
      throw Diagnostic(.usage, "\(path) is larger than \(largest >> 20) MB")
    }
    return try bytes(of: file, path)
  }

  private static func bytes(of file: Int32, _ path: String) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= largest {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, errno) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    throw Diagnostic(.usage, "\(path) is larger than \(largest >> 20) MB")
  }

  private static func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
    let hint = code == ENOENT ? "`lab list` shows the labs that are here" : nil
    return Diagnostic(.usage, "cannot open \(path): \(SystemError.text(code))", hint: hint)
  }
}
