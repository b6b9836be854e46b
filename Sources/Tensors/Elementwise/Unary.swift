import Kernels

extension Tensor {
  /// `operation` of every element, as float32 except for whole numbers with whole results.
  package func unary(_ operation: lab_unary_op) throws(TensorError) -> Tensor {
    if dtype == .int64, let whole = try wholeUnary(operation) { return whole }
    let input = try converted(to: .float32).packedLikeMemory()
    let result = try Tensor(
      storage: Storage(byteCount: count * 4), dtype: .float32, shape: shape,
      strides: input.strides, offset: 0, count: count)
    try withPointers(input.floats, result.floats) { (x, y) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: 16_384) { range in
        lab_unary(operation, range.count, x + range.lowerBound, y + range.lowerBound)
      }
    }
    let function = ElementFunction.of(operation)
    return result.recorded(function.name, from: self) {
      // Only what the slope reads is kept: relu's input, for one, is free at once.
      let saved = function.slopeReadsInput ? input.detached() : nil
      let output = function.slopeReadsResult ? result.detached() : nil
      let (shape, strides) = (result.shape, result.strides)
      return { (gradient) throws(TensorError) in
        let slope = try gradient.laidOut(strides, shape)
        let total = try Tensor(
          storage: Storage(byteCount: slope.count * 4), dtype: .float32, shape: shape,
          strides: strides, offset: 0, count: slope.count)
        let dy = slope.floats
        try withPointers(saved?.floats ?? dy, output?.floats ?? dy, dy, total.floats) {
          (x, y, dy, dx) throws(TensorError) in
          try WorkerPool.shared.runAsking(over: slope.count, grain: 16_384) { range in
            let start = range.lowerBound
            lab_unary_gradient(
              operation, range.count, x + start, y + start, dy + start, dx + start)
          }
        }
        return [total]
      }
    }
  }

  /// nil if the results are not whole.
  private func wholeUnary(_ operation: lab_unary_op) throws(TensorError) -> Tensor? {
    let input = try packed()
    let result = try Tensor(uninitialized: shape, .int64)
    let hasWholes = withPointers(input.int64s, result.int64s) { x, y in
      lab_unary_i64(operation, count, x, y)
    }
    return hasWholes ? result : nil
  }

  /// Itself if its elements fill memory in any order of dimensions, else a contiguous copy.
  ///
  /// Elementwise work on such memory needs no strides.
  private func packedLikeMemory() throws(TensorError) -> Tensor {
    isDense ? detached() : try copied()
  }

  /// The same elements with other, dense strides.
  ///
  /// They are a result's, so that its gradient does not depend on who computed the incoming one.
  func laidOut(_ strides: Shape, _ shape: Shape) throws(TensorError) -> Tensor {
    if shape.indices.allSatisfy({ self.strides[$0] == strides[$0] || shape[$0] == 1 }) {
      return self
    }
    let result = try Tensor(uninitialized: shape, strides: strides)
    try result.assign(self)
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

  // Those that other operations are built from.

  /// `-self`.
  package func negated() throws(TensorError) -> Tensor { try unary(.neg) }
  /// |x|.
  package func abs() throws(TensorError) -> Tensor { try unary(.abs) }
  /// -1, 0 or 1.
  package func sign() throws(TensorError) -> Tensor { try unary(.sign) }
  /// x².
  package func square() throws(TensorError) -> Tensor { try unary(.square) }
  /// √x.
  package func sqrt() throws(TensorError) -> Tensor { try unary(.sqrt) }
  /// 1/√x.
  package func rsqrt() throws(TensorError) -> Tensor { try unary(.rsqrt) }
  /// eˣ.
  package func exp() throws(TensorError) -> Tensor { try unary(.exp) }
  /// eˣ − 1.
  package func expm1() throws(TensorError) -> Tensor { try unary(.expm1) }
  /// ln x.
  package func log() throws(TensorError) -> Tensor { try unary(.log) }
  /// The nearest whole number, halves to even.
  package func rounded() throws(TensorError) -> Tensor { try unary(.round) }

  // Those that layers and losses are built from.

  /// max(x, 0).
  package func relu() throws(TensorError) -> Tensor { try unary(.relu) }
  /// tanh x.
  package func tanh() throws(TensorError) -> Tensor { try unary(.tanh) }
  /// 1/(1 + e⁻ˣ).
  package func sigmoid() throws(TensorError) -> Tensor { try unary(.sigmoid) }
  /// x · sigmoid(x).
  package func silu() throws(TensorError) -> Tensor { try unary(.silu) }
  /// ln(1 + eˣ).
  package func softplus() throws(TensorError) -> Tensor { try unary(.softplus) }
  /// x Φ(x), by the error function, or by its tanh approximation (Hendrycks & Gimpel, 2016).
  package func gelu(approximate: Bool = false) throws(TensorError) -> Tensor {
    try unary(approximate ? .geluTanh : .gelu)
  }
}
