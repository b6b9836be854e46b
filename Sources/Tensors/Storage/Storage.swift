/// A piece of pooled memory that one or more tensors look at.
public final class Storage {
  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  /// Writes the memory when somebody first looks at it; nil once it has.
  private var work: ((UnsafeMutableRawPointer) -> Void)?

  /// At least `byteCount` bytes, not cleared; throws when memory is short.
  public init(byteCount: Int) throws(TensorError) {
    (memory, capacity) = try BufferPool.shared.allocate(byteCount)
  }

  /// Memory that `work` writes when somebody first looks at it: never, if nobody does. It runs on
  /// the thread that looks, which must be the one that computes.
  convenience init(
    byteCount: Int, writtenBy work: @escaping (UnsafeMutableRawPointer) -> Void
  ) throws(TensorError) {
    try self.init(byteCount: byteCount)
    self.work = work
  }

  /// 64-byte-aligned memory.
  public var bytes: UnsafeMutableRawPointer {
    if work != nil { settle() }
    return memory
  }

  /// Whether the memory is yet to be written.
  var isPending: Bool { work != nil }

  private func settle() {
    guard let work else { return }
    self.work = nil
    work(memory)
  }

  deinit { BufferPool.shared.release(memory, capacity: capacity) }
}
