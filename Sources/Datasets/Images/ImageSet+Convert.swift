extension ImageSet {
  /// Converts one image's bytes to numbers, channel by channel.
  func convert(
    _ bytes: UnsafePointer<UInt8>, to output: UnsafeMutablePointer<Float>, scale: PixelScale
  ) {
    let area = height * width
    tables[scale].withUnsafeBufferPointer { tables in
      guard let tables = tables.baseAddress else { return }
      for channel in 0..<channels {
        Self.look(
          up: UnsafeRawPointer(bytes + channel * area), count: area,
          in: tables + 256 * channel, to: UnsafeMutableRawPointer(output + channel * area))
      }
    }
  }

  /// Writes the table's float for each byte, eight at a time.
  ///
  /// Most of a digit's bytes are black, so eight of these become one store.
  private static func look(
    up source: UnsafeRawPointer, count: Int, in table: UnsafePointer<Float>,
    to target: UnsafeMutableRawPointer
  ) {
    var position = 0
    while position + 8 <= count {
      let word = source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let floats: SIMD8<Float>
      if word == 0 {
        floats = SIMD8(repeating: table[0])
      } else {
        floats = SIMD8(
          table[Int(word & 0xff)], table[Int(word >> 8 & 0xff)], table[Int(word >> 16 & 0xff)],
          table[Int(word >> 24 & 0xff)], table[Int(word >> 32 & 0xff)],
          table[Int(word >> 40 & 0xff)], table[Int(word >> 48 & 0xff)], table[Int(word >> 56)])
      }
      target.storeBytes(of: floats, toByteOffset: 4 * position, as: SIMD8<Float>.self)
      position += 8
    }
    while position < count {
      let byte = source.load(fromByteOffset: position, as: UInt8.self)
      target.storeBytes(of: table[Int(byte)], toByteOffset: 4 * position, as: Float.self)
      position += 1
    }
  }
}
