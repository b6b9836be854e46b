import Glibc
import SystemPackage

/// Reads and writes regular files beneath a folder and nothing else: no way up, no links.
package enum Sandbox {
  /// The bytes, at most `most`, of the file at `path` beneath the first folder that has it.
  package static func read(
    _ path: String, beneath folders: [String], atMost most: Int
  ) throws(FileError) -> [UInt8] {
    for folder in folders.dropLast() where access("\(folder)/\(path)", F_OK) == 0 {
      return try read(path, beneath: folder, atMost: most)
    }
    guard let folder = folders.last else {
      throw FileError(
        .outside, "\(path): there is no folder to read from", hint: "save the lab as a file")
    }
    return try read(path, beneath: folder, atMost: most)
  }

  private static func read(
    _ path: String, beneath folder: String, atMost most: Int
  ) throws(FileError) -> [UInt8] {
    let parts = try parts(of: path)
    let current = try descend(folder, parts.dropLast(), "read", path)
    defer { try? current.close() }
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let file = openat(current.rawValue, parts[parts.count - 1], flags)
    guard file >= 0 else { throw failure("read", path, SystemError.last) }
    return try RegularFile(FileDescriptor(rawValue: file), path).rest(atMost: most)
  }

  /// Writes the file at `path` beneath `folder`, completely or not at all; creates its folders.
  package static func write(
    _ bytes: [UInt8], to path: String, beneath folder: String
  ) throws(FileError) {
    let parts = try parts(of: path)
    Folder.make(folder)
    let current = try descend(folder, parts.dropLast(), "write", path, creates: true)
    defer { try? current.close() }
    do {
      try AtomicFile.replace(
        FilePath(parts[parts.count - 1]), in: current, FilePermissions(rawValue: 0o644)
      ) { write throws(Errno) in try bytes.span.bytes.withUnsafeBytes(write) }
    } catch .fileExists {
      throw FileError(.notRegular, "cannot write \(path): something else has that name")
    } catch {
      throw failure("write", path, error)
    }
  }

  /// The names along `path`, none of which leads up or out.
  private static func parts(of path: String) throws(FileError) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard RegularFile.isPath(path), !parts.contains(".."), !parts.contains(""), parts.last != "."
    else {
      throw FileError(
        .outside, "\(path) is outside the lab's folder", hint: "use a path like data/x.npy")
    }
    return parts
  }

  /// Opens folder after folder, so that no link can lead out between a check and its use.
  private static func descend(
    _ folder: String, _ parts: ArraySlice<String>, _ verb: String, _ path: String,
    creates: Bool = false
  ) throws(FileError) -> FileDescriptor {
    var current = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard current >= 0 else { throw FileError("open the folder", folder, SystemError.last) }
    for part in parts {
      if creates { mkdirat(current, part, 0o755) }
      let next = openat(current, part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_DIRECTORY)
      let error = SystemError.last
      close(current)
      guard next >= 0 else { throw failure(verb, path, error) }
      current = next
    }
    return FileDescriptor(rawValue: current)
  }

  private static func failure(_ verb: String, _ path: String, _ error: Errno) -> FileError {
    error == .tooManySymbolicLinkLevels
      ? FileError(
        .outside, "\(path) goes through a symbolic link",
        hint: "copy the file into the lab's folder")
      : FileError(verb, path, error)
  }
}
