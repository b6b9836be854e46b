import Foundation

/// A Python process that stays and times one operation of PyTorch after the other.
final class PyTorch {
  private let process = Process()
  private let (requests, answers) = (Pipe(), Pipe())
  private var unread = Data()

  /// Nil where there is no PyTorch.
  init?() {
    guard (try? finish(["python3", "-I", "-c", "import torch"])) != nil else { return nil }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-I", "-W", "ignore", "Sources/Benchmarks/Python/operations.py",
    ]
    // Memory that is freed stays with the process, as ours does: otherwise it is the system's clearing
    // of fresh pages that is timed.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "2000000000",
    ]) { $1 }
    process.standardInput = requests
    process.standardOutput = answers
    guard (try? process.run()) != nil else { return nil }
  }

  deinit { try? requests.fileHandleForWriting.close() }

  /// The best seconds of some runs, each repeated this many times.
  func seconds(of operation: Operation, times: Int) throws -> Double {
    let request: [String: Any] = [
      "setup": operation.setup, "line": operation.peer, "times": times,
    ]
    let line = try JSONSerialization.data(withJSONObject: request) + Data("\n".utf8)
    try requests.fileHandleForWriting.write(contentsOf: line)
    let answer = try JSONSerialization.jsonObject(with: nextLine()) as? [String: Any]
    guard let seconds = answer?["seconds"] as? Double else {
      throw Failed(description: "PyTorch: \(answer?["error"] as? String ?? "no answer")")
    }
    return seconds
  }

  private func nextLine() throws -> Data {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread = Data(unread[unread.index(after: end)...]) }
        return Data(unread[..<end])
      }
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failed(description: "PyTorch's process ended") }
      unread += more
    }
  }
}
