import Kernels

extension Tensor {
  /// min(max(x, low), high); an int64 tensor between whole bounds stays int64.
  ///
  /// The gradient passes strictly between the two, as in PyTorch 2.15.
  package func clamped(min low: Float?, max high: Float?) throws(TensorError) -> Tensor {
    if dtype == .int64, let integers = try clampedIntegers(low, high) { return integers }
    let input = try converted(to: .float32).packed()
    let result = try Tensor(uninitialized: shape)
    try withPointers(input.floats, result.floats) { (x, y) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: 32_768) { range in
        lab_clamp(
          range.count, low ?? -.infinity, high ?? .infinity, x + range.lowerBound,
          y + range.lowerBound)
      }
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
