/// What a byte of an image is converted to.
package enum PixelScale: Sendable, Hashable {
  /// From 0 (black) to 1: byte / 255.
  case unit
  /// With the training set's mean 0 and deviation 1: (byte / 255 − mean) / deviation.
  case normalized
}

/// Mean and standard deviation of each channel, for pixels in [0, 1].
package struct Normalization: Sendable, Hashable {
  /// One mean per channel.
  package let mean: [Float]
  /// One standard deviation per channel.
  package let deviation: [Float]

  /// The same number of means and deviations, one per channel.
  package init(mean: [Float], deviation: [Float]) {
    self.mean = mean
    self.deviation = deviation
  }
}

/// The 256 values that a byte can become, for each channel and scale.
///
/// Dividing once here, not for every pixel of every batch, gives exactly the same floats.
struct PixelTables: Sendable {
  private let unit: [Float]
  private let normalized: [Float]

  init(_ normalization: Normalization) {
    let grey = (0..<256).map { Float($0) / 255 }
    unit = normalization.mean.flatMap { _ in grey }
    normalized = zip(normalization.mean, normalization.deviation).flatMap { mean, deviation in
      grey.map { ($0 - mean) / deviation }
    }
  }

  /// The table of `scale`: 256 floats per channel.
  subscript(scale: PixelScale) -> [Float] {
    switch scale {
    case .unit: unit
    case .normalized: normalized
    }
  }
}
