import Glibc

/// Bounds the process's memory: after every few megabytes that a script asks for, asks the system
/// how much is really in use.
public final class MemoryGauge {
  /// Half of the machine's memory, at most 8 GB.
  public static var defaultLimit: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    guard pages > 0, size > 0 else { return 2 << 30 }
    return min(8 << 30, pages / 2 * size)
  }

  private static let interval = 16 << 20
  private let limit: Int
  private var unaccounted = 0

  init(limit: Int) {
    self.limit = limit
  }

  @inline(__always)
  func charge(_ bytes: Int) throws(Failure) {
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
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return 0 }
    let fields = buffer[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}
