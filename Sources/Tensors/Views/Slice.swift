extension Tensor {
  /// Elements `start`, `start + step`, … before `stop` along `dim`, by Python's rules.
  ///
  /// Negative positions count from the end, and what is out of range is left out. A view for
  /// positive steps.
  package func sliced(
    _ dim: Int, from start: Int? = nil, to stop: Int? = nil, by step: Int = 1
  ) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    let extent = shape[position]
    guard step != 0 else { throw TensorError("a slice's step cannot be 0") }
    guard step > Int.min else { throw TensorError("a slice's step of \(step) is too large") }
    func clamp(_ index: Int, _ low: Int, _ high: Int) -> Int {
      let shifted = index < 0 ? index &+ extent : index
      return index == Int.min ? low : Swift.max(low, Swift.min(shifted, high))
    }
    let first: Int
    let length: Int
    if step > 0 {
      first = clamp(start ?? 0, 0, extent)
      let end = clamp(stop ?? extent, 0, extent)
      length = end > first ? (end - first - 1) / step + 1 : 0
    } else {
      first = start.map { clamp($0, -1, extent - 1) } ?? extent - 1
      let end = stop.map { clamp($0, -1, extent - 1) } ?? -1
      length = first > end ? (first - end - 1) / -step + 1 : 0
    }
    if length == extent, step == 1 { return self }
    var newShape = shape
    var newStrides = strides
    newShape[position] = length
    newStrides[position] = length > 1 ? strides[position] * step : strides[position]
    let result = alias(
      shape: newShape, strides: newStrides,
      offset: length > 0 ? offset + first * strides[position] : offset,
      count: try newShape.elementCount())
    return result.recorded("slice", partOf: self) { (whole) throws(TensorError) in
      try whole.sliced(position, from: start, to: stop, by: step)
    }
  }

  /// Element `index` along `dim`, which disappears; negative indices count from the end. A view.
  package func selected(_ dim: Int, _ index: Int) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    let extent = shape[position]
    let place = index < 0 ? index &+ extent : index
    guard place >= 0, place < extent else {
      throw TensorError(
        "index \(index) is out of range for dimension \(position) of shape \(shape)",
        hint: extent > 0 ? "indices go from 0 to \(extent - 1), or from -1 down to -\(extent)" : nil
      )
    }
    var newShape = shape
    var newStrides = strides
    newShape.remove(at: position)
    newStrides.remove(at: position)
    let result = alias(
      shape: newShape, strides: newStrides, offset: offset + place * strides[position],
      count: try newShape.elementCount())
    return result.recorded("select", sliceOf: self, along: position, index: place)
  }
}
