extension DataSource {
  /// Signals of forty numbers each: the digits, seen from the side.
  static let mnist1d = DataSource(
    name: "mnist1d", summary: "digits as signals of 40 numbers, 4,000 + 1,000",
    remedy: "mnist1d is always available",
    standIn: MNIST1D.standIn,
    find: { _ in { seed throws(DataError) in try MNIST1D(seed: seed).dataSet() } })
}

/// MNIST-1D (Greydanus and Kobak, "Scaling down deep learning with MNIST-1D").
///
/// Ten templates of twelve numbers are padded, stretched, scaled, moved, put into noise, sheared,
/// and sampled at forty positions. The sizes of all these are the published ones; the random
/// numbers are our own.
struct MNIST1D {
  static let length = 40
  static let normalization = Normalization(mean: [0.4961], deviation: [0.1033])
  /// Signals are between −0.75 and 0.75, which become the bytes 0 and 255.
  static let reach: Float = 0.75

  let seed: UInt64

  /// A set of this size, of which nothing is known.
  @Sendable static func standIn() -> DataSet {
    DataSet(standIn: "mnist1d", train: 4000, test: 1000) { count in
      ImageSet(
        standIns: count, channels: 1, height: 1, width: length,
        classes: (0...9).map(String.init), normalization: normalization)
    }
  }

  /// The whole data set, as large as the published one.
  func dataSet() throws(DataError) -> DataSet {
    DataSet(
      name: "mnist1d", train: try images(0..<4000), test: try images(4000..<5000),
      source: "drawn by the program, seed \(seed)")
  }

  /// The signals with some numbers; each depends on its number and the seed alone.
  func images(_ numbers: Range<Int>) throws(DataError) -> ImageSet {
    let (pixels, labels) = drawPictures(numbers, size: Self.length) { number, output in
      var random = SplitMix64(seed: seed, stream: UInt64(number))
      let digit = random.index(below: 10)
      let signal = Self.signal(of: Self.templates[digit], using: &random)
      for (place, value) in signal.enumerated() {
        let unit = max(0, min(1, (value / Self.reach + 1) / 2))
        output[place] = UInt8(unit * 255 + 0.5)
      }
      return UInt8(digit)
    }
    return try ImageSet(
      pixels: pixels, labels: labels, channels: 1, height: 1, width: Self.length,
      classes: (0...9).map(String.init), normalization: Self.normalization)
  }

  /// One of a template's many signals.
  private static func signal(
    of template: [Float], using random: inout SplitMix64
  ) -> [Float] {
    let padding = 36 + random.index(below: 25)
    var signal = sampled(template + [Float](repeating: 0, count: padding), at: 72)
    let stays = sampled(
      [Float](repeating: 1, count: template.count) + [Float](repeating: 0, count: padding), at: 72)
    let scale = 1 + 0.4 * (random.unit() - 0.5)
    let shift = random.index(below: 48)
    let noise = smoothed((0..<72).map { _ in 0.25 * random.bell() })
    let slope = 0.75 * (random.unit() - 0.5)
    signal = (0..<72).map { place in
      let origin = (place + 72 - shift) % 72
      // The signal where the digit is, smooth noise where it is not, a little noise everywhere.
      let value = stays[origin] > 0 ? scale * signal[origin] : noise[place]
      return value + 0.02 * random.bell() - slope * (Float(place) / 71 - 0.5)
    }
    return sampled(signal, at: length)
  }

  /// The values at evenly spaced positions, both ends included, interpolated linearly.
  private static func sampled(_ signal: [Float], at count: Int) -> [Float] {
    (0..<count).map { index in
      let place = Float(index * (signal.count - 1)) / Float(count - 1)
      let left = min(Int(place), signal.count - 2)
      let part = place - Float(left)
      return signal[left] + part * (signal[left + 1] - signal[left])
    }
  }

  /// A Gaussian filter of deviation 2, cut off at 8, with the signal mirrored at its ends.
  private static func smoothed(_ signal: [Float]) -> [Float] {
    let total = gaussian[0] + 2 * gaussian[1...].reduce(0, +)
    return signal.indices.map { place in
      let sum = (-8...8).reduce(into: Float(0)) { sum, offset in
        var source = place + offset
        if source < 0 { source = -1 - source }
        if source >= signal.count { source = 2 * signal.count - 1 - source }
        sum += gaussian[abs(offset)] * signal[source]
      }
      return sum / total
    }
  }

  /// exp(−i² / 8), written out: `exp` may differ from processor to processor.
  private static let gaussian: [Float] = [
    1, 0.8824969, 0.60653066, 0.32465247, 0.13533528, 0.043936934, 0.011108997, 0.0021874911,
    0.00033546263,
  ]

  /// The templates, with deviation 1/6 and beginning at 0.
  static let templates: [[Float]] = outlines.map { outline in
    let count = Float(outline.count)
    let mean = outline.reduce(0, +) / count
    let variance = outline.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return outline.map { ($0 - outline[0]) / (6 * variance.squareRoot()) }
  }

  /// How the ten digits look from the side, drawn from top to bottom.
  private static let outlines: [[Float]] = [
    [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5],
    [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
    [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5],
    [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
    [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5],
    [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
    [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5],
    [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
  ]
}
