extension Tensor {
  /// This tensor padded with `value`, as PyTorch's `F.pad`.
  ///
  /// `amounts` holds a pair (before, after) for the last dimension, then for the one before it, and
  /// so on. Negative amounts crop.
  package func padded(_ amounts: [Int], value: Float = 0) throws(TensorError) -> Tensor {
    guard amounts.count % 2 == 0, amounts.count / 2 <= rank else {
      throw TensorError(
        "pad: \(amounts.count) amounts do not fit shape \(shape)",
        hint: "give two numbers for each of the last dimensions, the last one first")
    }
    var target = shape
    // Where the kept elements are, here and in the result.
    var kept: [(dim: Int, source: Range<Int>, place: Range<Int>)] = []
    for pair in 0..<(amounts.count / 2) {
      let (before, after) = (amounts[2 * pair], amounts[2 * pair + 1])
      let dim = rank - 1 - pair
      let extent = shape[dim]
      guard before.magnitude < 1 << 48, after.magnitude < 1 << 48,
        max(0, -before) + max(0, -after) <= extent
      else {
        throw TensorError(
          "pad: cannot pad dimension \(dim) of shape \(shape) by \(before) and \(after)",
          hint: "no more can be cut off than there is")
      }
      target[dim] = extent + before + after
      let (start, end) = (max(0, -before), min(extent, extent + after))
      let first = max(0, before)
      kept.append((dim, start..<end, first..<first + end - start))
    }
    let result: Tensor
    switch dtype {
    case .float32: result = try Tensor.full(target, value)
    case .int64:
      guard let integer = Int(exactly: value) else {
        throw TensorError(
          "pad: \(value) is not a whole number, and the tensor of shape \(shape) holds int64")
      }
      result = try Tensor.full(target, integer)
    case .bool: result = try Tensor.full(target, value != 0)
    }
    let places = kept.map { (dim: $0.dim, range: $0.place) }
    let sources = kept.map { (dim: $0.dim, range: $0.source) }
    try result.window(places).assign(detached().window(sources))
    let original = shape
    return result.recorded("pad", from: self) {
      { (gradient) throws(TensorError) in
        let whole = try Tensor.zeros(original)
        try whole.window(sources).assign(gradient.window(places))
        return [whole]
      }
    }
  }

  /// The view of some ranges of some dimensions.
  private func window(_ ranges: [(dim: Int, range: Range<Int>)]) throws(TensorError) -> Tensor {
    var result = self
    for (dim, range) in ranges {
      result = try result.sliced(dim, from: range.lowerBound, to: range.upperBound)
    }
    return result
  }
}
