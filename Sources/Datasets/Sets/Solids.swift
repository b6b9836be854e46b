extension DataSource {
  /// Points on the surfaces of solids.
  static let solids = DataSource(
    name: "solids", summary: "128 points on the surface of a solid, 4,000 + 1,000",
    remedy: "solids is always available",
    standIn: Solids.standIn,
    find: { _ in { seed throws(DataError) in try Solids(seed: seed).dataSet() } })
}

/// Clouds of points on five solids of about unit size, each rotated, scaled and jittered randomly.
///
/// A cloud is a picture of 3 channels (x, y and z), 1 row and a column for each point; coordinates
/// from −2.25 to 2.25 become bytes.
struct Solids {
  static let points = 128
  static let normalization = Normalization(
    mean: [0.5, 0.5, 0.5], deviation: [0.1406, 0.1408, 0.1406])
  static let reach: Float = 2.25

  let seed: UInt64

  /// A set of this size, of which nothing is known.
  @Sendable static func standIn() -> DataSet {
    DataSet(standIn: "solids", train: 4000, test: 1000) { count in
      ImageSet(
        standIns: count, channels: 3, height: 1, width: points,
        classes: Solid.allCases.map { "\($0)" }, normalization: normalization)
    }
  }

  /// The whole data set.
  func dataSet() throws(DataError) -> DataSet {
    DataSet(
      name: "solids", train: try images(0..<4000), test: try images(4000..<5000),
      source: "drawn by the program, seed \(seed)")
  }

  /// The clouds with some numbers; each depends on its number and the seed alone.
  func images(_ numbers: Range<Int>) throws(DataError) -> ImageSet {
    let (pixels, labels) = drawPictures(numbers, size: 3 * Self.points, draw: draw)
    return try ImageSet(
      pixels: pixels, labels: labels, channels: 3, height: 1, width: Self.points,
      classes: Solid.allCases.map { "\($0)" }, normalization: Self.normalization)
  }

  /// Draws the cloud of that number; returns its label.
  private func draw(_ number: Int, into output: UnsafeMutableBufferPointer<UInt8>) -> UInt8 {
    var random = SplitMix64(seed: seed, stream: UInt64(number))
    let label = random.index(below: Solid.allCases.count)
    let turn = Rotation(using: &random)
    let scale = random.uniform(0.8, 1.2)
    for point in 0..<Self.points {
      let place = turn.applied(to: Solid.allCases[label].point(using: &random)) * scale
      let shaken = place + 0.03 * SIMD3(random.bell(), random.bell(), random.bell())
      for axis in 0..<3 {
        let unit = max(0, min(1, (shaken[axis] / Self.reach + 1) / 2))
        output[axis * Self.points + point] = UInt8(unit * 255 + 0.5)
      }
    }
    return UInt8(label)
  }

  /// The five solids; the cylinder and the cone are open.
  enum Solid: CaseIterable {
    case sphere, cube, cylinder, cone, torus

    /// A random point of its surface; the mean of all its points is the origin.
    func point(using random: inout SplitMix64) -> SIMD3<Float> {
      switch self {
      case .sphere: return unitVector(using: &random)
      case .cube:
        var point = SIMD3(
          random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1))
        let side = random.index(below: 6)
        point[side % 3] = side < 3 ? -1 : 1
        return point
      case .cylinder:
        let edge = unitVector(using: &random) as SIMD2
        return SIMD3(edge.x, edge.y, random.uniform(-1, 1))
      case .cone:
        let edge = unitVector(using: &random) as SIMD2
        let radius = random.unit().squareRoot()
        return SIMD3(edge.x * radius, edge.y * radius, 4.0 / 3 - 2 * radius)
      case .torus:
        let (ring, tube) = (
          unitVector(using: &random) as SIMD2, unitVector(using: &random) as SIMD2
        )
        let radius = 1 + 0.4 * tube.x
        return SIMD3(ring.x * radius, ring.y * radius, 0.4 * tube.y)
      }
    }
  }
}
