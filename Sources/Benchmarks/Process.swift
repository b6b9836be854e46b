import Foundation
import Glibc

/// What a finished process left behind.
struct Finished {
  let output: String
  let seconds: Double
  let peakMegabytes: Double
}

/// A process that did not do its work.
struct Failed: Error, CustomStringConvertible {
  let description: String
}

/// Runs a command with nothing on its standard input, and waits for it.
func finish(_ arguments: [String]) throws -> Finished {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw Failed(description: "no pipe") }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
  posix_spawn_file_actions_addclose(&actions, ends[0])

  let words = arguments.map { strdup($0) }
  defer { words.forEach { free($0) } }
  var process: pid_t = 0
  let start = ContinuousClock.now
  let status = posix_spawnp(&process, arguments[0], &actions, nil, words + [nil], environ)
  close(ends[1])
  guard status == 0 else {
    close(ends[0])
    throw Failed(description: "cannot start \(arguments[0]): \(String(cString: strerror(status)))")
  }
  let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile()
  var code: Int32 = 0
  var usage = rusage()
  guard wait4(process, &code, 0, &usage) == process, code == 0 else {
    throw Failed(description: "failed: \(arguments.joined(separator: " "))")
  }
  let elapsed = (ContinuousClock.now - start).components
  return Finished(
    output: String(decoding: output, as: UTF8.self),
    seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
    peakMegabytes: Double(usage.ru_maxrss) / 1024)
}
