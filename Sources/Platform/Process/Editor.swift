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
    try find(command)
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
    guard ending == 0 else {
      throw FileError(.other, "\(command) failed", hint: "set $EDITOR to your editor")
    }
  }

  /// Throws where no program has the name with which a command begins.
  private static func find(_ command: String) throws(FileError) {
    let name = command.prefix { $0 != " " }
    // What is quoted, or more than a name, is the shell's to understand.
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "/._-+".contains($0) }) else { return }
    let folders = (Environment.variable("PATH") ?? "").split(separator: ":").map { "\($0)/" }
    let places = (name.contains("/") ? [""] : folders).map { $0 + name }
    guard !places.contains(where: { access($0, X_OK) == 0 }) else { return }
    throw FileError(
      .other, "there is no editor called \(command)", hint: "set $EDITOR to your editor")
  }
}
