extension DataSource {
  /// Pictures whose class is where things are, never which things there are.
  static let shapes = DataSource(
    name: "shapes", summary: "where five things are, 32×32 colour, 20,000 + 5,000",
    remedy: "shapes is always available",
    standIn: Shapes.standIn,
    find: { _ in { seed throws(DataError) in try Shapes(seed: seed).dataSet() } })
}

/// Five things on a noisy ground, the same five in every picture, two in the upper half.
///
/// The other three are in the lower half. Which two are above is the class; there are ten such
/// pairs.
///
/// Each thing is entirely inside one of the 8×8 cells of the picture, in a random cell of its half
/// and at a random place in the cell. So for patches of 2, 4 or 8 pixels, the patches of a picture,
/// as a set without their places, say nothing about its class: a model that ignores position is
/// right one time in ten. A mirror image keeps its class, so that horizontal flips may be used in
/// training.
struct Shapes {
  static let side = 32
  static let normalization = Normalization(
    mean: [0.3587, 0.3485, 0.3428], deviation: [0.1284, 0.1076, 0.1067])
  static let cell = 8
  static let columns = side / cell

  /// The pairs of things, in the order of their class.
  static let pairs = Thing.allCases.indices.flatMap { first in
    ((first + 1)..<Thing.allCases.count).map { (first, $0) }
  }

  /// What a class is called: the two things above.
  static let classes = pairs.map { "\(Thing.allCases[$0.0])+\(Thing.allCases[$0.1])" }

  let seed: UInt64

  /// A set of this size, of which nothing is known.
  @Sendable static func standIn() -> DataSet {
    DataSet(standIn: "shapes", train: 20_000, test: 5_000) { count in
      ImageSet(
        standIns: count, channels: 3, height: side, width: side,
        classes: classes, normalization: normalization)
    }
  }

  /// The whole data set.
  func dataSet() throws(DataError) -> DataSet {
    DataSet(
      name: "shapes", train: try images(0..<20_000), test: try images(20_000..<25_000),
      source: "drawn by the program, seed \(seed)")
  }

  /// The pictures with some numbers; each depends on its number and the seed alone.
  func images(_ numbers: Range<Int>) throws(DataError) -> ImageSet {
    let (pixels, labels) = drawPictures(numbers, size: 3 * Self.side * Self.side, draw: draw)
    return try ImageSet(
      pixels: pixels, labels: labels, channels: 3, height: Self.side, width: Self.side,
      classes: Self.classes, normalization: Self.normalization)
  }

  /// Draws the picture of that number; returns its label.
  private func draw(_ number: Int, into output: UnsafeMutableBufferPointer<UInt8>) -> UInt8 {
    var random = SplitMix64(seed: seed, stream: UInt64(number))
    let label = random.index(below: Self.pairs.count)
    let above = Self.pairs[label]
    Self.drawGround(into: output, using: &random)
    // Cells are numbered row by row; the first two rows of cells are the upper half.
    var free = [Array(0..<(2 * Self.columns)), Array((2 * Self.columns)..<(4 * Self.columns))]
    for (index, thing) in Thing.allCases.enumerated() {
      let half = index == above.0 || index == above.1 ? 0 : 1
      let cell = free[half].remove(at: random.index(below: free[half].count))
      thing.draw(
        column: cell % Self.columns * Self.cell, row: cell / Self.columns * Self.cell,
        into: output, using: &random)
    }
    return UInt8(label)
  }

  /// Fills the picture with grey of some brightness and noise in each channel.
  private static func drawGround(
    into output: UnsafeMutableBufferPointer<UInt8>, using random: inout SplitMix64
  ) {
    let brightness = 40 + random.index(below: 60)
    var bits: UInt64 = 0
    for position in output.indices {
      if position % 8 == 0 { bits = random.next() }
      output[position] = UInt8(brightness + Int(bits & 0x1f))
      bits >>= 8
    }
  }

  /// The five things.
  enum Thing: CaseIterable {
    case disc, square, triangle, cross, ring

    var colour: SIMD3<Float> {
      switch self {
      case .disc: SIMD3(205, 60, 60)
      case .square: SIMD3(60, 180, 75)
      case .triangle: SIMD3(70, 100, 215)
      case .cross: SIMD3(215, 190, 60)
      case .ring: SIMD3(185, 75, 190)
      }
    }

    /// How far a point is inside the outline of the thing of half-width `r`, in pixels.
    private func depth(_ x: Float, _ y: Float, _ r: Float) -> Float {
      let (ax, ay) = (abs(x), abs(y))
      let distance = (x * x + y * y).squareRoot()
      return switch self {
      case .disc: r - distance
      case .square: 0.9 * r - max(ax, ay)
      case .triangle: min(0.8 * r - y, (y + r - 1.9 * ax) * 0.466)
      case .cross: max(min(r - ax, 0.35 * r - ay), min(r - ay, 0.35 * r - ax))
      case .ring: 0.7 - abs(distance - r + 0.7)
      }
    }

    /// Draws the thing somewhere inside the cell whose corner is at `column`, `row`.
    func draw(
      column: Int, row: Int, into output: UnsafeMutableBufferPointer<UInt8>,
      using random: inout SplitMix64
    ) {
      let r = random.uniform(2.4, 3.3)
      let room = Float(cell) / 2 - 0.5 - r
      let centre = SIMD2(random.uniform(-room, room), random.uniform(-room, room)) + Float(cell) / 2
      let tint = SIMD3(random.uniform(-35, 35), random.uniform(-35, 35), random.uniform(-35, 35))
      let paint = colour + tint
      for y in 0..<cell {
        for x in 0..<cell {
          let inside = depth(Float(x) + 0.5 - centre.x, Float(y) + 0.5 - centre.y, r)
          let cover = max(0, min(1, inside + 0.5))
          for channel in 0..<3 {
            let position = (channel * side + row + y) * side + column + x
            let ground = Float(output[position])
            output[position] = UInt8(ground + (paint[channel] - ground) * cover + 0.5)
          }
        }
      }
    }
  }
}
