import Tensors

/// A repeatable generator for tests: SplitMix64 (Steele, Lea, Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension Tensor {
  /// Numbers from -1 to 1.
  static func random(
    _ shape: Shape, _ generator: inout SplitMix64, in range: ClosedRange<Float> = -1...1
  ) throws -> Tensor {
    let count = try shape.elementCount()
    let values = (0..<count).map { _ in Float.random(in: range, using: &generator) }
    return try Tensor.of(values, shape: shape)
  }

  /// A tensor of this shape with an odd layout: permuted, sliced out of a larger one.
  static func scattered(_ shape: Shape, _ generator: inout SplitMix64) throws -> Tensor {
    let order = Array(0..<shape.count).shuffled(using: &generator)
    let wide = try Shape(order.map { shape[$0] * 2 + 1 })
    var tensor = try random(wide, &generator)
    for (position, dim) in order.enumerated() {
      tensor = try tensor.sliced(position, from: 1, to: 1 + 2 * shape[dim], by: 2)
    }
    var inverse = Shape(repeating: 0, count: shape.count)
    for (position, dim) in order.enumerated() { inverse[dim] = position }
    return try tensor.permuted(inverse)
  }
}

/// The largest difference between two lists, relative to the largest magnitude of the second.
func relativeError(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  let scale = b.map(abs).max() ?? 0
  let error = zip(a, b).map { abs($0 - $1) }.max() ?? 0
  return error.isNaN ? .infinity : error / max(scale, 1e-30)
}
