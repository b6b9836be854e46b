import Platform

/// Bounds the process's memory.
///
/// After every few megabytes that a script allocates, it asks the system how much is really in use.
package final class MemoryGauge {
  /// Half of the machine's memory; at most 16 GB.
  package static var defaultLimit: Int { min(16 << 30, MachineMemory.size / 2) }

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
    guard MachineMemory.resident + wanted <= limit else {
      throw Failure(
        .limit, "the lab needs more than \(limit >> 20) MB of memory",
        hint: "keep less in lists, or use smaller batches")
    }
  }
}
