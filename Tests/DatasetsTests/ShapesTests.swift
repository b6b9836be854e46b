import Testing

@testable import Datasets

@Suite struct ShapesTests {
  @Test func theSameSeedDrawsTheSameBytesEverywhere() throws {
    let drawn = try [0, 1].map { fingerprint(try Shapes(seed: $0).images(0..<100)) }
    #expect(drawn == [12_422_259_536_897_170_614, 10_639_905_792_239_144_846])
  }

  @Test func aPictureDoesNotDependOnThoseBeforeIt() throws {
    let all = try Shapes(seed: 0).images(0..<10)
    let some = try Shapes(seed: 0).images(6..<8)
    #expect(Array(all.pixels[(6 * 3072)..<(8 * 3072)]) == some.pixels)
    #expect(Array(all.labels[6..<8]) == some.labels)
  }

  @Test func meanAndDeviationAreTheStatedOnes() throws {
    #expect(hasStatedNormalization(try Shapes(seed: 0).images(0..<2000)))
  }

  /// The thing in each cell of a picture, found by the most colourful of the cell's pixels.
  private func things(_ set: ImageSet, _ row: Int) -> [Shapes.Thing?] {
    func spread(_ colour: SIMD3<Float>) -> Float { colour.max() - colour.min() }
    return (0..<16).map { cell in
      let colours = (0..<64).map { place in
        let (y, x) = (cell / 4 * 8 + place / 8, cell % 4 * 8 + place % 8)
        return SIMD3((0..<3).map { Float(set.pixels[row * 3072 + ($0 * 32 + y) * 32 + x]) })
      }
      guard let most = colours.max(by: { spread($0) < spread($1) }), spread(most) > 36 else {
        return nil  // Noise alone has at most 31.
      }
      func distance(_ thing: Shapes.Thing) -> Float {
        let difference = most - thing.colour
        return (difference * difference).sum()
      }
      return Shapes.Thing.allCases.min { distance($0) < distance($1) }
    }
  }

  /// All five, always, each in its own cell, and only their positions tell the class.
  ///
  /// The two above make the class, and all cells of a half are equally likely.
  @Test func onlyPlacesTellTheClass() throws {
    let set = try Shapes(seed: 0).images(0..<1000)
    var occupied = [Int](repeating: 0, count: 16)
    for row in 0..<set.count {
      let found = things(set, row)
      let all = Shapes.Thing.allCases
      #expect(Set(found.compactMap(\.self)).count == 5 && found.compactMap(\.self).count == 5)
      let pair = Shapes.pairs[Int(set.labels[row])]
      #expect(Set(found[..<8].compactMap(\.self)) == [all[pair.0], all[pair.1]])
      for cell in found.indices where found[cell] != nil { occupied[cell] += 1 }
    }
    #expect(occupied[..<8].allSatisfy { abs($0 - 250) < 50 }, "\(occupied)")
    #expect(occupied[8...].allSatisfy { abs($0 - 375) < 60 }, "\(occupied)")
    #expect(Set(set.labels).count == 10)
  }
}
