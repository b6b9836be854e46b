import Glibc
import Synchronization

/// Memory for tensors: buffers are kept when they are freed, and reused by size.
///
/// A training step asks for the same sizes over and over, so after the first step no memory comes
/// from the system. The last buffer freed is the first reused: it is still in the cache.
final class BufferPool: Sendable {
  /// The one pool of the process.
  static let shared = BufferPool()

  /// 64-byte alignment: one cache line, one AVX-512 register.
  static let alignment = 64

  private struct State: ~Copyable {
    var free: [[UInt]] = Array(repeating: [], count: 4 * 48)
    /// When a buffer of each size was last handed out, in allocations.
    var lastUse: [Int] = Array(repeating: 0, count: 4 * 48)
    var allocations = 0
    var cachedBytes = 0
    var liveBytes = 0
    var peakBytes = 0
    var limit = 16 << 30
  }

  private let state = Mutex(State())

  /// Off in tests with a memory checker, which must see where and when each buffer ends.
  private let keepsBuffers = getenv("LAB_POOL").map { String(cString: $0) } != "off"

  /// The size class of a request: powers of two in four steps each, so at most 25% is wasted.
  private func sizeClass(_ byteCount: Int) -> (index: Int, size: Int) {
    guard keepsBuffers else { return (Int.max, max(byteCount, 1)) }
    let wanted = max(byteCount, 256)
    let exponent = Int.bitWidth - 1 - (wanted - 1).leadingZeroBitCount
    let step = 1 << max(exponent - 2, 0)
    let size = (wanted + step - 1) / step * step
    let quarter = (size - (1 << exponent)) / step
    return (4 * exponent + quarter, size)
  }

  /// The bytes of a buffer of a size class.
  private static func size(ofClass index: Int) -> Int {
    let exponent = index / 4
    return (1 << exponent) + index % 4 * (1 << max(exponent - 2, 0))
  }

  /// A buffer of at least `byteCount` bytes, not cleared; throws above the limit of live memory.
  func allocate(_ byteCount: Int) throws(TensorError) -> (UnsafeMutableRawPointer, capacity: Int) {
    let (index, size) = sizeClass(byteCount)
    let found = state.withLock { state -> (pointer: UInt?, live: Int, limit: Int) in
      guard size <= state.limit - state.liveBytes else {
        return (nil, state.liveBytes, state.limit)
      }
      state.liveBytes += size
      state.peakBytes = max(state.peakBytes, state.liveBytes)
      state.allocations += 1
      if index < state.lastUse.count { state.lastUse[index] = state.allocations }
      if index < state.free.count, let pointer = state.free[index].popLast() {
        state.cachedBytes -= size
        return (pointer, 0, 0)
      }
      return (0, 0, 0)
    }
    guard let address = found.pointer else {
      throw BufferPool.outOfMemory(byteCount, live: found.live, limit: found.limit)
    }
    if let pointer = UnsafeMutableRawPointer(bitPattern: address) { return (pointer, size) }
    var fresh: UnsafeMutableRawPointer?
    let isHuge = size >= 1 << 21
    let alignment = isHuge ? 1 << 21 : BufferPool.alignment
    if posix_memalign(&fresh, alignment, size) == 0, let fresh {
      if isHuge { madvise(fresh, size, MADV_HUGEPAGE) }
      return (fresh, size)
    }
    state.withLock { $0.liveBytes -= size }
    throw BufferPool.outOfMemory(byteCount, live: liveBytes, limit: liveBytes)
  }

  /// Throws if elements would take more memory than all tensors together may.
  func check(_ byteCount: Int) throws(TensorError) {
    let limit = state.withLock { $0.limit }
    guard byteCount <= limit else {
      throw TensorError(
        "elements of \(BufferPool.megabytes(byteCount)) do not fit: the limit for tensors is "
          + BufferPool.megabytes(limit), hint: "use smaller tensors")
    }
  }

  /// Takes back a buffer.
  ///
  /// Buffers of all sizes are never in use at once, so live and kept ones together may exceed what
  /// was once live by half, but not the limit, or 64 MB; beyond that, the least recently requested
  /// sizes are freed first, so that what an earlier model left does not displace what the present
  /// one needs.
  func release(_ pointer: UnsafeMutableRawPointer, capacity: Int) {
    let (index, _) = sizeClass(capacity)
    let surplus = state.withLock { state -> [UInt] in
      state.liveBytes -= capacity
      guard index < state.free.count else { return [UInt(bitPattern: pointer)] }
      state.free[index].append(UInt(bitPattern: pointer))
      state.cachedBytes += capacity
      var surplus: [UInt] = []
      let most = max(64 << 20, min(state.peakBytes / 2 * 3, state.limit) - state.liveBytes)
      while state.cachedBytes > most {
        let kept = state.free.indices.filter { !state.free[$0].isEmpty }
        guard let stale = kept.min(by: { state.lastUse[$0] < state.lastUse[$1] }) else { break }
        surplus.append(state.free[stale].removeFirst())
        state.cachedBytes -= BufferPool.size(ofClass: stale)
      }
      return surplus
    }
    for address in surplus { Glibc.free(UnsafeMutableRawPointer(bitPattern: address)) }
  }

  /// Bytes that live tensors hold.
  var liveBytes: Int { state.withLock { $0.liveBytes } }

  /// Sets the most bytes that may be live.
  func setLimit(_ bytes: Int) { state.withLock { $0.limit = bytes } }

  /// Returns all kept buffers to the system.
  func trim() {
    let kept = state.withLock { state -> [UInt] in
      let all = state.free.flatMap { $0 }
      for index in state.free.indices { state.free[index] = [] }
      state.cachedBytes = 0
      return all
    }
    for address in kept { free(UnsafeMutableRawPointer(bitPattern: address)) }
  }

  private static func outOfMemory(_ byteCount: Int, live: Int, limit: Int) -> TensorError {
    TensorError(
      "a tensor of \(megabytes(byteCount)) does not fit: \(megabytes(live)) of "
        + "\(megabytes(limit)) are in use",
      hint: "use a smaller batch, or fewer or smaller tensors at a time")
  }

  private static func megabytes(_ bytes: Int) -> String { "\(max(bytes, 1 << 20) >> 20) MB" }
}

/// The memory of tensors, for front ends that limit it.
package enum TensorMemory {
  /// Sets the most bytes that live tensors may hold; a request beyond it is an error.
  package static func setLimit(_ bytes: Int) { BufferPool.shared.setLimit(bytes) }
}
