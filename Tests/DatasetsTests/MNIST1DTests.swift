import Testing

@testable import Datasets

@Suite struct MNIST1DTests {
  @Test func theSameSeedDrawsTheSameBytesEverywhere() throws {
    let drawn = try [0, 1].map { fingerprint(try MNIST1D(seed: $0).images(0..<100)) }
    #expect(drawn == [79_230_392_645_009_304, 2_937_868_052_265_854_366])
  }

  @Test func aSignalDoesNotDependOnThoseBeforeIt() throws {
    let all = try MNIST1D(seed: 0).images(0..<10)
    let some = try MNIST1D(seed: 0).images(6..<8)
    #expect(Array(all.pixels[(6 * 40)..<(8 * 40)]) == some.pixels)
    #expect(Array(all.labels[6..<8]) == some.labels)
  }

  @Test func meanAndDeviationAreTheStatedOnes() throws {
    #expect(hasStatedNormalization(try MNIST1D(seed: 0).images(0..<4000)))
  }

  /// As in the paper: ten templates of twelve numbers that begin and end at the same value.
  @Test func templatesAreWhitenedAndClosed() {
    #expect(MNIST1D.templates.count == 10)
    for template in MNIST1D.templates {
      let mean = template.reduce(0, +) / 12
      let variance = template.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 12
      #expect(template.count == 12 && template[0] == 0 && template[11] == 0)
      #expect(abs(variance.squareRoot() - 1 / 6) < 1e-6)
    }
  }

  /// Nothing is cut off, and all ten digits are equally frequent.
  @Test func signalsStayInsideAndDigitsAreEven() throws {
    let set = try MNIST1D(seed: 0).images(0..<4000)
    #expect(!set.pixels.contains(0) && !set.pixels.contains(255))
    var counts = [Int](repeating: 0, count: 10)
    for label in set.labels { counts[Int(label)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 400) < 80 }, "\(counts)")
  }
}
