import Kernels
import Tensors

extension ImageSet {
  /// Writes the images at `indices` as numbers, `[indices.count, channels, height, width]`.
  ///
  /// `output` must have exactly that many elements. This is on the path of every training step.
  public func fill(
    _ output: UnsafeMutableBufferPointer<Float>, with indices: some Collection<Int>,
    scale: PixelScale
  ) throws(DataError) {
    try checkRoom(output.count, for: indices.count * imageSize)
    guard let target = output.baseAddress else { return }
    var starts: [Int] = []
    starts.reserveCapacity(indices.count)
    for index in indices { starts.append(try storedRow(index) * imageSize) }
    pixels.withUnsafeBufferPointer { pixels in
      guard let base = pixels.baseAddress else { return }
      WorkerPool.shared.run(over: starts.count, grain: max(1, 16_384 / max(imageSize, 1))) {
        for position in $0 {
          // Images in random order are far apart: each is asked for while others are converted.
          let later = position + Self.imagesAhead
          if later < starts.count { lab_ask_for(base + starts[later], imageSize) }
          convert(base + starts[position], to: target + position * imageSize, scale: scale)
        }
      }
    }
  }

  private static let imagesAhead = 2

  /// Writes the bytes of the image at `index`, `[channels, height, width]`.
  public func copyBytes(
    of index: Int, to output: UnsafeMutableBufferPointer<UInt8>
  ) throws(DataError) {
    try checkRoom(output.count, for: imageSize)
    let start = try storedRow(index) * imageSize
    _ = output.update(fromContentsOf: pixels[start..<(start + imageSize)])
  }

  /// Writes the labels of the images at `indices`; `output` must have as many elements.
  public func fillLabels(
    _ output: UnsafeMutableBufferPointer<Int>, with indices: some Collection<Int>
  ) throws(DataError) {
    try checkRoom(output.count, for: indices.count)
    for (position, index) in indices.enumerated() {
      output[position] = Int(labels[try storedRow(index)])
    }
  }

  /// One image of bytes as numbers, channel by channel.
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

  /// Writes the table's float for each byte, eight at a time; most of a digit's bytes are black,
  /// so eight of these become one store.
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

  func checkRoom(_ room: Int, for needed: Int) throws(DataError) {
    guard room == needed else {
      throw DataError(.range, "room for \(room) elements, but the images have \(needed)")
    }
  }
}
