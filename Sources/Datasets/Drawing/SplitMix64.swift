/// A small generator for drawing pictures: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Each picture has its own, so that a picture does not depend on those drawn before it.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The generator of one of the streams of `seed`, such as that of a picture's number.
  init(seed: UInt64, stream: UInt64) {
    var generator = SplitMix64(seed: seed)
    state = generator.next() ^ stream &* 0xd134_2543_de82_ef95
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension RandomNumberGenerator {
  /// Uniform in `0..<bound` for a positive bound, by multiply and shift; the bias is below 2⁻³².
  ///
  /// Written here because the standard library may change how it draws, and the pictures with it.
  mutating func index(below bound: Int) -> Int {
    Int(UInt64(bound).multipliedFullWidth(by: next()).high)
  }

  /// Uniform in [0, 1) with 24 random bits.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform between two numbers.
  mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * unit() }

  /// Bell-shaped with mean 0 and deviation 1, within ±3.46: the sum of twelve uniform numbers.
  ///
  /// Only additions, so that every processor draws the same (Box–Muller needs a logarithm).
  mutating func bell() -> Float {
    var sum: Float = -6
    for _ in 0..<3 {
      let bits = next()
      for shift in stride(from: UInt64(0), to: 64, by: 16) {
        sum += Float(bits >> shift & 0xffff) * 0x1p-16
      }
    }
    return sum
  }
}
