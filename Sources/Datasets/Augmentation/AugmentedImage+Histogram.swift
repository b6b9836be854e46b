extension AugmentedImage {
  /// Keeps the highest `bits` bits of each byte.
  mutating func posterize(bits: Int) {
    let kept = UInt8(truncatingIfNeeded: 0xff << (8 - max(0, min(8, bits))))
    mapChannels { _ in (0...255).map { $0 & kept } }
  }

  /// Inverts the bytes that are at least `threshold`.
  mutating func solarize(threshold: Float) {
    mapChannels { _ in (0...255).map { Float($0) < threshold ? $0 : 255 - $0 } }
  }

  /// Stretches each channel, so that its darkest byte becomes 0 and its brightest 255.
  mutating func autoContrast() {
    mapChannels { channel in
      guard let low = channel.min(), let high = channel.max(), low < high else { return nil }
      let scale = 255 / Double(high - low)
      let offset = -Double(low) * scale
      return (0...255).map { UInt8(max(0, min(255, Double($0) * scale + offset))) }
    }
  }

  /// Spreads each channel's bytes, so that all brightnesses are about equally common.
  mutating func equalize() {
    mapChannels { channel in
      var counts = [Int](repeating: 0, count: 256)
      for byte in channel { counts[Int(byte)] += 1 }
      let brightest = counts.last { $0 > 0 } ?? 0
      let step = (channel.count - brightest) / 255
      guard step > 0 else { return nil }
      var below = step / 2
      return counts.map { count in
        defer { below += count }
        return UInt8(min(255, below / step))
      }
    }
  }
}
