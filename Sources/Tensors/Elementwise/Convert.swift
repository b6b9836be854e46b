import Kernels

extension Tensor {
  /// The same numbers as another type: floats truncate towards zero, and anything but 0 is true.
  package func converted(to target: DType) throws(TensorError) -> Tensor {
    if dtype == target { return self }
    let source = try packed()
    let result = try Tensor(
      uninitialized: shape, target, isKnown: rank == 0 && !source.storage.isStandIn)
    switch (dtype, target) {
    case (.int64, .float32):
      try Tensor.convert(source.int64s, to: result.floats, count, lab_float_from_i64)
    case (.bool, .float32):
      try Tensor.convert(source.bytes, to: result.floats, count, lab_float_from_bool)
    case (.float32, .int64):
      try Tensor.convert(source.floats, to: result.int64s, count, lab_i64_from_float)
    case (.bool, .int64):
      try Tensor.convert(source.bytes, to: result.int64s, count, lab_i64_from_bool)
    case (.float32, .bool):
      try Tensor.convert(source.floats, to: result.bytes, count, lab_bool_from_float)
    case (.int64, .bool):
      try Tensor.convert(source.int64s, to: result.bytes, count, lab_bool_from_i64)
    default: break
    }
    return result
  }

  private static func convert<T, U>(
    _ source: Elements<T>, to target: Elements<U>, _ count: Int,
    _ kernel: (Int, UnsafePointer<T>, UnsafeMutablePointer<U>) -> Void
  ) throws(TensorError) {
    try withPointers(source, target) { (from, to) throws(TensorError) in
      // One number is not worth a job; and what a dry run knows of it stays known.
      if count == 1 { return kernel(1, from, to) }
      try WorkerPool.shared.runAsking(over: count, grain: 65_536) {
        kernel($0.count, from + $0.lowerBound, to + $0.lowerBound)
      }
    }
  }

  /// Both operands as the larger of their two types, and at least `least`.
  static func promoted(
    _ a: Tensor, _ b: Tensor, least: DType = .bool
  ) throws(TensorError) -> (Tensor, Tensor) {
    let dtype = max(a.dtype, b.dtype, least)
    return (try a.converted(to: dtype), try b.converted(to: dtype))
  }
}
