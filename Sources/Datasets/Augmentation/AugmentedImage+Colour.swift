extension AugmentedImage {
  /// Towards black, or away from it: `factor` 0 is black, 1 the picture itself.
  mutating func adjustBrightness(_ factor: Float) {
    mapChannels { _ in Self.blends(of: 0, factor) }
  }

  /// Towards a grey picture, or away from it.
  mutating func adjustColor(_ factor: Float) {
    guard channels == 3 else { return }
    let area = area
    for position in 0..<area {
      let grey = grey(at: position)
      for channel in 0..<channels {
        let place = channel * area + position
        bytes[place] = Self.blend(grey, bytes[place], factor)
      }
    }
  }

  /// Towards a uniform grey of the picture's mean brightness, or away from it.
  mutating func adjustContrast(_ factor: Float) {
    let sum = (0..<area).reduce(0) { $0 + Int(grey(at: $1)) }
    let mean = UInt8(Double(sum) / Double(max(1, area)) + 0.5)
    mapChannels { _ in Self.blends(of: mean, factor) }
  }

  /// Towards a blurred picture, or away from it; the outermost pixels stay.
  ///
  /// The blur gives a pixel the weight 5 and each of its eight neighbours 1, of 13.
  mutating func adjustSharpness(_ factor: Float) {
    guard height > 2, width > 2 else { return }
    let (old, area, width) = (bytes, area, width)
    for channel in 0..<channels {
      for row in 1..<(height - 1) {
        for column in 1..<(width - 1) {
          let place = channel * area + row * width + column
          var sum = 4 * Int(old[place])
          for line in [place - width, place, place + width] {
            sum += Int(old[line - 1]) + Int(old[line]) + Int(old[line + 1])
          }
          bytes[place] = Self.blend(UInt8((2 * sum + 13) / 26), old[place], factor)
        }
      }
    }
  }

  /// The brightness of a pixel (ITU-R 601-2), rounded, from weights of 16 bits.
  private func grey(at position: Int) -> UInt8 {
    guard channels == 3 else { return bytes[position] }
    let red = 19_595 * Int(bytes[position])
    let green = 38_470 * Int(bytes[area + position])
    let blue = 7_471 * Int(bytes[2 * area + position])
    return UInt8((red + green + blue + 0x8000) >> 16)
  }

  /// From `a` (factor 0) to `b` (factor 1), or beyond; truncated, not rounded.
  private static func blend(_ a: UInt8, _ b: UInt8, _ factor: Float) -> UInt8 {
    UInt8(max(0, min(255, Float(a) + factor * (Float(b) - Float(a)))))
  }

  private static func blends(of a: UInt8, _ factor: Float) -> [UInt8] {
    (0...255).map { blend(a, $0, factor) }
  }
}
