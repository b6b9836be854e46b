import Builtins
import Glibc
import Interpreter

/// Reads and writes files beneath a folder and nothing else: no way up, no links, regular files only.
enum Sandbox {
  private static let largest = 64 << 20

  /// The bytes of the file at `path` beneath `folder`.
  static func read(_ path: String, beneath folder: String?) throws(Failure) -> [UInt8] {
    let file = try open(path, beneath: folder)
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure("\(path) is not a regular file")
    }
    guard status.st_size <= largest else {
      throw Failure(.limit, "\(path) is larger than \(largest >> 20) MB")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure("cannot read \(path): \(reason())") }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= largest else {
        throw Failure(.limit, "\(path) is larger than \(largest >> 20) MB")
      }
    }
  }

  /// The bytes of the file at `path` beneath the first of the folders in which something bears
  /// that name.
  static func read(_ path: String, beneath folders: [String]) throws(Failure) -> [UInt8] {
    for folder in folders.dropLast() where access("\(folder)/\(path)", F_OK) == 0 {
      return try read(path, beneath: folder)
    }
    return try read(path, beneath: folders.last)
  }

  /// Writes the file at `path` beneath `folder`, wholly or not at all; makes folders on the way.
  static func write(_ bytes: [UInt8], to path: String, beneath folder: String) throws(Failure) {
    let parts = try parts(of: path)
    mkdir(folder, 0o755)
    let current = try descend(folder, parts.dropLast(), path, creates: true)
    defer { close(current) }
    let name = parts[parts.count - 1]
    var status = stat()
    guard
      fstatat(current, name, &status, AT_SYMLINK_NOFOLLOW) != 0
        || status.st_mode & S_IFMT == S_IFREG
    else { throw Failure("cannot write \(path): something else bears that name") }
    let part = ".\(name).\(getpid()).part"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let file = openat(current, part, flags, 0o644)
    guard file >= 0 else { throw Failure("cannot write \(path): \(reason())") }
    guard writeAll(bytes, closing: file), renameat(current, part, current, name) == 0 else {
      let failure = Failure("cannot write \(path): \(reason())")
      unlinkat(current, part, 0)
      throw failure
    }
  }

  /// The names on the way to `path`, none of which leads up or out.
  private static func parts(of path: String) throws(Failure) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !path.isEmpty, !path.utf8.contains(0), !parts.contains(".."), !parts.contains(""),
      parts.last != "."
    else {
      throw Failure("\(path) does not lie in the lab's folder", hint: "use a path like data/x.npy")
    }
    return parts
  }

  private static func open(_ path: String, beneath folder: String?) throws(Failure) -> Int32 {
    guard let folder else {
      throw Failure("\(path): there is no folder to read from", hint: "save the lab as a file")
    }
    let parts = try parts(of: path)
    let current = try descend(folder, parts.dropLast(), path)
    defer { close(current) }
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let file = openat(current, parts[parts.count - 1], flags)
    guard file >= 0 else { throw failure(to: "read", path) }
    return file
  }

  /// Opens folder after folder, so that no link can lead out between a check and its use.
  private static func descend(
    _ folder: String, _ parts: ArraySlice<String>, _ path: String, creates: Bool = false
  ) throws(Failure) -> Int32 {
    var current = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard current >= 0 else { throw Failure("cannot open the folder \(folder): \(reason())") }
    for part in parts {
      if creates { mkdirat(current, part, 0o755) }
      let next = openat(current, part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_DIRECTORY)
      let code = errno
      close(current)
      errno = code
      guard next >= 0 else { throw failure(to: creates ? "write" : "read", path) }
      current = next
    }
    return current
  }

  private static func failure(to verb: String, _ path: String) -> Failure {
    errno == ELOOP
      ? Failure("\(path) leads through a link", hint: "copy the file into the lab's folder")
      : Failure("cannot \(verb) \(path): \(reason())")
  }

  private static func reason() -> String {
    switch errno {
    case ENOENT: "there is no such file"
    case EACCES: "permission denied"
    case ENOTDIR: "a part of the path is not a folder"
    default: "error \(errno)"
    }
  }
}
