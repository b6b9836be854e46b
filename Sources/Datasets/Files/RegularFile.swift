import Glibc

/// A regular file, open for reading from front to back; closed when it is released.
final class RegularFile {
  let path: String
  /// Bytes in the file when it was opened.
  let size: Int
  private let descriptor: Int32

  /// Opens `path`; refuses folders, pipes and devices without waiting for them.
  init(_ path: String) throws(DataError) {
    // Not blocking, or opening a pipe would wait for its writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = errno
      throw DataError(
        reason == ENOENT ? .missing : .corrupt,
        "cannot open \(path): \(String(cString: strerror(reason)))",
        hint: reason == EACCES ? "make the file readable: chmod +r \(path)" : nil)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw DataError(
        .corrupt, "\(path) is not a regular file",
        hint: "put the data file itself there, not a folder, pipe or device")
    }
    self.path = path
    self.size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Fills `buffer` with the next bytes; returns how many there were, fewer only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let got = Glibc.read(descriptor, base + filled, buffer.count - filled)
      if got == 0 { break }
      if got > 0 {
        filled += got
      } else if errno != EINTR {
        throw DataError(.corrupt, "cannot read \(path): \(String(cString: strerror(errno)))")
      }
    }
    return filled
  }
}
