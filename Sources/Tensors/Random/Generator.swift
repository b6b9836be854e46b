import Kernels

/// Random numbers that depend only on (seed, step, draw): a counter-based generator.
///
/// Every call that draws takes the next draw number of its step. So a step's numbers are the same
/// whatever ran before it, and for any number of threads. Philox4x32-10 (Salmon et al., 2011).
package final class Generator {
  private let seed: UInt64
  private var step: UInt64 = 0
  private var draw: UInt64 = 0

  /// The generator of a session.
  package init(seed: Int) { self.seed = UInt64(bitPattern: Int64(seed)) }

  /// Begins the numbers of a step.
  package func begin(step number: Int) {
    step = UInt64(truncatingIfNeeded: number)
    draw = 0
  }

  /// The generator's position, for returning to it.
  package var position: (step: Int, draw: Int) {
    get { (Int(truncatingIfNeeded: step), Int(truncatingIfNeeded: draw)) }
    set {
      step = UInt64(truncatingIfNeeded: newValue.step)
      draw = UInt64(truncatingIfNeeded: newValue.draw)
    }
  }

  /// A key and stream that no other draw has.
  func nextStream() -> (key: UInt64, stream: UInt64) {
    defer { draw &+= 1 }
    return (seed, step << 40 ^ draw)
  }

  /// Float32 numbers uniform in [low, high).
  package func uniform(
    _ shape: Shape, from low: Float = 0, to high: Float = 1
  ) throws(TensorError) -> Tensor {
    let (key, stream) = nextStream()
    let result = try Tensor(uninitialized: shape)
    try withPointers(result.floats) { (out) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: result.count, grain: 65_536) { range in
        lab_random_uniform(
          key, stream, range.lowerBound, range.count, low, high, out + range.lowerBound)
      }
    }
    return result
  }

  /// Float32 numbers from the normal distribution.
  package func normal(
    _ shape: Shape, mean: Float = 0, deviation: Float = 1
  ) throws(TensorError) -> Tensor {
    let (key, stream) = nextStream()
    let result = try Tensor(uninitialized: shape)
    try withPointers(result.floats) { (out) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: result.count, grain: 65_536) { range in
        lab_random_normal(
          key, stream, range.lowerBound, range.count, mean, deviation, out + range.lowerBound)
      }
    }
    return result
  }

  /// Integers uniform in `low..<high`.
  package func integers(
    _ shape: Shape, in range: Range<Int>
  ) throws(TensorError) -> Tensor {
    guard !range.isEmpty else {
      throw TensorError(
        "randint: low = \(range.lowerBound) must be less than high = \(range.upperBound)")
    }
    let result = try Tensor(uninitialized: shape, .int64)
    var words = words()
    if StandIns.areMade { return result }
    let values = result.ints
    for index in 0..<result.count {
      if index & 0xfffff == 0 { try Cancellation.check() }
      values[index] = Int.random(in: range, using: &words)
    }
    return result
  }

  /// The numbers 0 to n − 1 in random order (Fisher & Yates).
  package func permutation(_ n: Int) throws(TensorError) -> Tensor {
    guard n >= 0 else { throw TensorError("randperm: n must be at least 0, not \(n)") }
    let result = try Tensor.arange(0, n)
    var words = words()
    if StandIns.areMade { return result }
    let values = result.ints
    for last in stride(from: n - 1, to: 0, by: -1) {
      if last & 0xfffff == 0 { try Cancellation.check() }
      let other = Int.random(in: 0...last, using: &words)
      (values[last], values[other]) = (values[other], values[last])
    }
    return result
  }

  /// A source of random words, for code that needs Swift's own protocol; takes one draw.
  package func words() -> Words {
    let (key, stream) = nextStream()
    return Words(key: key, stream: stream)
  }

  /// The words of one draw, in order.
  package struct Words: RandomNumberGenerator {
    let key: UInt64
    let stream: UInt64
    private var position = 0
    private var buffer: [UInt32] = []

    init(key: UInt64, stream: UInt64) {
      self.key = key
      self.stream = stream
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
      if position % 256 == 0 {
        buffer = [UInt32](unsafeUninitializedCapacity: 256) { words, count in
          if let start = words.baseAddress { lab_random_bits(key, stream, position, 256, start) }
          count = 256
        }
      }
      let low = buffer[position % 256]
      let high = buffer[position % 256 + 1]
      position += 2
      return UInt64(high) << 32 | UInt64(low)
    }
  }
}

extension Generator {
  /// Continues with the numbers that belong to `number`, in whatever step.
  package func restart(from number: Int) {
    // SplitMix64's last steps: neighbours end up far apart, and far from where steps begin.
    var mixed = UInt64(bitPattern: Int64(number)) &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    position.draw = Int(bitPattern: UInt(mixed | 1 << 63)) ^ position.step << 40
  }
}
