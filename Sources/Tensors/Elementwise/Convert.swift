import Kernels

extension Tensor {
  /// The same numbers as another type: floats truncate towards zero, and anything but 0 is true.
  package func converted(to target: DType) throws(TensorError) -> Tensor {
    if dtype == target { return self }
    let source = try packed()
    let result = try Tensor(uninitialized: shape, target)
    switch (dtype, target) {
    case (.int64, .float32):
      withPointers(source.int64s, result.floats) { lab_float_from_i64(count, $0, $1) }
    case (.bool, .float32):
      withPointers(source.bytes, result.floats) { lab_float_from_bool(count, $0, $1) }
    case (.float32, .int64):
      withPointers(source.floats, result.int64s) { lab_i64_from_float(count, $0, $1) }
    case (.bool, .int64):
      Tensor.convert(source.bools, to: result.ints, count) { $0 ? 1 : 0 }
    case (.float32, .bool):
      Tensor.convert(source.floats, to: result.bools, count) { $0 != 0 }
    case (.int64, .bool):
      Tensor.convert(source.ints, to: result.bools, count) { $0 != 0 }
    default: break
    }
    return result
  }

  private static func convert<T, U>(
    _ source: Elements<T>, to target: Elements<U>, _ count: Int, _ convert: (T) -> U
  ) {
    withPointers(source, target) { from, to in
      for index in 0..<count { to[index] = convert(from[index]) }
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
