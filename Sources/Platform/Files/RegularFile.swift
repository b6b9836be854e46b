import SystemPackage

/// A regular file, open for reading from front to back; closed when it is released.
package final class RegularFile {
  /// The path by which it was opened.
  package let path: String
  /// Bytes in the file when it was opened.
  package let size: Int
  private let descriptor: FileDescriptor

  /// Opens `path`; refuses folders, pipes and devices without waiting for them.
  package convenience init(_ path: String) throws(FileError) {
    guard Self.isPath(path) else {
      throw FileError(.other, "a path is not empty and holds no zero byte")
    }
    let descriptor: FileDescriptor
    do {
      // Non-blocking, or opening a pipe would wait for its writer.
      descriptor = try SystemError.catching {
        try .open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
      }
    } catch {
      throw FileError("open", path, error)
    }
    try self.init(descriptor, path)
  }

  /// Takes over a descriptor that was opened without blocking.
  init(_ descriptor: FileDescriptor, _ path: String) throws(FileError) {
    (self.descriptor, self.path) = (descriptor, path)
    let type: FileType?
    do {
      let status = try descriptor.stat()
      (type, size) = (status.type, Int(status.size))
    } catch {
      (type, size) = (nil, 0)
    }
    guard type == .regular else {
      throw FileError(
        type == .directory ? .folder : .notRegular, "\(path) is not a regular file")
    }
  }

  deinit { try? descriptor.close() }

  static func isPath(_ path: String) -> Bool { !path.isEmpty && !path.utf8.contains(0) }

  /// Fills `buffer` with the next bytes; returns how many there were, fewer only at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    do {
      while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let got = try SystemError.catching { try descriptor.read(into: rest) }
        if got == 0 { break }
        filled += got
      }
    } catch {
      throw FileError("read", path, error)
    }
    return filled
  }

  /// The rest of the file; throws if that is more than `most` bytes.
  package func rest(atMost most: Int) throws(FileError) -> [UInt8] {
    guard size <= most else { throw tooLarge(most) }
    var bytes: [UInt8] = []
    // A file may grow, and the kernel's own files report that they are empty.
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(4096, min(size + 1, 1 << 20)), alignment: 1)
    defer { piece.deallocate() }
    while true {
      let count = try read(into: piece)
      bytes += piece[..<count]
      guard bytes.count <= most else { throw tooLarge(most) }
      if count < piece.count { return bytes }
    }
  }

  /// The last bytes of the file, at most `most`.
  package func tail(atMost most: Int) throws(FileError) -> [UInt8] {
    do {
      _ = try SystemError.catching {
        try descriptor.seek(offset: Int64(max(0, size - most)), from: .start)
      }
    } catch {
      throw FileError("read", path, error)
    }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: min(size, most), alignment: 1)
    defer { piece.deallocate() }
    return Array(piece[..<(try read(into: piece))])
  }

  private func tooLarge(_ most: Int) -> FileError {
    FileError(.tooLarge, "\(path) is larger than \(most >> 20) MB")
  }

  /// The bytes of the file at `path`; throws if there are more than `most`.
  package static func bytes(of path: String, atMost most: Int) throws(FileError) -> [UInt8] {
    try RegularFile(path).rest(atMost: most)
  }
}
