import SystemPackage

/// Why a file could not be read or written.
package struct FileError: Error, Sendable, Equatable {
  /// The kind of failure.
  package enum Kind: Sendable {
    /// Nothing has this name.
    case missing
    /// This user may not read or write it.
    case denied
    /// It is a folder.
    case folder
    /// It is a pipe, a device or a socket.
    case notRegular
    /// It holds more than may be read.
    case tooLarge
    /// Its path leads out of the folder that it must stay in.
    case outside
    /// Anything else that the system reports.
    case other
  }

  /// The kind of failure.
  package let kind: Kind
  /// What happened, in one line without a full stop; names the file.
  package let message: String
  /// What to do next, in one line.
  package let hint: String?

  /// An error in words.
  package init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// What the system reported of a failed action: "cannot open x: permission denied".
  init(_ verb: String, _ path: String, _ error: Errno) {
    let kind: Kind =
      switch error {
      case .noSuchFileOrDirectory: .missing
      case .permissionDenied, .notPermitted: .denied
      case .isDirectory: .folder
      default: .other
      }
    self.init(kind, "cannot \(verb) \(path): \(SystemError.text(error))")
  }
}
