import Glibc

/// The machine's memory, and how much of it this process uses.
package enum MachineMemory {
  /// Its size in bytes, or what a container allows.
  package static var size: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    var total = pages > 0 && size > 0 ? pages * size : 4 << 30
    for file in containerLimits {
      if let limit = number(0, in: file), limit > 0 { total = min(total, limit) }
    }
    return total
  }

  /// Where control groups, version 2 and 1, say how much memory there is.
  private static let containerLimits = [
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  ]

  /// The resident set in bytes; 0 where the system does not say.
  package static var resident: Int {
    (number(1, in: "/proc/self/statm") ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The whole number at a position among the words of a small file; nil if there is none.
  private static func number(_ position: Int, in path: String) -> Int? {
    guard let bytes = try? RegularFile.bytes(of: path, atMost: 1 << 12) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return position < words.count ? Int(words[position]) : nil
  }
}
