import Interpreter

/// Takes whole numbers and bytes from the front of bytes that may end too early.
struct LittleEndian {
  /// What has not been taken yet.
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next byte; nil at the end.
  mutating func byte() -> Int? { integer(1) }

  /// The next unsigned number of `size` bytes; nil at the end, or beyond `Int`.
  mutating func integer(_ size: Int) -> Int? {
    guard let bytes = take(size) else { return nil }
    var value: UInt64 = 0
    for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
    return Int(exactly: value)
  }

  /// The next `count` bytes; nil if there are fewer.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
