import Glibc
import SystemPackage

/// A process that this one has started, without input, and whose output goes to files.
package final class ChildProcess {
  /// How a process ended.
  package enum Ending: Equatable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  /// Its number.
  package let id: pid_t
  private var ending: Ending?

  /// Starts `program` in a group of its own, so that the terminal's keys do not reach it. Throws where
  /// that is not possible.
  package init(
    _ program: String, _ arguments: [String], output: String, errors: String
  ) throws(FileError) {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this process takes on a thread of its own are the other's to handle.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var process = pid_t()
    let status = posix_spawn(&process, program, &actions, &attributes, words, environ)
    guard status == 0 else {
      throw FileError(
        .other, "cannot start \(program): \(SystemError.text(Errno(rawValue: status)))")
    }
    id = process
  }

  /// How it ended; nil while it runs.
  package func hasEnded() -> Ending? {
    if let ending { return ending }
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    let signal = status & 0x7F
    ending = signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal)
    return ending
  }

  /// How it ended, or nil if it runs on for so many milliseconds.
  package func wait(milliseconds: Int) -> Ending? {
    for _ in 0..<max(1, milliseconds / 5) {
      if let ending = hasEnded() { return ending }
      usleep(5000)
    }
    return hasEnded()
  }

  /// Ends it at once, if it still runs.
  package func end() {
    guard hasEnded() == nil else { return }
    kill(id, SIGKILL)
    waitpid(id, nil, 0)
    ending = .signal(SIGKILL)
  }

  /// Sends it a signal, as long as it runs.
  package func send(_ signal: Int32) {
    if hasEnded() == nil { kill(id, signal) }
  }

  /// Has the system refuse this process more address space than that, and leave no core behind.
  package static func limitAddresses(to bytes: Int) {
    var most = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    _ = setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &most)
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Ends this process soon after the one that started it, which then waits for nothing any more.
  /// Call it when the signals have their thread.
  package static func endWithParent() {
    var thread = pthread_t()
    let parent = UnsafeMutableRawPointer(bitPattern: Int(getppid()))
    let status = pthread_create(
      &thread, nil,
      { parent in
        while getppid() == pid_t(Int(bitPattern: parent)) { usleep(200_000) }
        _exit(1)
      }, parent)
    if status == 0 { pthread_detach(thread) }
  }
}
