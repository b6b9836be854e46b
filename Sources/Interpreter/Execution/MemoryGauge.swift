import Glibc

/// Bounds the process's memory: after every few megabytes that a script asks for, asks the system
/// how much is really in use.
package final class MemoryGauge {
  /// Half of the machine's memory, or of what a container allows; at most 16 GB.
  package static var defaultLimit: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    var total = pages > 0 && size > 0 ? pages * size : 4 << 30
    for file in containerLimits {
      if let limit = number(0, in: file), limit > 0 { total = min(total, limit) }
    }
    return min(16 << 30, total / 2)
  }

  /// Where control groups say how much memory there is, version 2 and 1.
  private static let containerLimits = [
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  ]

  private static let interval = 16 << 20
  private let limit: Int
  private var unaccounted = 0

  package init(limit: Int) {
    self.limit = limit
  }

  @inline(__always)
  package func charge(_ bytes: Int) throws(Failure) {
    unaccounted += bytes
    if unaccounted > Self.interval { try measure() }
  }

  private func measure() throws(Failure) {
    let wanted = unaccounted
    unaccounted = 0
    guard Self.resident() + wanted <= limit else {
      throw Failure(
        .limit, "the lab needs more than \(limit >> 20) MB of memory",
        hint: "keep less in lists, or use smaller batches")
    }
  }

  /// The resident set in bytes; 0 where the system does not say.
  private static func resident() -> Int {
    (number(1, in: "/proc/self/statm") ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The whole number at a position among the words of a small file; nil where there is none.
  private static func number(_ position: Int, in path: String) -> Int? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let words = String(decoding: buffer[..<count], as: UTF8.self).split(
      whereSeparator: \.isWhitespace)
    return position < words.count ? Int(words[position]) : nil
  }
}
