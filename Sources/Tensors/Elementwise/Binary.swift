import Kernels

extension Tensor {
  /// `a op b` with broadcasting, on int64 or float32.
  static func binary(
    _ operation: lab_binary_op, _ name: String, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let shape = try a.shape.broadcast(with: b.shape, for: name)
    let result = try Tensor(uninitialized: shape, a.dtype)
    if result.storage.isStandIn { return result }
    let loop = StridedLoop(shape: shape, a.broadcastStrides(shape), b.broadcastStrides(shape))
    if a.dtype == .float32 {
      try withPointers(a.floats, b.floats, result.floats) { (x, y, out) throws(TensorError) in
        try loop.forEachBlock { block in
          lab_binary(
            operation, block.rows, block.columns,
            x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
            y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
            out + block.position, block.columns)
        }
      }
    } else {
      try withPointers(a.int64s, b.int64s, result.int64s) { (x, y, out) throws(TensorError) in
        try loop.forEachBlock { block in
          lab_binary_i64(
            operation, block.rows, block.columns,
            x + block.offsets.0, block.rowStrides.0, block.columnStrides.0,
            y + block.offsets.1, block.rowStrides.1, block.columnStrides.1,
            out + block.position, block.columns)
        }
      }
    }
    return result
  }

  /// `a + b`.
  package static func + (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    let (left, right) = (a.shape, b.shape)
    return try binary(.add, "+", a, b).recorded("+", from: a, b) {
      { (gradient) throws(TensorError) in
        [try gradient.summed(to: left), try gradient.summed(to: right)]
      }
    }
  }

  /// `a - b`.
  package static func - (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    let (left, right) = (a.shape, b.shape)
    return try binary(.sub, "-", a, b).recorded("-", from: a, b) {
      { (gradient) throws(TensorError) in
        [try gradient.summed(to: left), try gradient.negated().summed(to: right)]
      }
    }
  }

  /// `a * b`, element by element.
  package static func * (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    if let scores = try a.scaledScores(b, 1) { return scores }
    if let scores = try b.scaledScores(a, 1) { return scores }
    return try binary(.mul, "*", a, b).recorded("*", from: a, b) {
      let (x, y) = (a.detached(), b.detached())
      let (wantsA, wantsB) = (a.requiresGradient, b.requiresGradient)
      return { (gradient) throws(TensorError) in
        [
          wantsA ? try (gradient * y).summed(to: x.shape) : nil,
          wantsB ? try (gradient * x).summed(to: y.shape) : nil,
        ]
      }
    }
  }

  /// `a / b`, always float32.
  package static func / (a: Tensor, b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .float32)
    if let scores = try a.scaledScores(b, -1) { return scores }
    let quotient = try binary(.div, "/", a, b)
    return quotient.recorded("/", from: a, b) {
      let (x, y, q) = (a.shape, b.detached(), quotient.detached())
      let (wantsA, wantsB) = (a.requiresGradient, b.requiresGradient)
      return { (gradient) throws(TensorError) in
        [
          wantsA ? try (gradient / y).summed(to: x) : nil,
          // In this order 0 / 1e-40 has the slope 0, not 0 times infinity.
          wantsB ? try (gradient * (q / y)).negated().summed(to: y.shape) : nil,
        ]
      }
    }
  }

  /// `a ** b`; an int64 tensor to a negative power is an error, as in PyTorch.
  package static func power(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    if a.dtype == .int64 { return try integerPower(a, b) }
    if b.count == 1, b.node == nil, b.rank == 0 {
      switch b.floats[0] {
      case 1: return a
      case 2: return try a.square()
      // As in PyTorch, so that -inf ** 0.5 is NaN and the slope at -0.0 is -inf.
      case 0.5: return try a.sqrt()
      default: break
      }
    }
    let result = try binary(.pow, "**", a, b)
    return result.recorded("**", from: a, b) {
      let (x, y, r) = (a.detached(), b.detached(), result.detached())
      let (wantsA, wantsB) = (a.requiresGradient, b.requiresGradient)
      return { (gradient) throws(TensorError) in
        var gradients: [Tensor?] = [nil, nil]
        if wantsA {
          // x ** 0 is 1 for every x, even where 0 * x ** -1 would be NaN.
          let (zero, one) = (try Tensor.scalar(Float(0)), try Tensor.scalar(Float(1)))
          let slope = try where_(y.equal(zero), zero, y * power(x, y - one))
          gradients[0] = try (gradient * slope).summed(to: x.shape)
        }
        if wantsB {
          // 0 ** y has no slope in y for y ≥ 0: PyTorch's convention.
          let zero = try Tensor.scalar(Float(0))
          let isFlat = try x.equal(zero).and(y.greaterOrEqual(zero))
          let slope = try where_(isFlat, zero, r * x.log())
          gradients[1] = try (gradient * slope).summed(to: y.shape)
        }
        return gradients
      }
    }
  }

  private static func integerPower(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let shape = try a.shape.broadcast(with: b.shape, for: "**")
    if shape.contains(0) { return try zeros(shape, .int64) }
    let least = try b.extremes(
      over: Array(b.shape.indices), b.reducedShapes(Array(b.shape.indices)).kept, smallest: true)
    guard least.ints[0] >= 0 else {
      throw TensorError(
        "integers to a negative power are not integers",
        hint: "use float(x) ** \(least.ints[0])")
    }
    let result = try Tensor(uninitialized: shape, .int64)
    let loop = StridedLoop(shape: shape, a.broadcastStrides(shape), b.broadcastStrides(shape))
    try withPointers(a.ints, b.ints, result.ints) { (x, y, out) throws(TensorError) in
      try loop.forEachBlockOfRuns { run in
        for column in 0..<run.columns {
          var (power, left) = (1, y[run.offsets.1 &+ column &* run.columnStrides.1])
          var square = x[run.offsets.0 &+ column &* run.columnStrides.0]
          while left > 0 {
            if left & 1 == 1 { power &*= square }
            square &*= square
            left >>= 1
          }
          out[run.position &+ column] = power
        }
      }
    }
    return result
  }

  /// `a // b`, rounded down; the gradient is zero.
  package static func floorDivide(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    try refuseZeroDivisor(b, "//")
    return try binary(.floorDiv, "//", a.detached(), b.detached())
  }

  /// `a % b`, with the sign of `b`, as in Python.
  package static func modulo(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    try refuseZeroDivisor(b, "%")
    return try binary(.mod, "%", a, b).recorded("%", from: a, b) {
      let (x, y, wantsB) = (a.detached(), b.detached(), b.requiresGradient)
      return { (gradient) throws(TensorError) in
        [
          try gradient.summed(to: x.shape),
          wantsB ? try (gradient * floorDivide(x, y)).negated().summed(to: y.shape) : nil,
        ]
      }
    }
  }

  private static func refuseZeroDivisor(_ b: Tensor, _ name: String) throws(TensorError) {
    guard b.dtype == .int64 else { return }
    let hasZero = b.rank == 0 ? b.integer == 0 : try b.not().any().bools[0]
    if hasZero { throw TensorError("division by zero: \(name) of integers by 0") }
  }

  /// The smaller of the two, element by element; NaN if either is.
  package static func minimum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try extreme(.min, "minimum", a, b)
  }

  /// The larger of the two, element by element; NaN if either is.
  package static func maximum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try extreme(.max, "maximum", a, b)
  }

  /// Equal elements get half of the gradient each, and all of it if either is NaN, as in PyTorch.
  private static func extreme(
    _ operation: lab_binary_op, _ name: String, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let (a, b) = try promoted(a, b, least: .int64)
    return try binary(operation, name.description, a, b).recorded(name, from: a, b) {
      let (x, y) = (a.detached(), b.detached())
      return { (gradient) throws(TensorError) in
        let zero = try Tensor.scalar(Float(0))
        let (loses, wins) =
          operation == .max
          ? (try x.less(y), try y.less(x)) : (try y.less(x), try x.less(y))
        let half = try Tensor.scalar(Float(0.5))
        let shared = try where_(x.equal(y), gradient * half, gradient)
        return [
          try where_(loses, zero, shared).summed(to: x.shape),
          try where_(wins, zero, shared).summed(to: y.shape),
        ]
      }
    }
  }
}
