import Interpreter
import Tensors

/// How a file stores the elements of an array: little-endian, in row-major order.
enum ArrayType: CaseIterable {
  case float16, bfloat16, float32, float64
  case int8, int16, int32, int64, uint8, uint16, uint32
  case bool

  /// Bytes of one element.
  var size: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64: 8
    }
  }

  /// The type in which a tensor of `dtype` is written.
  init(_ dtype: DType) {
    switch dtype {
    case .float32: self = .float32
    case .int64: self = .int64
    case .bool: self = .bool
    }
  }

  /// The bytes that an array of `shape` takes; nil if that overflows.
  func byteCount(_ shape: [Int]) -> Int? {
    guard let shape = try? Shape(shape), let count = try? shape.elementCount() else { return nil }
    return count * size
  }

  /// The tensor of `shape` in `bytes`: floats as float32, whole numbers as int64.
  ///
  /// The caller has checked that there are as many bytes as `byteCount` says.
  func tensor(_ bytes: ArraySlice<UInt8>, _ shape: [Int]) throws(TensorError) -> Tensor {
    let shape = try Shape(shape)
    switch self {
    case .float32: return try convert(bytes, shape) { (bits: UInt32) in Float(bitPattern: bits) }
    case .float64:
      return try convert(bytes, shape) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    case .bfloat16:
      return try convert(bytes, shape) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .float16: return try convert(bytes, shape) { (bits: UInt16) in Self.float(half: bits) }
    case .int8: return try convert(bytes, shape) { (value: Int8) in Int(value) }
    case .int16: return try convert(bytes, shape) { (value: Int16) in Int(value) }
    case .int32: return try convert(bytes, shape) { (value: Int32) in Int(value) }
    case .int64: return try convert(bytes, shape) { (value: Int64) in Int(value) }
    case .uint8: return try convert(bytes, shape) { (value: UInt8) in Int(value) }
    case .uint16: return try convert(bytes, shape) { (value: UInt16) in Int(value) }
    case .uint32: return try convert(bytes, shape) { (value: UInt32) in Int(value) }
    case .bool: return try convert(bytes, shape) { (value: UInt8) in value != 0 }
    }
  }

  private func convert<Stored: FixedWidthInteger, T: Element>(
    _ bytes: ArraySlice<UInt8>, _ shape: Shape, _ value: (Stored) -> T
  ) throws(TensorError) -> Tensor {
    let count = bytes.count / MemoryLayout<Stored>.size
    let values = bytes.withUnsafeBytes { raw in
      (0..<count).map { index in
        let offset = index * MemoryLayout<Stored>.size
        let stored = raw.loadUnaligned(fromByteOffset: offset, as: Stored.self)
        return value(Stored(littleEndian: stored))
      }
    }
    return try Tensor.of(values, shape: shape)
  }

  /// An IEEE 754 number of 16 bits: 1 for the sign, 5 for the exponent, 10 for the fraction.
  private static func float(half bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1023) / 1024)
    switch exponent {
    case 0: return sign * Float(sign: .plus, exponent: -14, significand: fraction)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
    }
  }

  /// Appends the elements of a tensor to `bytes` as a file stores them: little-endian, as the
  /// processors that Lab runs on have them in memory.
  static func append(_ tensor: Tensor, to bytes: inout [UInt8]) throws(TensorError) {
    switch tensor.dtype {
    case .float32: try tensor.elements(Float.self).withUnsafeBytes { bytes += $0 }
    case .int64: try tensor.elements(Int.self).withUnsafeBytes { bytes += $0 }
    case .bool: bytes += try tensor.elements(Bool.self).map { $0 ? 1 : 0 }
    }
  }
}
