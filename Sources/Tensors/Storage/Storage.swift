import Synchronization

/// A piece of pooled memory that one or more tensors share.
package final class Storage {
  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  private let deferral: Deferral?
  /// Whether nobody knows the numbers in it.
  let isStandIn: Bool

  /// At least `byteCount` bytes, not cleared; throws if memory is short, or the work that wants
  /// them should stop.
  ///
  /// With `isKnown`, the caller writes all of it: it is no stand-in.
  package init(byteCount: Int, isKnown: Bool = false) throws(TensorError) {
    try Cancellation.check()
    isStandIn = !isKnown && StandIns.areMade
    (memory, capacity) =
      isStandIn
      ? try StandInMemory.allocate(byteCount) : try BufferPool.shared.allocate(byteCount)
    deferral = nil
  }

  /// Memory that `work` writes when it is first accessed: never, if nobody does.
  init(
    byteCount: Int, writtenBy work: @escaping (UnsafeMutableRawPointer) -> Void
  ) throws(TensorError) {
    isStandIn = StandIns.areMade
    (memory, capacity) =
      isStandIn
      ? try StandInMemory.allocate(byteCount) : try BufferPool.shared.allocate(byteCount)
    deferral = Deferral(memory, work)
  }

  /// The memory from element `offset` on, 64-byte-aligned if that is 0.
  func elements<T>(_ type: T.Type, from offset: Int = 0) -> Elements<T> {
    deferral?.settle()
    return Elements(storage: self, start: memory.assumingMemoryBound(to: type) + offset)
  }

  /// Whether the memory is still to be written.
  var isPending: Bool { deferral.map { !$0.isDone } ?? false }

  deinit {
    guard !isStandIn else { return StandInMemory.release(memory, capacity) }
    #if DEBUG
      // A read after free gets signalling NaNs instead of what was there.
      memory.initializeMemory(as: UInt32.self, repeating: 0x7fa0_0000, count: capacity / 4)
    #endif
    BufferPool.shared.release(memory, capacity: capacity)
  }
}

/// Deferred work, done once, by the first to access its result, while others wait.
private final class Deferral {
  private struct Work: @unchecked Sendable {
    let run: (UnsafeMutableRawPointer) -> Void
    let memory: UnsafeMutableRawPointer
  }

  private let done = Atomic<Bool>(false)
  private let work: Mutex<Work?>

  init(_ memory: UnsafeMutableRawPointer, _ run: @escaping (UnsafeMutableRawPointer) -> Void) {
    work = Mutex(Work(run: run, memory: memory))
  }

  var isDone: Bool { done.load(ordering: .acquiring) }

  func settle() {
    if isDone { return }
    work.withLock { work in
      // Nobody may take it for done before it is.
      if let work { Cancellation.holdingOff { work.run(work.memory) } }
      work = nil
    }
    done.store(true, ordering: .releasing)
  }
}
