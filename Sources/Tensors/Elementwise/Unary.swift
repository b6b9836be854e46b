import Kernels

extension Tensor {
  /// `operation` of every element, as float32.
  private func unary(_ operation: lab_unary_op, _ name: StaticString) throws(TensorError) -> Tensor
  {
    let input = try converted(to: .float32).packedLikeMemory()
    let result = try Tensor(
      storage: Storage(byteCount: count * 4), dtype: .float32, shape: shape,
      strides: input.strides, offset: 0, count: count)
    let (x, y) = (input.floats, result.floats)
    WorkerPool.shared.run(over: count, grain: 16_384) { range in
      lab_unary(operation, range.count, x + range.lowerBound, y + range.lowerBound)
    }
    return result.recorded(name, from: self) {
      // Only what the slope reads is kept: relu's input, for one, is free again at once.
      let saved = operation.slopeReadsInput ? input.detached() : nil
      let output = operation.slopeReadsResult ? result.detached() : nil
      let (shape, strides) = (result.shape, result.strides)
      return { (gradient) throws(TensorError) in
        let slope = try gradient.laidOut(strides, shape)
        let total = try Tensor(
          storage: Storage(byteCount: slope.count * 4), dtype: .float32, shape: shape,
          strides: strides, offset: 0, count: slope.count)
        let (dy, dx) = (slope.floats, total.floats)
        let (x, y) = (saved?.floats ?? dy, output?.floats ?? dy)
        WorkerPool.shared.run(over: slope.count, grain: 16_384) { range in
          let start = range.lowerBound
          lab_unary_gradient(
            operation, range.count, x + start, y + start, dy + start, dx + start)
        }
        return [total]
      }
    }
  }

  /// Itself where its elements fill one piece of memory in any order of dimensions; else a
  /// contiguous copy. Elementwise work on such memory needs no strides.
  private func packedLikeMemory() throws(TensorError) -> Tensor {
    isDense ? detached() : try copied()
  }

  /// The same elements with other strides, which are dense.
  private func laidOut(_ strides: Shape, _ shape: Shape) throws(TensorError) -> Tensor {
    if self.strides == strides { return self }
    let result = try Tensor(uninitialized: shape, strides: strides)
    result.assign(self)
    return result
  }

  /// Whether a permutation of the dimensions would make the tensor contiguous.
  var isDense: Bool {
    if isContiguous { return true }
    let order = (0..<rank).filter { shape[$0] != 1 }.sorted { strides[$0] < strides[$1] }
    var expected = 1
    for position in order {
      guard strides[position] == expected else { return false }
      expected &*= shape[position]
    }
    return true
  }

  /// `-self`; int64 stays int64.
  package func negated() throws(TensorError) -> Tensor {
    if dtype == .float32 { return try unary(.neg, "-") }
    return try Tensor.scalar(0) - self
  }

  /// |x|; int64 stays int64.
  package func abs() throws(TensorError) -> Tensor {
    if dtype == .float32 { return try unary(.abs, "abs") }
    return try Tensor.maximum(self, try negated())
  }

  /// x²; int64 stays int64.
  package func square() throws(TensorError) -> Tensor {
    dtype == .int64 ? try self * self : try unary(.square, "square")
  }
  /// -1, 0 or 1; int64 stays int64.
  package func sign() throws(TensorError) -> Tensor {
    let sign = try unary(.sign, "sign")
    return dtype == .int64 ? try sign.converted(to: .int64) : sign
  }
  /// 1/x.
  package func reciprocal() throws(TensorError) -> Tensor { try unary(.reciprocal, "reciprocal") }
  /// √x.
  package func sqrt() throws(TensorError) -> Tensor { try unary(.sqrt, "sqrt") }
  /// 1/√x.
  package func rsqrt() throws(TensorError) -> Tensor { try unary(.rsqrt, "rsqrt") }
  /// eˣ.
  package func exp() throws(TensorError) -> Tensor { try unary(.exp, "exp") }
  /// eˣ − 1.
  package func expm1() throws(TensorError) -> Tensor { try unary(.expm1, "expm1") }
  /// ln x.
  package func log() throws(TensorError) -> Tensor { try unary(.log, "log") }
  /// ln(1 + x).
  package func log1p() throws(TensorError) -> Tensor { try unary(.log1p, "log1p") }
  /// sin x.
  package func sin() throws(TensorError) -> Tensor { try unary(.sin, "sin") }
  /// cos x.
  package func cos() throws(TensorError) -> Tensor { try unary(.cos, "cos") }
  /// tanh x.
  package func tanh() throws(TensorError) -> Tensor { try unary(.tanh, "tanh") }
  /// 1/(1 + e⁻ˣ).
  package func sigmoid() throws(TensorError) -> Tensor { try unary(.sigmoid, "sigmoid") }
  /// ln(1 + eˣ).
  package func softplus() throws(TensorError) -> Tensor { try unary(.softplus, "softplus") }
  /// The error function.
  package func erf() throws(TensorError) -> Tensor { try unary(.erf, "erf") }
  /// max(x, 0).
  package func relu() throws(TensorError) -> Tensor { try unary(.relu, "relu") }
  /// x Φ(x), by the error function, or by its tanh approximation (Hendrycks & Gimpel, 2016).
  package func gelu(approximate: Bool = false) throws(TensorError) -> Tensor {
    try unary(approximate ? .geluTanh : .gelu, "gelu")
  }
  /// x · sigmoid(x).
  package func silu() throws(TensorError) -> Tensor { try unary(.silu, "silu") }
  /// The largest whole number not above x.
  package func floor() throws(TensorError) -> Tensor { try rounded(.floor, "floor") }
  /// The smallest whole number not below x.
  package func ceil() throws(TensorError) -> Tensor { try rounded(.ceil, "ceil") }
  /// The nearest whole number, halves to even.
  package func rounded() throws(TensorError) -> Tensor { try rounded(.round, "round") }
  /// The nearest whole number towards 0.
  package func truncated() throws(TensorError) -> Tensor { try rounded(.trunc, "trunc") }

  /// Whole numbers are their own.
  private func rounded(
    _ operation: lab_unary_op, _ name: StaticString
  ) throws(TensorError) -> Tensor {
    dtype == .int64 ? self : try unary(operation, name)
  }

  /// min(max(x, low), high); the gradient passes strictly between the two, as in PyTorch 2.15.
  /// int64 between whole bounds stays int64.
  package func clamped(min low: Float?, max high: Float?) throws(TensorError) -> Tensor {
    if dtype == .int64, let integers = try clampedIntegers(low, high) { return integers }
    let input = try converted(to: .float32).packed()
    let result = try Tensor(uninitialized: shape)
    let (x, y) = (input.floats, result.floats)
    WorkerPool.shared.run(over: count, grain: 32_768) { range in
      lab_clamp(
        range.count, low ?? -.infinity, high ?? .infinity, x + range.lowerBound,
        y + range.lowerBound)
    }
    return result.recorded("clamp", from: self) {
      { (gradient) throws(TensorError) in
        let zero = try Tensor.scalar(Float(0))
        var slope = gradient
        if let low {
          slope = try Tensor.where_(input.greater(try Tensor.scalar(low)), slope, zero)
        }
        if let high { slope = try Tensor.where_(input.less(try Tensor.scalar(high)), slope, zero) }
        return [slope]
      }
    }
  }

  private func clampedIntegers(_ low: Float?, _ high: Float?) throws(TensorError) -> Tensor? {
    let (least, most) = (low.map { Int(exactly: $0) }, high.map { Int(exactly: $0) })
    if case .some(nil) = least { return nil }
    if case .some(nil) = most { return nil }
    var result: Tensor = self
    if let least = least ?? nil { result = try Tensor.maximum(result, try Tensor.scalar(least)) }
    if let most = most ?? nil { result = try Tensor.minimum(result, try Tensor.scalar(most)) }
    return result
  }
}

extension lab_unary_op {
  /// Whether the slope is computed from the operation's input.
  fileprivate var slopeReadsInput: Bool {
    switch self {
    case .neg, .sign, .floor, .ceil, .round, .trunc: false
    case .reciprocal, .sqrt, .exp, .expm1, .tanh, .sigmoid, .relu: false
    default: true
    }
  }

  /// Whether it is computed from the result.
  fileprivate var slopeReadsResult: Bool {
    switch self {
    case .reciprocal, .sqrt, .rsqrt, .exp, .expm1, .tanh, .sigmoid, .relu: true
    default: false
    }
  }
}
