import Glibc
import SystemPackage

/// Writes files completely or not at all.
package enum AtomicFile {
  /// Gives the bytes of a file to its argument, piece by piece.
  package typealias Content = (
    _ write: (UnsafeRawBufferPointer) throws(Errno) -> Void
  ) throws(Errno) -> Void

  /// Writes `bytes` to the file at `path`, atomically.
  ///
  /// Another process sees either the old file or the new one, and a failure leaves the old one and
  /// nothing else. The file keeps its permissions; a new one gets `mode` less the user's mask.
  /// Links are followed; devices and pipes are written to.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: FilePermissions = FilePermissions(rawValue: 0o666)
  ) throws(FileError) {
    try write(to: path, mode: mode) { write throws(Errno) in
      try bytes.span.bytes.withUnsafeBytes(write)
    }
  }

  /// As `write` of bytes, for those that `content` gives to its argument, piece by piece.
  package static func write(
    to path: String, mode: FilePermissions = FilePermissions(rawValue: 0o666), _ content: Content
  ) throws(FileError) {
    guard RegularFile.isPath(path) else {
      throw FileError(.other, "a path must not be empty or contain a zero byte")
    }
    do {
      let kind = try? FilePath(path).stat().type
      // What has been printed to the file behind /dev/stdout must not be lost.
      if path.hasPrefix("/dev/") || kind.map({ $0 != .regular }) == true {
        guard kind != .directory else { throw Errno.isDirectory }
        try append(content, to: path)
      } else {
        guard !path.hasSuffix("/") else { throw Errno.isDirectory }
        try replace(target(of: FilePath(path)), mode, content)
      }
    } catch {
      throw FileError("write", path, error as? Errno ?? .ioError)
    }
  }

  /// Gives a file or a folder another name on the same disk; a file of that name is replaced.
  package static func move(_ path: String, to target: String) throws(FileError) {
    guard rename(path, target) == 0 else { throw FileError("write", target, SystemError.last) }
  }

  /// Whether `write` replaces what is at `path`, so that it may be called repeatedly.
  ///
  /// It appends to a device or a pipe.
  package static func replaces(_ path: String) -> Bool {
    guard RegularFile.isPath(path), !path.hasPrefix("/dev/") else { return false }
    return (try? FilePath(path).stat().type).map { $0 == .regular } ?? true
  }

  /// Makes sure that `write` can write to `path`, and removes an older file there.
  ///
  /// Devices, pipes and links stay.
  package static func prepare(_ path: String) throws(FileError) {
    let kind =
      RegularFile.isPath(path) ? try? FilePath(path).stat(followTargetSymlink: false).type : nil
    if let kind, kind != .regular, kind != .symbolicLink, kind != .directory { return }
    if path.hasPrefix("/dev/") { return }
    try write([], to: path)
    if (try? FilePath(path).stat(followTargetSymlink: false).type) == .regular { unlink(path) }
  }

  /// Writes the file at `path`, relative to an open folder; never follows a link.
  static func replace(
    _ path: FilePath, in folder: FileDescriptor = FileDescriptor(rawValue: AT_FDCWD),
    _ mode: FilePermissions, _ content: Content
  ) throws(Errno) {
    var status = stat()
    let exists = fstatat(folder.rawValue, path.string, &status, AT_SYMLINK_NOFOLLOW) == 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else { throw .fileExists }
    // A new name each time, so that two processes writing the same file do not collide.
    let name = ".lab-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
    let part = path.removingLastComponent().appending(name).string
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = openat(folder.rawValue, part, flags, mode_t(mode.rawValue))
    guard number >= 0 else { throw SystemError.last }
    do throws(Errno) {
      try fill(FileDescriptor(rawValue: number), content, exists ? status.st_mode & 0o7777 : nil)
      guard renameat(folder.rawValue, part, folder.rawValue, path.string) == 0 else {
        throw SystemError.last
      }
    } catch {
      unlinkat(folder.rawValue, part, 0)
      throw error
    }
  }

  private static func fill(
    _ file: FileDescriptor, _ content: Content, _ mode: mode_t?
  ) throws(Errno) {
    do throws(Errno) {
      try content { piece throws(Errno) in try file.writeWhole(piece) }
      if let mode, fchmod(file.rawValue, mode) != 0 { throw SystemError.last }
      if fsync(file.rawValue) != 0 { throw SystemError.last }
    } catch {
      try? file.close()
      throw error
    }
    try SystemError.catching { try file.close() }
  }

  private static func append(_ content: Content, to path: String) throws {
    let file = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: [.append, .closeOnExec, .nonBlocking])
    do {
      try content { piece throws(Errno) in try file.writeWhole(piece) }
    } catch {
      try? file.close()
      throw error
    }
    try file.close()
  }

  /// The path of the file itself, links followed; the file need not exist.
  private static func target(of path: FilePath) throws(Errno) -> FilePath {
    var path = path
    for _ in 0..<40 {
      guard let link = Self.link(path) else { return path }
      path = path.removingLastComponent().pushing(link)
    }
    throw .tooManySymbolicLinkLevels
  }

  private static func link(_ path: FilePath) -> FilePath? {
    var text = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = path.withPlatformString { readlink($0, &text, text.count - 1) }
    guard count > 0 else { return nil }
    return FilePath(String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self))
  }
}

extension FileDescriptor {
  /// Writes all of `bytes`; waits if a pipe is full.
  func writeWhole(_ bytes: some Sequence<UInt8>) throws(Errno) {
    try SystemError.catching {
      let written: Void? = try bytes.withContiguousStorageIfAvailable {
        try writeWhole(UnsafeRawBufferPointer($0))
      }
      if written == nil { try Array(bytes).withUnsafeBytes { try writeWhole($0) } }
    }
  }

  /// Writes all bytes in memory; waits if a pipe is full.
  func writeWhole(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      do {
        done += try SystemError.catching { try write(rest) }
      } catch .resourceTemporarilyUnavailable {
        var end = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        _ = poll(&end, 1, -1)
      }
    }
  }
}
