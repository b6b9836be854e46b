import Glibc

/// What the system says of an error number, in the same words in every locale.
enum SystemError {
  static func text(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission denied"
    case ENOTDIR: "a part of the path is not a folder"
    case EISDIR: "it is a folder"
    case ENOSPC: "no space left on the device"
    case EROFS: "the file system is read-only"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "links lead in a circle"
    default: "error \(code)"
    }
  }
}
