import Kernels

extension Tensor {
  /// The same numbers as another type: floats truncate towards zero, and anything but 0 is true.
  package func converted(to target: DType) throws(TensorError) -> Tensor {
    if dtype == target { return self }
    let source = try packed()
    let result = try Tensor(uninitialized: shape, target)
    switch (dtype, target) {
    case (.int64, .float32):
      lab_float_from_i64(count, source.int64s, result.floats)
    case (.bool, .float32):
      lab_float_from_bool(count, source.bytes, result.floats)
    case (.float32, .int64):
      lab_i64_from_float(count, source.floats, result.int64s)
    case (.bool, .int64):
      for index in 0..<count { result.ints[index] = source.bools[index] ? 1 : 0 }
    case (.float32, .bool):
      for index in 0..<count { result.bools[index] = source.floats[index] != 0 }
    case (.int64, .bool):
      for index in 0..<count { result.bools[index] = source.ints[index] != 0 }
    default: break
    }
    return result
  }

  /// The elements of an int64 tensor as C sees them.
  var int64s: UnsafeMutablePointer<Int64> { pointer(Int64.self) }
  /// The elements of a bool tensor as C sees them.
  var bytes: UnsafeMutablePointer<UInt8> { pointer(UInt8.self) }

  func pointer(_: Int64.Type) -> UnsafeMutablePointer<Int64> {
    storage.bytes.assumingMemoryBound(to: Int64.self) + offset
  }

  func pointer(_: UInt8.Type) -> UnsafeMutablePointer<UInt8> {
    storage.bytes.assumingMemoryBound(to: UInt8.self) + offset
  }

  /// Both operands as the larger of their two types, and at least `least`.
  static func promoted(
    _ a: Tensor, _ b: Tensor, least: DType = .bool
  ) throws(TensorError) -> (Tensor, Tensor) {
    let dtype = max(a.dtype, b.dtype, least)
    return (try a.converted(to: dtype), try b.converted(to: dtype))
  }
}
