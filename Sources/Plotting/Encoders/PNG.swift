/// A picture as a PNG file; what is missing in it is transparent.
enum PNG {
  /// Uncompressed unless `isPacked`, so that the same pixels are the same bytes everywhere.
  static func encode(_ bitmap: Bitmap, isPacked: Bool = false) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let colourType: UInt8 = (bitmap.isColour ? 2 : 0) + (bitmap.missing.isEmpty ? 0 : 4)
    let lines = scanlines(bitmap)
    chunk(
      "IHDR", bigEndian(bitmap.width) + bigEndian(bitmap.height) + [8, colourType, 0, 0, 0], &file)
    chunk("IDAT", (isPacked ? Deflate.zlib(lines) : nil) ?? stored(lines), &file)
    chunk("IEND", [], &file)
    return file
  }

  private static func scanlines(_ bitmap: Bitmap) -> [UInt8] {
    let channels = bitmap.isColour ? 3 : 1
    let size = bitmap.width * channels
    var result: [UInt8] = []
    result.reserveCapacity((size + bitmap.width + 1) * bitmap.height)
    for y in 0..<bitmap.height {
      result.append(0)  // no filter
      let row = bitmap.bytes[y * size..<(y + 1) * size]
      if bitmap.missing.isEmpty {
        result += row
        continue
      }
      for x in 0..<bitmap.width {
        result += row[row.startIndex + x * channels..<row.startIndex + (x + 1) * channels]
        result.append(bitmap.isMissing(x, y) ? 0 : 255)
      }
    }
    return result
  }

  /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let count = min(bytes.count - start, 65_535)
      let isLast = start + count == bytes.count
      result += [isLast ? 1 : 0, UInt8(count & 255), UInt8(count >> 8)]
      result += [UInt8(~count & 255), UInt8(~count >> 8 & 255)]
      result += bytes[start..<start + count]
      start += count
    } while start < bytes.count
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return result + bigEndian(Int(b << 16 | a))
  }

  private static func chunk(_ name: String, _ data: [UInt8], _ file: inout [UInt8]) {
    let body = Array(name.utf8) + data
    file += bigEndian(data.count) + body + bigEndian(Int(checksum(body)))
  }

  /// CRC-32 as the PNG specification defines it, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

/// Base64 (RFC 4648), for data embedded in a page.
func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  result.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = group.reduce(0) { $0 << 8 | UInt32($1) }
    bits <<= 8 * UInt32(3 - group.count)
    for place in 0..<4 {
      let index = Int(bits >> UInt32(18 - 6 * place) & 63)
      result.append(place <= group.count ? alphabet[index] : UInt8(ascii: "="))
    }
  }
  return String(decoding: result, as: UTF8.self)
}
