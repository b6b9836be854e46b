/// A piece of pooled memory that one or more tensors look at.
public final class Storage {
  /// 64-byte-aligned memory.
  public let bytes: UnsafeMutableRawPointer
  private let capacity: Int

  /// At least `byteCount` bytes, not cleared; throws when memory is short.
  public init(byteCount: Int) throws(TensorError) {
    (bytes, capacity) = try BufferPool.shared.allocate(byteCount)
  }

  deinit { BufferPool.shared.release(bytes, capacity: capacity) }
}
