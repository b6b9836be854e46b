import Glibc

/// Reads files of a lab's own folder and nothing else: no way up, no links, regular files only.
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

  /// Opens folder after folder, so that no link can lead out between a check and its use.
  private static func open(_ path: String, beneath folder: String?) throws(Failure) -> Int32 {
    guard let folder else {
      throw Failure("\(path): there is no folder to read from", hint: "save the lab as a file")
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !path.isEmpty, !path.utf8.contains(0), !parts.contains(".."), !parts.contains("") else {
      throw Failure("\(path) does not lie in the lab's folder", hint: "use a path like data/x.npy")
    }
    var current = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard current >= 0 else { throw Failure("cannot open the folder \(folder): \(reason())") }
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (isLast ? 0 : O_DIRECTORY)
      let next = openat(current, part, flags)
      let code = errno
      close(current)
      guard next >= 0 else {
        errno = code
        throw code == ELOOP
          ? Failure("\(path) leads through a link", hint: "copy the file into the lab's folder")
          : Failure("cannot read \(path): \(reason())")
      }
      current = next
    }
    return current
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
