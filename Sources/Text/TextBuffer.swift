/// A buffer in which texts are built byte by byte.
///
/// Unfinished texts follow one another, so that an f-string may call a function that evaluates
/// another.
package final class TextBuffer {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 256
  /// Bytes in use; the mark at which the next text begins.
  package private(set) var count = 0
  /// The capacity kept once a long text is done.
  private static let kept = 1 << 16

  package init() {
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// Makes room for `more` bytes.
  @inline(__always)
  private func reserve(_ more: Int) {
    if capacity - count < more { grow(to: max(capacity * 2, count + more)) }
  }

  private func grow(to size: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    larger.update(from: bytes, count: min(count, size))
    bytes.deallocate()
    bytes = larger
    capacity = size
  }

  /// Adds a text.
  package func append(_ text: String) {
    let copied: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
    if copied == nil { Array(text.utf8).withUnsafeBufferPointer { append($0) } }
  }

  /// Adds bytes of UTF-8.
  @inline(__always)
  package func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let base = source.baseAddress else { return }
    reserve(source.count)
    (bytes + count).update(from: base, count: source.count)
    count += source.count
  }

  /// Adds a whole number in decimal.
  package func append(_ number: Int) {
    reserve(20)
    if number < 0 {
      bytes[count] = UInt8(ascii: "-")
      count += 1
    }
    var left = number.magnitude
    var length = 1
    var bound: UInt = 10
    while left >= bound, length < 19 {
      bound *= 10
      length += 1
    }
    if left >= bound { length = 20 }
    count += length
    var position = bytes + count
    for _ in 0..<length {
      position -= 1
      position.pointee = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    }
  }

  /// Adds a number with `digits` decimals; returns false, adding nothing, if that takes long.
  package func append(_ number: Double, decimals digits: Int) -> Bool {
    reserve(Digits.fastBytes)
    let room = UnsafeMutableBufferPointer(start: bytes + count, count: Digits.fastBytes)
    guard let length = Digits.writeFixed(number, digits, into: room) else { return false }
    count += length
    return true
  }

  /// Removes bytes from the end.
  package func removeLast(_ bytes: Int) { count -= bytes }

  /// Removes and returns the text from `mark` on.
  package func take(from mark: Int) -> String {
    defer { drop(to: mark) }
    return String(
      decoding: UnsafeBufferPointer(start: bytes + mark, count: count - mark), as: UTF8.self)
  }

  /// Discards the text from `mark` on.
  package func drop(to mark: Int) {
    count = mark
    if capacity > Self.kept, mark < Self.kept / 2 { grow(to: Self.kept) }
  }
}
