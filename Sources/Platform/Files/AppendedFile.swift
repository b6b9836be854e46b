import Glibc
import SystemPackage

/// A file of lines to which several processes append.
///
/// Appending takes a lock, so that no line is lost and none is torn; it costs the same however long
/// the file is. A link is followed; what is no regular file, or may not be written, stays as it is.
package struct AppendedFile: Sendable {
  /// Where it is.
  package let path: String
  /// How often a lock that another process holds is asked for, every hundredth of a second.
  private static let attempts = 50

  /// The file at `path`, which need not be there yet.
  package init(_ path: String) { self.path = path }

  /// Adds a line; tells whether that worked.
  @discardableResult
  package func append(_ line: String) -> Bool {
    locked { file in
      // A line that a killed process left without its end stays apart.
      var last = [UInt8](repeating: UInt8(ascii: "\n"), count: 1)
      let size = (try? file.stat().size) ?? 0
      if size > 0 {
        last.withUnsafeMutableBytes { _ = try? file.read(fromAbsoluteOffset: size - 1, into: $0) }
      }
      let start = last[0] == UInt8(ascii: "\n") ? "" : "\n"
      return (try? file.writeWhole((start + line + "\n").utf8)) != nil
    } ?? false
  }

  /// The last lines within the last `bytes`, the oldest first, at most `most`; cuts the file to them
  /// where it holds many more.
  package func lines(atMost most: Int, bytes: Int) -> [[UInt8]] {
    guard let all = lines(bytes) else { return [] }
    let kept = Array(all.lines.suffix(most))
    guard all.lines.count > 2 * most || all.isCut else { return kept }
    locked { _ in
      // Another process may have added some.
      guard let all = lines(bytes) else { return }
      let text = all.lines.suffix(most).flatMap { $0 + [UInt8(ascii: "\n")] }
      try? AtomicFile.write(text, to: path)
    }
    return kept
  }

  private func lines(_ most: Int) -> (lines: [[UInt8]], isCut: Bool)? {
    guard let file = try? RegularFile(path), let bytes = try? file.tail(atMost: most) else {
      return nil
    }
    let isCut = file.size > bytes.count
    let whole = isCut ? bytes.drop { $0 != UInt8(ascii: "\n") } : bytes[...]
    return (whole.split(separator: UInt8(ascii: "\n")).map(Array.init), isCut)
  }

  /// Opens and locks the file; nil where that cannot be.
  @discardableResult
  private func locked<T>(_ body: (FileDescriptor) -> T) -> T? {
    guard RegularFile.isPath(path) else { return nil }
    for _ in 0..<Self.attempts {
      guard let file = open() else { return nil }
      defer { try? file.close() }
      guard (try? file.stat().type) == .regular else { return nil }
      if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 {
        // Who held the lock may have put another file into its place.
        if isCurrent(file) { return body(file) }
      } else {
        usleep(10_000)
      }
    }
    return nil
  }

  private func open() -> FileDescriptor? {
    let options: FileDescriptor.OpenOptions = [.append, .create, .nonBlocking, .closeOnExec]
    return try? FileDescriptor.open(
      FilePath(path), .readWrite, options: options, permissions: .ownerReadWrite)
  }

  private func isCurrent(_ file: FileDescriptor) -> Bool {
    guard let opened = try? file.stat(), let named = try? FilePath(path).stat() else {
      return false
    }
    return opened.inode == named.inode && opened.deviceID == named.deviceID
  }
}
