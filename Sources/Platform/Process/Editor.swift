import Glibc
import SystemPackage

/// The user's text editor.
package enum Editor {
  /// Has the user edit the file at `path` in `$VISUAL`, `$EDITOR` or nano, and waits until that ends.
  /// Throws where it cannot be started, or says that it failed.
  package static func edit(_ path: String) throws(FileError) {
    let wanted = ["VISUAL", "EDITOR"].compactMap(Environment.variable).first { !$0.isEmpty }
    let command = wanted ?? "nano"
    // The variable may hold arguments, as in `code --wait`.
    let arguments = ["/bin/sh", "-c", command + " \"$1\"", "sh", path]
    if wanted == nil { try findNano() }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this process takes on a thread of its own are the editor's to handle.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var process = pid_t()
    let status = posix_spawn(&process, arguments[0], nil, &attributes, words, environ)
    guard status == 0 else {
      throw FileError(
        .other, "cannot start \(command): \(SystemError.text(Errno(rawValue: status)))")
    }
    var ending: Int32 = 0
    while waitpid(process, &ending, 0) < 0 {
      guard errno == EINTR else { throw FileError(.other, "cannot wait for \(command)") }
    }
    // What a shell says of a command that it does not find.
    guard ending != 127 << 8 else { throw missing(command) }
    guard ending == 0 else {
      throw FileError(.other, "\(command) failed", hint: "set $EDITOR to your editor")
    }
  }

  /// Throws where there is no nano, before a shell complains; another command is the user's own.
  private static func findNano() throws(FileError) {
    let folders = (Environment.variable("PATH") ?? "").split(separator: ":")
    guard !folders.contains(where: { access("\($0)/nano", X_OK) == 0 }) else { return }
    throw missing("nano")
  }

  private static func missing(_ command: String) -> FileError {
    FileError(.other, "there is no editor called \(command)", hint: "set $EDITOR to your editor")
  }
}
