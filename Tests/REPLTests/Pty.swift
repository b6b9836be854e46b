import Glibc
import TestSupport
import Testing

/// The built program in a pseudo-terminal, as someone at a keyboard sees it.
final class Pty {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  // TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>, which Swift does not import.
  private static let unlock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  private let master: Int32
  let process: pid_t
  private var unread = ""
  /// Everything shown so far, without escape codes.
  private(set) var transcript = ""
  private var pending: [UInt8] = []
  /// What was shown, escape codes included.
  private(set) var raw: [UInt8] = []
  /// What the terminal answers to which questions.
  private let answers: [(question: String, answer: String)]
  private var asked: [UInt8] = []

  /// Starts `lab`, or another program, with `arguments` in a terminal of that size; `environment` adds to little, and
  /// `folder` is where it works.
  init(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil,
    columns: Int = 80, rows: Int = 500, program: String = Program.path,
    answers: [(question: String, answer: String)] = Pty.plainAnswers
  ) throws {
    self.answers = answers
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (isLocked, number): (Int32, UInt32) = (0, 0)
    guard master >= 0, ioctl(master, Self.unlock, &isLocked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw Failed(description: "no pseudo-terminal: error \(errno)") }
    let terminal = "/dev/pts/\(number)"
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opened by the leader of a new session, it becomes the controlling terminal.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of tests block signals, which a shell wants.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, 0x80 | 0x08)  // POSIX_SPAWN_SETSID and _SETSIGMASK

    var variables = ["TERM": "xterm", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/none"]
    variables.merge(environment) { $1 }
    var command = [program] + arguments
    if let folder { command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + command }
    let words = command.map { strdup($0) }
    let settings = variables.map { strdup("\($0.key)=\($0.value)") }
    defer { (words + settings).forEach { free($0) } }
    var id: pid_t = 0
    let status = posix_spawn(
      &id, command[0], &actions, &attributes, words + [nil], settings + [nil])
    guard status == 0 else { throw Failed(description: "cannot start lab: error \(status)") }
    process = id
  }

  /// A terminal that says what it is, and that it has no graphics.
  static let plainAnswers = [(question: "\u{1B}[c", answer: "\u{1B}[?6c")]

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(master)
  }

  // MARK: The keyboard

  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  func enter(_ line: String) { type(line + "\r") }

  /// Enters a line and waits for the next prompt, which ends in `> `; returns what is shown.
  ///
  /// Fails unless the texts are in it, in this order.
  @discardableResult
  func ask(
    _ line: String, _ texts: String..., place: SourceLocation = #_sourceLocation
  ) throws -> String {
    enter(line)
    // The echo of the line first.
    if !line.isEmpty { try see(line, place) }
    let shown = try see("> ", place)
    var rest = shown[...]
    for text in texts {
      guard let found = rest.firstRange(of: text) else {
        Issue.record("\(text) is not among this:\n\(rest)", sourceLocation: place)
        break
      }
      rest = rest[found.upperBound...]
    }
    return shown
  }

  /// Whether the terminal has a local mode, such as ECHO.
  func has(_ mode: Int32) -> Bool {
    var settings = termios()
    return tcgetattr(master, &settings) == 0 && settings.c_lflag & tcflag_t(mode) != 0
  }

  func signal(_ number: Int32) { kill(process, number) }

  func resize(columns: Int, rows: Int = 30) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  // MARK: The screen

  /// Waits until `text` is shown after what was last waited for; returns everything up to its end.
  @discardableResult
  func see(_ text: String, _ place: SourceLocation = #_sourceLocation) throws -> String {
    let limit = ContinuousClock.now + .seconds(120)
    while true {
      if let found = unread.firstRange(of: text) {
        let seen = String(unread[..<found.upperBound])
        unread = String(unread[found.upperBound...])
        return seen
      }
      guard ContinuousClock.now < limit, readMore() else {
        Issue.record("\(text) is not shown behind this:\n\(unread)", sourceLocation: place)
        throw Failed(description: "waited for \(text) in vain")
      }
    }
  }

  /// Waits until everything that was sent so far, which `holds` gets, is as it should be.
  func wait(until holds: ([UInt8]) -> Bool) throws {
    let limit = ContinuousClock.now + .seconds(60)
    while !holds(raw) {
      guard ContinuousClock.now < limit, readMore() else {
        throw Failed(description: "waited in vain behind this:\n\(transcript.suffix(2000))")
      }
    }
  }

  /// Sends a signal repeatedly until `text` is shown.
  ///
  /// Some two of them will be close together, however busy the machine is.
  @discardableResult
  func signal(
    _ number: Int32, until text: String, _ place: SourceLocation = #_sourceLocation
  ) throws -> String {
    for _ in 0..<400 where unread.firstRange(of: text) == nil {
      signal(number)
      guard readMore(within: 200) else { break }
    }
    return try see(text, place)
  }

  /// Waits for the end of the process and gives its exit code, or 128 and the number of the signal
  /// that ended it.
  func code() throws -> Int32 {
    while readMore() {}
    var status: Int32 = 0
    guard waitpid(process, &status, 0) == process else {
      throw Failed(description: "there is no process: error \(errno)")
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }

  /// Reads what the program has written, waiting a little; false at its end.
  private func readMore(within milliseconds: Int32 = 1000) -> Bool {
    var end = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&end, 1, milliseconds) > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    raw += bytes[..<count]
    answer(bytes[..<count])
    pending += bytes[..<count]
    let text = Self.plain(&pending)
    unread += text
    transcript += text
    return true
  }

  /// Answers what is asked in what was shown.
  private func answer(_ shown: ArraySlice<UInt8>) {
    asked += shown
    for (question, answer) in answers {
      while let found = asked.firstRange(of: Array(question.utf8)) {
        asked.removeSubrange(found)
        type(answer)
      }
    }
    asked.removeFirst(max(asked.count - 64, 0))
  }

  /// The text without escape codes; a possible beginning of one stays in `bytes`.
  private static func plain(_ bytes: inout [UInt8]) -> String {
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x1B else {
        if bytes[index] != 0x0D, bytes[index] != 0x07 { text.append(bytes[index]) }
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { break }
      guard bytes[index + 1] == UInt8(ascii: "[") else {
        index += 2
        continue
      }
      guard let end = bytes[(index + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) })
      else { break }
      index = end + 1
    }
    bytes.removeSubrange(..<min(index, bytes.count))
    return String(decoding: text, as: UTF8.self)
  }
}
