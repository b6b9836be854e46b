/// Numbers that look random and are the same in every run (SplitMix64).
package struct Noise: RandomNumberGenerator {
  private var state: UInt64

  /// Numbers that start from `seed`.
  package init(_ seed: UInt64) { state = seed }

  /// The next number, any bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// Between 0 and 1.
  package mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Roughly normal, with mean 0 and deviation 1: the sum of twelve.
  package mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + share() } }

  /// Below `limit`.
  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }
}
