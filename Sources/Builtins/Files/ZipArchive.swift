import CZlib
import Interpreter

/// Several files in one: what NumPy's `.npz` is.
enum ZipArchive {
  private static let mostFiles = 10_000
  private static let mostBytes = 256 << 20

  /// The files in `bytes`, in the order of the directory, decompressed; `archive` is its name.
  ///
  /// A zip bomb does no harm: the sizes that the directory promises are added up before anything is
  /// decompressed, nothing may grow beyond its promise, and no two files share bytes.
  static func files(
    _ bytes: [UInt8], _ archive: String
  ) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    let entries = try directory(bytes, archive)
    var total = 0
    for entry in entries {
      total += entry.size
      guard total <= mostBytes else {
        throw Failure(.limit, "\(archive) holds more than \(mostBytes >> 20) MB")
      }
    }
    var ranges: [Range<Int>] = []
    var files: [(name: String, bytes: [UInt8])] = []
    for entry in entries {
      guard let data = entry.data(in: bytes) else {
        throw Failure("\(archive) is damaged: \(entry.name) is not inside it")
      }
      ranges.append(data.startIndex..<data.endIndex)
      guard let content = entry.content(data) else {
        throw Failure("\(archive) is damaged: \(entry.name) cannot be unpacked")
      }
      files.append((entry.name, content))
    }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    for (range, next) in zip(ranges, ranges.dropFirst()) where range.upperBound > next.lowerBound {
      throw Failure("\(archive) is damaged: its files overlap")
    }
    return files
  }

  /// The directory at the end, which lists the files.
  private static func directory(
    _ bytes: [UInt8], _ archive: String
  ) throws(Failure) -> [ZipEntry] {
    let damaged = Failure("\(archive) is damaged: it has no zip directory")
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let earliest = max(0, bytes.count - 22 - 0xFFFF)
    guard
      let end = stride(from: bytes.count - 22, through: earliest, by: -1).first(where: {
        bytes[$0...].starts(with: signature)
      })
    else { throw damaged }
    var reader = LittleEndian(bytes[(end + 10)...])
    guard let count = reader.integer(2), let size = reader.integer(4),
      let start = reader.integer(4), start <= end, size <= end - start
    else { throw damaged }
    guard count <= mostFiles else {
      throw Failure(.limit, "\(archive) holds more than \(mostFiles) files")
    }
    reader = LittleEndian(bytes[start..<(start + size)])
    var names: Set<String> = []
    var entries: [ZipEntry] = []
    for _ in 0..<count {
      guard let entry = ZipEntry(&reader) else { throw damaged }
      guard names.insert(entry.name).inserted else {
        throw Failure("\(archive) is damaged: it holds \(entry.name) twice")
      }
      entries.append(entry)
    }
    return entries
  }

  /// An archive of `files`, uncompressed and without times: the same files give the same bytes.
  static func bytes(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in files {
      let common =
        little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
        + little(ZipEntry.checksum(content[...]), 4) + little(content.count, 4)
        + little(content.count, 4) + little(name.utf8.count, 2) + little(0, 2)
      directory += [0x50, 0x4B, 0x01, 0x02] + little(20, 2) + little(20, 2) + common
      directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
      directory += little(archive.count, 4) + Array(name.utf8)
      archive += [0x50, 0x4B, 0x03, 0x04] + little(20, 2) + common + Array(name.utf8) + content
    }
    let start = archive.count
    archive += directory
    archive += [0x50, 0x4B, 0x05, 0x06] + little(0, 2) + little(0, 2) + little(files.count, 2)
    archive += little(files.count, 2) + little(directory.count, 4) + little(start, 4)
    return archive + little(0, 2)
  }

  private static func little(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// What the directory says about one file.
private struct ZipEntry {
  let name: String
  /// Bytes of the file when it is unpacked.
  let size: Int
  private let flags: Int
  private let method: Int
  private let checksum: Int
  private let packedSize: Int
  private let start: Int

  init?(_ reader: inout LittleEndian) {
    guard reader.take(4) == [0x50, 0x4B, 0x01, 0x02], reader.take(4) != nil,
      let flags = reader.integer(2), let method = reader.integer(2), reader.take(4) != nil,
      let checksum = reader.integer(4), let packedSize = reader.integer(4),
      let size = reader.integer(4), let nameLength = reader.integer(2),
      let extraLength = reader.integer(2), let commentLength = reader.integer(2),
      reader.take(8) != nil, let start = reader.integer(4), let name = reader.take(nameLength),
      reader.take(extraLength) != nil, reader.take(commentLength) != nil,
      let text = String(validating: name, as: UTF8.self)
    else { return nil }
    self.name = text
    self.size = size
    self.flags = flags
    self.method = method
    self.checksum = checksum
    self.packedSize = packedSize
    self.start = start
  }

  /// The packed bytes, after the file's own header; nil if they are not within the archive.
  func data(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard start <= bytes.count else { return nil }
    var reader = LittleEndian(bytes[start...])
    guard reader.take(4) == [0x50, 0x4B, 0x03, 0x04], reader.take(22) != nil,
      let nameLength = reader.integer(2), let extraLength = reader.integer(2),
      reader.take(nameLength + extraLength) != nil
    else { return nil }
    return reader.take(packedSize)
  }

  /// The file, unpacked; nil if it is encrypted, packed in another way or damaged.
  func content(_ data: ArraySlice<UInt8>) -> [UInt8]? {
    let isEncrypted = flags & 1 != 0
    guard !isEncrypted else { return nil }
    let content: [UInt8]?
    switch method {
    case 0: content = data.count == size ? Array(data) : nil
    case 8: content = Self.inflated(data, size)
    default: content = nil
    }
    guard let content, Self.checksum(content[...]) == checksum else { return nil }
    return content
  }

  /// The `size` bytes that were deflated into all of `data`, or nil.
  private static func inflated(_ data: ArraySlice<UInt8>, _ size: Int) -> [UInt8]? {
    var stream = z_stream()
    let withoutHeader = Int32(-15)
    guard
      inflateInit2_(&stream, withoutHeader, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(data)
    // One more than promised, to notice what grows beyond it.
    var output = [UInt8](repeating: 0, count: size + 1)
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.avail_in == 0, stream.avail_out == 1 else { return nil }
    output.removeLast()
    return output
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { raw in
      Int(crc32_z(0, raw.baseAddress?.assumingMemoryBound(to: UInt8.self), raw.count))
    }
  }
}
