extension Tensor {
  /// The same elements in row-major order under another shape; one extent may be -1.
  ///
  /// A view where the layout allows it, else a copy.
  public func reshaped(_ wanted: Shape) throws(TensorError) -> Tensor {
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
  public func flattened(from start: Int = 0, to end: Int = -1) throws(TensorError) -> Tensor {
    if rank == 0 { return try reshaped([1]) }
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
  public func unsqueezed(_ dim: Int) throws(TensorError) -> Tensor {
    let position = dim < 0 ? dim + rank + 1 : dim
    guard position >= 0, position <= rank else {
      throw TensorError("unsqueeze: there is no place \(dim) in shape \(shape)")
    }
    var target = shape
    try target.insert(1, at: position)
    return try reshaped(target)
  }

  /// Without dimension `dim` if its extent is 1, or without all dimensions of extent 1.
  public func squeezed(_ dim: Int? = nil) throws(TensorError) -> Tensor {
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
    if isContiguous { return target.contiguousStrides }
    if count == 0 { return target.contiguousStrides }
    var result = Shape(repeating: 0, count: target.count)
    var old = rank - 1
    var new = target.count - 1
    while new >= 0 {
      if target[new] == 1 {
        result[new] = 1
        new -= 1
        continue
      }
      while old >= 0, shape[old] == 1 { old -= 1 }
      guard old >= 0 else { return nil }
      // Group old dimensions that lie behind each other until they hold whole new ones.
      var oldSize = shape[old]
      let innerStride = strides[old]
      var outermost = old
      var newSize = 1
      var stride = innerStride
      repeat {
        while newSize * target[new] > oldSize {
          let next = outermost - 1
          guard next >= 0 else { return nil }
          if shape[next] != 1 {
            guard strides[next] == strides[outermost] * shape[outermost] else { return nil }
            oldSize *= shape[next]
          } else {
            outermost = next
            continue
          }
          outermost = next
        }
        newSize *= target[new]
        result[new] = stride
        stride *= target[new]
        new -= 1
      } while new >= 0 && newSize < oldSize
      guard newSize == oldSize else { return nil }
      old = outermost - 1
    }
    return result
  }
}
