import Kernels

extension Tensor {
  /// A contiguous tensor of `shape` filled with `values` in row-major order.
  package static func of<T: Element>(
    _ values: some Collection<T>, shape: Shape
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, T.dtype, isKnown: true)
    guard values.count == result.count else {
      throw TensorError("\(values.count) values do not fill shape \(shape)")
    }
    withPointers(result.memory(T.self)) { first in
      var next = first
      for value in values {
        next.initialize(to: value)
        next += 1
      }
    }
    return result
  }

  /// A one-dimensional tensor of `values`.
  package static func of<T: Element>(_ values: [T]) throws(TensorError) -> Tensor {
    try of(values, shape: [values.count])
  }

  /// A tensor without dimensions that holds `value`.
  package static func scalar<T: Element>(_ value: T) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: [], T.dtype, isKnown: true)
    result.memory(T.self)[0] = value
    return result
  }

  /// `value` everywhere; the type follows the value.
  package static func full<T: Element>(_ shape: Shape, _ value: T) throws(TensorError) -> Tensor {
    try scalar(value).broadcast(to: shape).copied()
  }

  /// Zeros.
  package static func zeros(_ shape: Shape, _ dtype: DType = .float32) throws(TensorError) -> Tensor
  {
    let result = try Tensor(uninitialized: shape, dtype)
    try withPointers(result.bytes) { (bytes) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: result.count * dtype.size, grain: 262_144) {
        (bytes + $0.lowerBound).update(repeating: 0, count: $0.count)
      }
    }
    return result
  }

  /// Float32 ones.
  package static func ones(_ shape: Shape) throws(TensorError) -> Tensor {
    try full(shape, Float(1))
  }

  /// Integers from `start` up to but not including `stop`, `step` apart.
  package static func arange(_ start: Int, _ stop: Int, step: Int = 1) throws(TensorError) -> Tensor
  {
    guard step != 0 else { throw TensorError("arange: the step cannot be 0") }
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    guard !overflow, distance.magnitude < 1 << 48 else {
      throw TensorError("arange: too many numbers from \(start) to \(stop)")
    }
    let isEmpty = distance == 0 || (distance < 0) != (step < 0)
    let count = isEmpty ? 0 : (distance - distance.signum()) / step + 1
    let result = try Tensor(uninitialized: [count], .int64)
    try withPointers(result.int64s) { (values) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: 65_536) {
        lab_range_i64(
          $0.count, Int64(start + $0.lowerBound * step), Int64(step), values + $0.lowerBound)
      }
    }
    return result
  }

  /// The float32 numbers `start`, `start + step`, … before `stop`.
  package static func arange(
    _ start: Double, _ stop: Double, step: Double
  ) throws(TensorError) -> Tensor {
    guard step != 0 else { throw TensorError("arange: the step cannot be 0") }
    let count = ((stop - start) / step).rounded(.up)
    guard start.isFinite, stop.isFinite, count < 0x1p48 else {
      throw TensorError("arange: too many numbers from \(start) to \(stop) by \(step)")
    }
    let result = try Tensor(uninitialized: [Int(max(0, count))])
    try withPointers(result.floats) { (values) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: result.count, grain: 65_536) {
        for index in $0 { values[index] = Float(start + Double(index) * step) }
      }
    }
    return result
  }

  /// `count` float32 numbers evenly from `start` to `stop`, both included.
  package static func linspace(
    _ start: Double, _ stop: Double, _ count: Int
  ) throws(TensorError) -> Tensor {
    guard count >= 0 else { throw TensorError("linspace: steps must be at least 0, not \(count)") }
    let result = try Tensor(uninitialized: [count])
    let step = count > 1 ? (stop - start) / Double(count - 1) : 0
    try withPointers(result.floats) { (values) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: 65_536) {
        for index in $0 { values[index] = Float(start + step * Double(index)) }
      }
      if count > 1 { values[count - 1] = Float(stop) }
    }
    return result
  }

  /// The identity matrix, float32.
  package static func eye(_ n: Int, _ m: Int? = nil) throws(TensorError) -> Tensor {
    let columns = m ?? n
    let result = try zeros([n, columns])
    let values = result.floats
    for index in 0..<min(n, columns) { values[index * columns + index] = 1 }
    return result
  }
}
