import Testing

@testable import Datasets

@Suite struct SolidsTests {
  @Test func theSameSeedDrawsTheSameBytesEverywhere() throws {
    let drawn = try [0, 1].map { fingerprint(try Solids(seed: $0).images(0..<100)) }
    #expect(drawn == [3_452_282_243_790_904_381, 13_915_379_655_780_355_824])
  }

  @Test func aCloudDoesNotDependOnThoseBeforeIt() throws {
    let all = try Solids(seed: 0).images(0..<10)
    let some = try Solids(seed: 0).images(6..<8)
    #expect(Array(all.pixels[(6 * 384)..<(8 * 384)]) == some.pixels)
    #expect(Array(all.labels[6..<8]) == some.labels)
  }

  @Test func meanAndDeviationAreTheStatedOnes() throws {
    #expect(hasStatedNormalization(try Solids(seed: 0).images(0..<4000)))
  }

  /// The equation of each surface holds for its points, and their mean is near the origin.
  @Test func pointsLieOnTheirSurface() {
    for solid in Solids.Solid.allCases {
      var random = SplitMix64(seed: 3)
      var sum = SIMD3<Float>()
      for _ in 0..<4000 {
        let p = solid.point(using: &random)
        let around = (p.x * p.x + p.y * p.y).squareRoot()
        let distance =
          switch solid {
          case .sphere: (p * p).sum().squareRoot() - 1
          case .cube: max(abs(p.x), abs(p.y), abs(p.z)) - 1
          case .cylinder: max(abs(around - 1), abs(p.z) - 1)
          case .cone: 2 * around + p.z - 4.0 / 3
          case .torus: ((around - 1) * (around - 1) + p.z * p.z).squareRoot() - 0.4
          }
        #expect(abs(distance) < 1e-5, "\(solid) \(p)")
        sum += p
      }
      #expect((sum * sum).sum().squareRoot() / 4000 < 0.05, "\(solid)")
    }
  }

  /// Rotations keep lengths and angles, and no axis is preferred.
  @Test func turnsAreRotations() {
    var random = SplitMix64(seed: 5)
    var sum = SIMD3<Float>()
    for _ in 0..<2000 {
      let turn = Rotation(using: &random)
      let x = turn.applied(to: [1, 0, 0])
      let y = turn.applied(to: [0, 1, 0])
      let z = turn.applied(to: [0, 0, 1])
      let cross = SIMD3(x.y * y.z - x.z * y.y, x.z * y.x - x.x * y.z, x.x * y.y - x.y * y.x)
      #expect(((cross - z) * (cross - z)).sum() < 1e-10)
      #expect(abs((x * y).sum()) < 1e-5 && abs((x * x).sum() - 1) < 1e-5)
      sum += x + y + z
    }
    #expect((sum * sum).sum().squareRoot() / 6000 < 0.05)
  }
}
