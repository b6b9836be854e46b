import Kernels

/// Small, fast and seeded: the tests' own source of shapes and numbers.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }
}

/// Largest |a − b|, NaN if exactly one is NaN; equal infinities are equal.
func distance(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .nan }
  var worst = 0.0
  for (x, y) in zip(a, b) {
    if x.isNaN && y.isNaN || Double(x) == y { continue }
    let error = abs(Double(x) - y)
    if error.isNaN { return .nan }
    worst = max(worst, error)
  }
  return worst
}

/// Equal bits, any NaN equal to any NaN.
func sameBits(_ a: [Float], _ b: [Float]) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
}
