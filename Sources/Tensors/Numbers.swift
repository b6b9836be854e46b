/// What a tensor holds, for front ends and comparisons.
extension Tensor {
  /// The elements in row-major order, converted to `Double`.
  ///
  /// Throws if they do not fit in memory, as those of an expanded view may not.
  package func numbers() throws(TensorError) -> [Double] {
    try checkRoom(for: Double.self)
    return doubles()
  }

  /// The elements in row-major order; the caller vouches for their type. Throws as `numbers` does.
  package func elements<T: Element>(_ type: T.Type) throws(TensorError) -> [T] {
    try checkRoom(for: type)
    return values(type)
  }

  /// Calls `body` with the memory of all elements; the caller vouches for row-major order.
  package func withContiguousBytes<E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    if storage.isStandIn { StandIns.noteRead() }
    let size = count * dtype.size
    try withPointers(storage.elements(UInt8.self, from: offset * dtype.size)) { start throws(E) in
      try body(UnsafeRawBufferPointer(start: start, count: size))
    }
  }

  /// The only element as a number. The caller vouches for there being one.
  package var number: Double {
    switch dtype {
    case .float32: Double(floats[0])
    case .int64: Double(ints[0])
    case .bool: bools[0] ? 1 : 0
    }
  }

  /// The only element of an int64 tensor. The caller vouches for that.
  package var integer: Int { ints[0] }

  private func checkRoom<T>(for type: T.Type) throws(TensorError) {
    try BufferPool.shared.check(count &* MemoryLayout<T>.stride)
    if storage.isStandIn, count > StandIns.mostRead { throw TensorError.cancelled }
  }

  /// Whether shapes and all elements agree; int64 compares exactly, all else as numbers.
  package func isEqual(to other: Tensor) -> Bool {
    guard shape == other.shape else { return false }
    if dtype == .int64, other.dtype == .int64 {
      let (a, b) = (ints, other.ints)
      return allPlaces(with: other) { a[$0] == b[$1] }
    }
    let (a, b) = (numberAtOffset, other.numberAtOffset)
    return allPlaces(with: other) { a($0) == b($1) }
  }

  private var numberAtOffset: (Int) -> Double {
    switch dtype {
    case .float32: { [floats] in Double(floats[$0]) }
    case .int64: { [ints] in Double(ints[$0]) }
    case .bool: { [bools] in bools[$0] ? 1 : 0 }
    }
  }

  /// Whether `holds` for the offsets of all elements, here and in one of the same shape.
  private func allPlaces(with other: Tensor, _ holds: (Int, Int) -> Bool) -> Bool {
    if storage.isStandIn || other.storage.isStandIn { StandIns.noteRead() }
    var allHold = true
    StridedLoop(shape: shape, strides, other.strides).forEachRun { run in
      guard allHold else { return }
      allHold = (0..<run.columns).allSatisfy { column in
        holds(
          run.offsets.0 + column * run.columnStrides.0,
          run.offsets.1 + column * run.columnStrides.1)
      }
    }
    return allHold
  }

  /// As `numbers`, for few elements.
  func doubles() -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(count)
    switch dtype {
    case .float32: forEachElement(Float.self) { result.append(Double($0)) }
    case .int64: forEachElement(Int.self) { result.append(Double($0)) }
    case .bool: forEachElement(Bool.self) { result.append($0 ? 1 : 0) }
    }
    return result
  }

  /// As `elements`, for few elements.
  func values<T: Element>(_ type: T.Type) -> [T] {
    if storage.isStandIn { StandIns.noteRead() }
    var result: [T] = []
    result.reserveCapacity(count)
    withPointers(memory(type)) { base in
      StridedLoop(shape: shape, strides).forEachRun { run in
        let start = base + run.offsets.0
        // Other modules call this without a version for their type: one by one takes 50 times as long.
        if run.columnStrides.0 == 1 {
          result += UnsafeBufferPointer(start: start, count: run.columns)
        } else {
          for column in 0..<run.columns { result.append(start[column * run.columnStrides.0]) }
        }
      }
    }
    return result
  }

  /// Calls `body` with each element in row-major order.
  func forEachElement<T: Element>(_ type: T.Type, _ body: (T) -> Void) {
    if storage.isStandIn { StandIns.noteRead() }
    withPointers(memory(type)) { base in
      StridedLoop(shape: shape, strides).forEachRun { run in
        var element = base + run.offsets.0
        for _ in 0..<run.columns {
          body(element.pointee)
          element += run.columnStrides.0
        }
      }
    }
  }
}
