/// A 64-bit fingerprint of bytes: identifies data sets, but does not guard against malice.
///
/// Four lanes of multiply and mix over 64-bit words, so that 50 MB take about ten milliseconds.
package struct Fingerprint {
  /// The fingerprint of what was added.
  package private(set) var value: UInt64 = 0x243f_6a88_85a3_08d3
  private static let odd: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Of nothing yet.
  package init() {}

  /// Adds some bytes.
  package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  /// Adds some bytes in memory; in several pieces they give another fingerprint.
  package mutating func add(_ buffer: UnsafeRawBufferPointer) {
    var lanes = SIMD4<UInt64>(1, 2, 3, 4) &* Self.odd &+ value
    var offset = 0
    while offset + 32 <= buffer.count {
      let words = buffer.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ words) &* Self.odd
      lanes ^= lanes &>> 29
      offset += 32
    }
    for index in 0..<4 { add(lanes[index]) }
    for byte in buffer[offset...] { add(UInt64(byte)) }
    add(UInt64(buffer.count))
  }

  private mutating func add(_ word: UInt64) {
    value = (value ^ word) &* Self.odd
    value ^= value >> 32
  }
}
