extension ImageSet {
  /// Writes the images at `indices` as numbers, `[indices.count, channels, height, width]`.
  ///
  /// `output` must have exactly that many elements. This is on the path of every training step.
  public func fill(
    _ output: UnsafeMutableBufferPointer<Float>, with indices: some Collection<Int>,
    scale: PixelScale
  ) throws(DataError) {
    try checkRoom(output.count, for: indices.count * imageSize)
    guard var target = output.baseAddress else { return }
    for index in indices {
      let start = try storedRow(index) * imageSize
      pixels.withUnsafeBufferPointer { pixels in
        guard let base = pixels.baseAddress else { return }
        convert(base + start, to: target, scale: scale)
      }
      target += imageSize
    }
  }

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
    _ output: UnsafeMutableBufferPointer<Int64>, with indices: some Collection<Int>
  ) throws(DataError) {
    try checkRoom(output.count, for: indices.count)
    for (position, index) in indices.enumerated() {
      output[position] = Int64(labels[try storedRow(index)])
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
        let table = tables + 256 * channel
        let (source, target) = (bytes + channel * area, output + channel * area)
        for position in 0..<area { target[position] = table[Int(source[position])] }
      }
    }
  }

  func checkRoom(_ room: Int, for needed: Int) throws(DataError) {
    guard room == needed else {
      throw DataError(.range, "room for \(room) elements, but the images have \(needed)")
    }
  }
}
