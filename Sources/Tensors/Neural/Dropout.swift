import Kernels

extension Tensor {
  /// Each element replaced by 0 with probability `p`, else divided by 1 − p, so the mean stays.
  ///
  /// After Srivastava et al., 2014.
  package func droppedOut(_ p: Float, _ generator: Generator) throws(TensorError) -> Tensor {
    guard p >= 0, p <= 1 else {
      throw TensorError(
        "dropout: p = \(p) is not a probability", hint: "give a number from 0 to 1")
    }
    let (key, stream) = generator.nextStream()
    let input = try converted(to: .float32).packed()
    let result = try input.droppedOut(p, key, stream)
    return result.recorded("dropout", from: self) {
      { (gradient) throws(TensorError) in [try gradient.packed().droppedOut(p, key, stream)] }
    }
  }

  /// With the numbers of one stream; the gradient draws the same again.
  private func droppedOut(
    _ p: Float, _ key: UInt64, _ stream: UInt64
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape)
    try withPointers(floats, result.floats) { (x, y) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: 65_536) { range in
        let start = range.lowerBound
        lab_dropout(key, stream, start, range.count, p, x + start, y + start)
      }
    }
    return result
  }
}
