import Glibc
import SystemPackage

/// A file of lines to which several processes append.
///
/// Appending takes a lock, so that no line is lost or torn; it costs the same however long the file
/// is. Links are followed; anything but a writable regular file is left alone.
package struct AppendedFile: Sendable {
  /// Its path.
  package let path: String
  /// Attempts to take a lock that another process holds, a hundredth of a second apart.
  private static let attempts = 50

  /// The file at `path`, which need not exist yet.
  package init(_ path: String) { self.path = path }

  /// Appends a line; returns whether that worked.
  @discardableResult
  package func append(_ line: String) -> Bool {
    locked { file in
      // Keeps apart a line that a killed process left unfinished.
      var last = [UInt8](repeating: UInt8(ascii: "\n"), count: 1)
      let size = (try? file.stat().size) ?? 0
      if size > 0 {
        last.withUnsafeMutableBytes { _ = try? file.read(fromAbsoluteOffset: size - 1, into: $0) }
      }
      let start = last[0] == UInt8(ascii: "\n") ? "" : "\n"
      return (try? file.writeWhole((start + line + "\n").utf8)) != nil
    } ?? false
  }

  /// At most `most` lines from the last `bytes`, oldest first.
  ///
  /// Cuts the file down to them if it holds many more.
  package func lines(atMost most: Int, bytes: Int) -> [[UInt8]] {
    guard let all = lines(bytes) else { return [] }
    let kept = Array(all.lines.suffix(most))
    guard all.lines.count > 2 * most || all.isCut else { return kept }
    locked { _ in
      // Another process may have appended some.
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

  /// Opens and locks the file; nil if that fails.
  @discardableResult
  private func locked<T>(_ body: (FileDescriptor) -> T) -> T? {
    guard RegularFile.isPath(path) else { return nil }
    for _ in 0..<Self.attempts {
      guard let file = open() else { return nil }
      defer { try? file.close() }
      guard (try? file.stat().type) == .regular else { return nil }
      if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 {
        // Whoever held the lock may have replaced the file.
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
