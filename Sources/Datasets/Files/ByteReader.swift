import CZlib
import Platform

/// The bytes of a file, unzipped on the fly if its content (not its name) is gzip.
///
/// The caller says how many bytes it wants, so a gzip bomb can fill no more than that.
final class ByteReader {
  /// Deflate cannot expand more than this: a match of 258 bytes takes at least two bits.
  private static let greatestExpansion = 1032
  private static let chunk = 1 << 16

  let file: RegularFile
  private let input: UnsafeMutablePointer<UInt8>
  /// The unread part of `input`.
  private var pending: UnsafeMutableBufferPointer<UInt8>
  /// Zlib's state, at a fixed address as zlib demands; none for a plain file.
  private var stream: UnsafeMutablePointer<z_stream>?
  private var streamEnded = false

  init(_ file: RegularFile) throws(DataError) {
    self.file = file
    input = .allocate(capacity: Self.chunk)
    pending = UnsafeMutableBufferPointer(start: input, count: 0)
    try refill()
    guard pending.count >= 2, pending[0] == 0x1f, pending[1] == 0x8b else { return }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let gzipOnly = 15 + 16
    guard
      inflateInit2_(
        stream, Int32(gzipOnly), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      stream.deallocate()
      throw DataError(.corrupt, "cannot decompress \(file.path): zlib has no memory")
    }
    self.stream = stream
  }

  deinit {
    if let stream {
      inflateEnd(stream)
      stream.deallocate()
    }
    input.deallocate()
  }

  /// No more bytes than this can follow, whatever the file's header says.
  var mostBytes: Int {
    guard stream != nil else { return file.size }
    let (bytes, overflow) = file.size.multipliedReportingOverflow(by: Self.greatestExpansion)
    return overflow ? .max : bytes
  }

  /// Fills all of `buffer`, or throws that the file is truncated.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) {
    let got = stream == nil ? try copy(into: buffer) : try inflate(into: buffer)
    guard got == buffer.count else {
      throw DataError(.corrupt, "\(file.path) is truncated: it ends before its data does")
    }
  }

  /// Throws if anything follows what has been read.
  func expectEnd() throws(DataError) {
    var surplus: UInt8 = 0
    let got = try withUnsafeMutableBytes(of: &surplus) { buffer throws(DataError) in
      stream == nil ? try copy(into: buffer) : try inflate(into: buffer)
    }
    guard got == 0 else {
      throw DataError(.corrupt, "\(file.path) holds more data than its header says")
    }
    guard stream != nil else { return }
    guard streamEnded else {
      throw DataError(.corrupt, "\(file.path) is truncated: its gzip checksum is missing")
    }
    if pending.isEmpty { try refill() }
    guard pending.isEmpty else {
      throw DataError(.corrupt, "\(file.path) goes on after the end of its gzip data")
    }
  }

  private func refill() throws(DataError) {
    let got = try file.fill(UnsafeMutableRawBufferPointer(start: input, count: Self.chunk))
    pending = UnsafeMutableBufferPointer(start: input, count: got)
  }

  private func copy(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let buffered = min(pending.count, buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(start: pending.baseAddress, count: buffered))
    pending = UnsafeMutableBufferPointer(rebasing: pending[buffered...])
    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[buffered...])
    return buffered + (try file.fill(rest))
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let stream else { return 0 }
    var filled = 0
    while filled < buffer.count, !streamEnded {
      if pending.isEmpty { try refill() }
      let output = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let room = min(output.count, 1 << 30)
      stream.pointee.next_in = pending.baseAddress
      stream.pointee.avail_in = UInt32(pending.count)
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      let left = Int(stream.pointee.avail_in)
      pending = UnsafeMutableBufferPointer(rebasing: pending[(pending.count - left)...])
      filled += room - Int(stream.pointee.avail_out)
      switch status {
      case Z_STREAM_END: streamEnded = true
      case Z_OK: continue
      case Z_BUF_ERROR: return filled  // The file ended.
      default:
        throw DataError(.corrupt, "\(file.path) is damaged: its gzip data does not decompress")
      }
    }
    return filled
  }
}
