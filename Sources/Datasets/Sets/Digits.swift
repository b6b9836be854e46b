extension DataSource {
  /// Digits that the program draws itself: no files, no network.
  static let digits = DataSource(
    name: "digits", summary: "digits drawn by the program, 28×28 grey, 60,000 + 10,000",
    remedy: "digits is always available",
    standIn: DrawnDigits.standIn,
    find: { _ in { seed throws(DataError) in try DrawnDigits(seed: seed).dataSet() } })
}

/// Draws digits: strokes of a hand, jittered, slanted and bent, drawn with a round pen.
struct DrawnDigits {
  static let side = 28
  static let normalization = Normalization(mean: [0.0977], deviation: [0.2533])

  let seed: UInt64

  /// A set of this size, of which nothing is known.
  @Sendable static func standIn() -> DataSet {
    DataSet(standIn: "digits", train: 60_000, test: 10_000) { count in
      ImageSet(
        standIns: count, channels: 1, height: side, width: side,
        classes: (0...9).map(String.init), normalization: normalization)
    }
  }

  /// The whole data set, as large as MNIST.
  func dataSet() throws(DataError) -> DataSet {
    DataSet(
      name: "digits", train: try images(0..<60_000), test: try images(60_000..<70_000),
      source: "drawn by the program, seed \(seed)")
  }

  /// The pictures with some numbers; each depends on its number and the seed alone.
  func images(_ numbers: Range<Int>) throws(DataError) -> ImageSet {
    let (pixels, labels) = drawPictures(numbers, size: Self.side * Self.side, draw: draw)
    return try ImageSet(
      pixels: pixels, labels: labels, channels: 1, height: Self.side, width: Self.side,
      classes: (0...9).map(String.init), normalization: Self.normalization)
  }

  /// Draws the picture of that number; returns its label.
  private func draw(_ number: Int, into output: UnsafeMutableBufferPointer<UInt8>) -> UInt8 {
    var random = SplitMix64(seed: seed, stream: UInt64(number))
    let digit = random.index(below: 10)
    let hands = DigitGlyphs.all[digit]
    let glyph = hands[random.index(below: hands.count)]
    let hand = Hand(using: &random)
    let radius = random.uniform(0.75, 1.6)
    let ink = random.uniform(190, 255)
    var canvas = InkCanvas(side: Self.side)
    for stroke in glyph {
      let wobbly = stroke.moved { point in
        hand.place(point + SIMD2(random.bell(), random.bell()) * Hand.wobble)
      }
      wobbly.trace { canvas.line(from: $0, to: $1, reach: radius + 0.5) }
    }
    canvas.develop(radius: radius, ink: ink, into: output)
    return UInt8(digit)
  }
}

/// One way of placing a glyph on the paper: rotated, slanted, scaled, bent and shifted.
private struct Hand {
  /// Deviation of a stroke's points, in glyph units.
  static let wobble: Float = 0.6

  private let x: SIMD2<Float>
  private let y: SIMD2<Float>
  private let shift: SIMD2<Float>
  /// Displacements at the corners and the middle of the paper, in glyph units.
  private let bend: (SIMD2<Float>, SIMD2<Float>, SIMD2<Float>, SIMD2<Float>, SIMD2<Float>)

  init(using random: inout SplitMix64) {
    // A rotation by the angle whose half has the tangent t, without sine and cosine.
    let t = random.bell() * 0.07
    let (cosine, sine) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
    let slant = random.bell() * 0.21
    let width = random.uniform(0.6, 1.05)
    let height = random.uniform(0.75, 1.08)
    x = SIMD2(cosine, sine) * width
    y = (SIMD2(-sine, cosine) - SIMD2(cosine, sine) * slant) * height
    shift = SIMD2(random.bell(), random.bell()) * 1.1 + 14
    func corner() -> SIMD2<Float> { SIMD2(random.bell(), random.bell()) * 1.4 }
    bend = (corner(), corner(), corner(), corner(), corner())
  }

  /// Where on the paper (in pixels) a point of the glyph ends up.
  func place(_ point: SIMD2<Float>) -> SIMD2<Float> {
    let u = (point - 10) * 0.1
    let (left, right, top, bottom) = (1 - u.x, 1 + u.x, 1 - u.y, 1 + u.y)
    let upper = bend.0 * left + bend.1 * right
    let lower = bend.2 * left + bend.3 * right
    let middle = bend.4 * ((1 - u.x * u.x) * (1 - u.y * u.y))
    let bent = point - 10 + (upper * top + lower * bottom) * 0.25 + middle
    return x * bent.x + y * bent.y + shift
  }
}
