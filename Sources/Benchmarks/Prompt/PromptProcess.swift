import Foundation
import Glibc

/// A lab at a prompt, in the pseudo-terminal of `script` (util-linux).
final class PromptProcess {
  /// A lab that shows nothing for so long waits for something: training redraws its curve.
  private static let silence = Duration.seconds(60)
  private static let longest = Duration.seconds(900)
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var unread: [UInt8] = []
  /// When it was started.
  let start = ContinuousClock.now

  /// Opens a lab, in an environment in which `variables` are set.
  init(_ lab: String, _ arguments: [String], _ variables: [String: String]) throws {
    var (typed, shown): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&typed) == 0, pipe(&shown) == 0 else { throw Failed(description: "no pipe") }
    for end in [typed[1], shown[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, typed[0], 0)
    posix_spawn_file_actions_adddup2(&actions, shown[1], 1)
    let words = ([lab] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let command = ["script", "-qfec", "stty rows 200 cols 80; exec \(words)", "/dev/null"]
    var environment = ProcessInfo.processInfo.environment
    environment.merge(["TERM": "xterm", "LANG": "C.UTF-8"]) { $1 }
    environment.merge(variables) { $1 }
    let arguments = command.map { strdup($0) }
    let settings = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { (arguments + settings).forEach { free($0) } }
    var id: pid_t = 0
    let status = posix_spawnp(&id, command[0], &actions, nil, arguments + [nil], settings + [nil])
    close(typed[0])
    close(shown[1])
    guard status == 0 else { throw Failed(description: "cannot start script") }
    (process, input, output) = (id, typed[1], shown[0])
  }

  deinit {
    close(input)
    close(output)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(input, bytes, bytes.count)
  }

  /// Waits until `text` is shown behind what was last waited for; returns the seconds since `moment`.
  @discardableResult
  func see(_ text: String, since moment: ContinuousClock.Instant = .now) throws -> Double {
    _ = try seesFirst(text, of: [])
    return (ContinuousClock.now - moment) / .seconds(1)
  }

  /// Waits for the end, or one of the texts before it; returns whether it was one of these.
  func seesFirst(_ end: String, of texts: [String]) throws -> Bool {
    let deadline = ContinuousClock.now + Self.longest
    while true {
      let places = ([end] + texts).map { unread.firstRange(of: Array($0.utf8))?.upperBound }
      if let first = places.compactMap(\.self).min() {
        unread.removeSubrange(..<first)
        return places[0] != first
      }
      guard let more = read(before: deadline), !more.isEmpty else {
        let rest = String(decoding: unread.suffix(2000), as: UTF8.self)
        throw Failed(description: "waited for \(end) in vain behind \(rest)")
      }
      unread += more
    }
  }

  /// What is shown next: nothing at the end, nil where nothing comes in time.
  private func read(before deadline: ContinuousClock.Instant) -> [UInt8]? {
    let left = min(Self.silence, deadline - .now)
    var end = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard left > .zero, poll(&end, 1, Int32(left / .milliseconds(1))) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(output, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  /// Leaves, and returns the processor's seconds of all threads.
  func quit() throws -> Double {
    type("\u{15}:quit\r")
    let deadline = ContinuousClock.now + Self.longest
    while true {
      guard let more = read(before: deadline) else {
        let rest = String(decoding: unread.suffix(2000), as: UTF8.self)
        throw Failed(description: "waited for the end in vain behind \(rest)")
      }
      if more.isEmpty { break }
      unread += more
    }
    var (code, usage): (Int32, rusage) = (0, rusage())
    guard wait4(process, &code, 0, &usage) == process else {
      throw Failed(description: "the lab is lost")
    }
    return Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
  }
}
