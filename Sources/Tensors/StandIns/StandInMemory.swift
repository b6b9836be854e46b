import Glibc
import Kernels
import Synchronization

/// Addresses for stand-ins: memory that reads as zeros and is there only where it is written.
enum StandInMemory {
  private struct State {
    /// Where the region begins; 0 before the first stand-in, and where the system refuses one.
    var start: UInt = 0
    var size = 0
    /// The next size to ask the system for.
    var wanted = 1 << 45
    /// Bytes from the start on that have been handed out.
    var used = 0
    /// What was taken back, by size.
    var free: [Int: [UInt]] = [:]
  }

  private static let state = Mutex(State())
  private static let leastRegion = 1 << 28

  /// Zeros at an address that nothing else has.
  static func allocate(_ byteCount: Int) throws(TensorError) -> (UnsafeMutableRawPointer, Int) {
    let size = (min(max(byteCount, 1), 1 << 60) + 63) / 64 * 64
    let address = state.withLock { state -> UInt in
      if let address = state.free[size]?.popLast() { return address }
      reserve(&state)
      guard size <= state.size - state.used else { return 0 }
      defer { state.used += size }
      return state.start + UInt(state.used)
    }
    guard let memory = UnsafeMutableRawPointer(bitPattern: address) else {
      // What follows from it is nobody's mistake.
      StandIns.noteRead()
      throw TensorError.cancelled
    }
    lab_note_stand_in(Double(size))
    return (memory, size)
  }

  private static func reserve(_ state: inout State) {
    while state.start == 0, state.wanted >= leastRegion {
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
      let region = mmap(nil, state.wanted, PROT_READ | PROT_WRITE, flags, -1, 0)
      if let region, region != MAP_FAILED {
        (state.start, state.size) = (UInt(bitPattern: region), state.wanted)
      } else {
        state.wanted /= 8
      }
    }
  }

  /// Takes back what `allocate` gave, and makes it zeros again.
  static func release(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    lab_note_stand_in(-Double(size))
    let page = 4096
    if size >= 4 * page {
      let skipped = (page - Int(bitPattern: memory) % page) % page
      let whole = (size - skipped) / page * page
      memset(memory, 0, skipped)
      madvise(memory + skipped, whole, MADV_DONTNEED)
      memset(memory + skipped + whole, 0, size - skipped - whole)
    } else {
      memset(memory, 0, size)
    }
    let address = UInt(bitPattern: memory)
    state.withLock { $0.free[size, default: []].append(address) }
  }
}
