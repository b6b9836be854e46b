import Kernels
import Tensors

extension ImageSet {
  /// Writes the images at `indices` as numbers, `[indices.count, channels, height, width]`, and their
  /// labels where those are wanted.
  ///
  /// `output` must have exactly that many elements, `labels` one for each image. This is on the path
  /// of every training step.
  public func fill(
    _ output: UnsafeMutableBufferPointer<Float>,
    labels wanted: UnsafeMutableBufferPointer<Int>? = nil, with indices: some Collection<Int>,
    scale: PixelScale
  ) throws(DataError) {
    let indices = Array(indices)
    try checkRoom(output.count, for: indices.count * imageSize)
    if let wanted { try checkRoom(wanted.count, for: indices.count) }
    for index in indices { try check(index) }
    guard let target = output.baseAddress else { return }
    withStoredRows { row in
      pixels.withUnsafeBufferPointer { pixels in
        labels.withUnsafeBufferPointer { labels in
          guard let base = pixels.baseAddress else { return }
          WorkerPool.shared.run(over: indices.count, grain: max(1, 16_384 / max(imageSize, 1))) {
            for position in $0 {
              // Images in random order are far apart: each is asked for while others are converted.
              let later = position + Self.imagesAhead
              if later < indices.count {
                lab_ask_for(base + row(indices[later]) * imageSize, imageSize)
              }
              let own = row(indices[position])
              convert(base + own * imageSize, to: target + position * imageSize, scale: scale)
              wanted?[position] = Int(labels[own])
            }
          }
        }
      }
    }
  }

  /// Calls `body` with what gives the stored row of a position, which must be one of the set.
  private func withStoredRows(_ body: ((Int) -> Int) -> Void) {
    switch rows {
    case .range(let range): body { range.lowerBound + $0 }
    case .list(let list): list.withUnsafeBufferPointer { list in body { Int(list[$0]) } }
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
