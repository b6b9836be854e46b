extension Tensor {
  /// The same elements in row-major order under another shape; one extent may be -1.
  ///
  /// A view if the layout allows it, else a copy.
  package func reshaped(_ wanted: Shape) throws(TensorError) -> Tensor {
    let target = try inferred(wanted)
    if target == shape { return self }
    let original = shape
    let result: Tensor
    if let strides = viewStrides(target) {
      result = alias(shape: target, strides: strides, offset: offset, count: count)
    } else {
      let copy = try copied()
      result = copy.alias(
        shape: target, strides: target.contiguousStrides, offset: copy.offset, count: count)
    }
    return result.recorded("reshape", from: self) {
      { (gradient) throws(TensorError) in [try gradient.reshaped(original)] }
    }
  }

  /// Dimensions `start` to `end`, both included, as one.
  package func flattened(from start: Int = 0, to end: Int = -1) throws(TensorError) -> Tensor {
    if rank == 0 {
      for end in [start, end] where !(-1...0).contains(end) { _ = try shape.dimension(end) }
      return try reshaped([1])
    }
    let first = try shape.dimension(start)
    let last = try shape.dimension(end)
    guard first <= last else {
      throw TensorError("flatten: dimension \(start) comes after \(end) in shape \(shape)")
    }
    var target = try Shape(shape[..<first])
    var product = 1
    for position in first...last { product *= shape[position] }
    try target.append(product)
    for position in (last + 1)..<max(rank, last + 1) { try target.append(shape[position]) }
    return try reshaped(target)
  }

  /// With a new dimension of extent 1 at `dim`.
  package func unsqueezed(_ dim: Int) throws(TensorError) -> Tensor {
    let position = dim < 0 ? dim + rank + 1 : dim
    guard position >= 0, position <= rank else {
      throw TensorError("unsqueeze: dimension \(dim) is out of range for shape \(shape)")
    }
    var target = shape
    try target.insert(1, at: position)
    return try reshaped(target)
  }

  /// Without dimension `dim` if its extent is 1, or without all dimensions of extent 1.
  package func squeezed(_ dim: Int? = nil) throws(TensorError) -> Tensor {
    guard let dim else { return try reshaped(try Shape(shape.filter { $0 != 1 })) }
    let position = try shape.dimension(dim)
    guard shape[position] == 1 else { return self }
    var target = shape
    target.remove(at: position)
    return try reshaped(target)
  }

  private func inferred(_ wanted: Shape) throws(TensorError) -> Shape {
    var target = wanted
    let open = wanted.indices.filter { wanted[$0] == -1 }
    if open.count > 1 {
      throw TensorError("reshape: only one dimension can be -1, not \(open.count) of \(wanted)")
    }
    if let position = open.first {
      target[position] = 1
      let known = try target.elementCount()
      guard known > 0, count % known == 0 else {
        throw TensorError(
          "reshape: \(count) elements of shape \(shape) cannot become \(wanted)",
          hint: known > 0 ? "\(count) is not a multiple of \(known)" : nil)
      }
      target[position] = count / known
    }
    let total = try target.elementCount()
    guard total == count else {
      throw TensorError(
        "reshape: \(count) elements of shape \(shape) cannot become \(wanted), which holds \(total)"
      )
    }
    return target
  }

  /// Strides that show the same memory under `target`, if there are any.
  private func viewStrides(_ target: Shape) -> Shape? {
    if isContiguous || count == 0 { return target.contiguousStrides }
    // Extents of 1 do not matter to the layout, whatever their strides.
    let old = shape.indices.filter { shape[$0] != 1 }
    var result = Shape(repeating: 1, count: target.count)
    var new = target.count - 1
    var position = old.count - 1
    while position >= 0 {
      // Adjacent old dimensions, until they hold whole new ones.
      let inner = old[position]
      var outer = inner
      var oldSize = shape[inner]
      var newSize = 1
      while new >= 0, newSize < oldSize || target[new] == 1 {
        while newSize * target[new] > oldSize {
          position -= 1
          guard position >= 0 else { return nil }
          guard strides[old[position]] == strides[outer] * shape[outer] else { return nil }
          outer = old[position]
          oldSize *= shape[outer]
        }
        result[new] = strides[inner] * newSize
        newSize *= target[new]
        new -= 1
      }
      guard newSize == oldSize else { return nil }
      position -= 1
    }
    return result
  }
}
