import Testing

@testable import Datasets

@Suite struct DigitsTests {
  @Test func theSameSeedDrawsTheSameBytesEverywhere() throws {
    let drawn = try [0, 1].map { fingerprint(try DrawnDigits(seed: $0).images(0..<100)) }
    #expect(drawn == [14_777_230_061_563_718_349, 6_749_328_495_390_881_780])
  }

  @Test func aPictureDoesNotDependOnThoseBeforeIt() throws {
    let all = try DrawnDigits(seed: 0).images(0..<10)
    let some = try DrawnDigits(seed: 0).images(6..<8)
    #expect(Array(all.pixels[(6 * 784)..<(8 * 784)]) == some.pixels)
    #expect(Array(all.labels[6..<8]) == some.labels)
  }

  @Test func meanAndDeviationAreTheStatedOnes() throws {
    #expect(hasStatedNormalization(try DrawnDigits(seed: 0).images(0..<5000)))
  }

  /// A digit looks more like others of its class: chance would get 4 of the 40.
  @Test func picturesShowWhatTheirLabelsSay() throws {
    let known = try DrawnDigits(seed: 0).images(0..<200)
    let asked = try DrawnDigits(seed: 0).images(300..<340)
    var right = 0
    for row in 0..<asked.count {
      let picture = asked.pixels[(row * 784)..<(row * 784 + 784)]
      let distances = (0..<known.count).map { other in
        zip(picture, known.pixels[(other * 784)...]).reduce(0) {
          let difference = Int($1.0) - Int($1.1)
          return $0 + difference * difference
        }
      }
      let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      if known.labels[nearest] == asked.labels[row] { right += 1 }
    }
    #expect(right >= 16 && right < 40, "\(right) of 40")
  }
}
