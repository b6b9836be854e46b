import Glibc
import SystemPackage

/// A file that one process at a time holds; the system lets go of it when the process ends, however
/// it ends.
package final class FileLock: Sendable {
  private let descriptor: FileDescriptor

  /// Takes the lock at `path`; nil where another process holds it, or the file cannot be created.
  package init?(_ path: String) {
    guard RegularFile.isPath(path),
      let descriptor = try? FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .nonBlocking, .closeOnExec],
        permissions: .ownerReadWrite)
    else { return nil }
    guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      try? descriptor.close()
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { try? descriptor.close() }
}
