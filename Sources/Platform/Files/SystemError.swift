import Glibc
import SystemPackage

/// The system's error numbers in words, the same in every locale.
enum SystemError {
  /// The words for an error number.
  static func text(_ error: Errno) -> String {
    switch error {
    case .noSuchFileOrDirectory: "no such file"
    case .permissionDenied, .notPermitted: "permission denied"
    case .notDirectory: "part of the path is not a folder"
    case .isDirectory: "it is a folder"
    case .noSpace, .diskQuotaExceeded: "no space left on the device"
    case .fileTooLarge: "the file would be too large"
    case .readOnlyFileSystem: "the file system is read-only"
    case .fileNameTooLong: "the name is too long"
    case .tooManySymbolicLinkLevels: "the links form a loop"
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "too many files are open"
    case .noSuchAddressOrDevice: "nothing is reading from it"
    case .ioError: "input/output error"
    case .badFileDescriptor: "it is closed"
    default: "error \(error.rawValue)"
    }
  }

  /// The error number of the C library's last failure.
  static var last: Errno { Errno(rawValue: errno) }

  /// Runs a body that throws nothing but error numbers.
  static func catching<T>(_ body: () throws -> T) throws(Errno) -> T {
    do {
      return try body()
    } catch {
      throw error as? Errno ?? .ioError
    }
  }
}
