extension AugmentedImage {
  /// The picture scaled to another size: bilinear, with antialiasing when shrinking.
  ///
  /// Rows first, then columns, each rounded to bytes, as Pillow does.
  func resized(height newHeight: Int, width newWidth: Int) -> AugmentedImage {
    var picture = self
    if newWidth != width {
      let weights = ResizeWeights(from: width, to: newWidth)
      picture = AugmentedImage(
        channels: channels, height: height, width: newWidth,
        bytes: weights.apply(
          to: picture.bytes, lines: channels * height, lineStride: (width, newWidth), step: 1))
    }
    if newHeight != height {
      let weights = ResizeWeights(from: height, to: newHeight)
      var bytes = [UInt8]()
      bytes.reserveCapacity(channels * newHeight * newWidth)
      for channel in 0..<channels {
        let plane = Array(picture.bytes[(channel * height * newWidth)...].prefix(height * newWidth))
        bytes += weights.apply(
          to: plane, lines: newWidth, lineStride: (1, 1), step: newWidth)
      }
      picture = AugmentedImage(channels: channels, height: newHeight, width: newWidth, bytes: bytes)
    }
    return picture
  }
}

/// For each position of a resized line, the positions of the old line it is made of, weighted.
///
/// The weights are a triangle, two old or two new positions wide, whichever is more; stored as
/// fixed-point numbers with 22 bits after the point.
struct ResizeWeights {
  private static let one = 1 << 22
  private let firsts: [Int]
  private let weights: [[Int]]

  init(from old: Int, to new: Int) {
    let scale = Double(old) / Double(new)
    let reach = max(scale, 1)
    var (firsts, weights) = ([Int](), [[Int]]())
    for place in 0..<new {
      let centre = (Double(place) + 0.5) * scale
      let first = max(0, Int(centre - reach + 0.5))
      let end = min(old, Int(centre + reach + 0.5))
      let triangle = (first..<end).map { max(0, 1 - abs((Double($0) - centre + 0.5) / reach)) }
      let total = triangle.reduce(0, +)
      firsts.append(first)
      weights.append(triangle.map { Int($0 / total * Double(Self.one) + 0.5) })
    }
    self.firsts = firsts
    self.weights = weights
  }

  /// Resizes `lines` lines that start every `lineStride.old` bytes and advance in steps of `step`.
  func apply(
    to bytes: [UInt8], lines: Int, lineStride: (old: Int, new: Int), step: Int
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: lines * firsts.count) { output, count in
      for (place, (first, weights)) in zip(firsts, weights).enumerated() {
        for line in 0..<lines {
          var sum = Self.one / 2
          var source = line * lineStride.old + first * step
          for weight in weights {
            sum += weight * Int(bytes[source])
            source += step
          }
          output[line * lineStride.new + place * step] = UInt8(max(0, min(255, sum / Self.one)))
        }
      }
      count = lines * firsts.count
    }
  }
}
