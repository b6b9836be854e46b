extension Tensor {
  /// The value below which the fraction `q` of the elements along `dim`, or of all, lies.
  ///
  /// It is interpolated linearly between two elements; NaN if there is one.
  package func quantile(
    _ q: Double, _ dim: Int? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    guard q >= 0, q <= 1 else {
      throw TensorError("quantile: \(q) is not between 0 and 1, for shape \(shape)")
    }
    let (values, position) = try sortedForRank("quantile", dim)
    let length = values.shape[position]
    let place = q * Double(length - 1)
    let low = Int(place)
    let above = try values.selected(position, min(low + 1, length - 1))
    let below = try values.selected(position, low)
    // Not below + part · (above - below), which loses ∞ and is wrong if their signs differ.
    let part = Float(place - Double(low))
    let between =
      part == 0
      ? below : try below * Tensor.scalar(1 - part) + above * Tensor.scalar(part)
    let hasNaN = try values.selected(position, length - 1).isNaN()
    let result = try Tensor.where_(hasNaN, try Tensor.scalar(Float.nan), between)
    return keepDims && dim != nil ? try result.unsqueezed(position) : result
  }

  /// The middle element along `dim`, or of all, the lower of two as in PyTorch; NaN if one is.
  ///
  /// Without `dim`, equal elements share the gradient, as those of `max()` do.
  package func median(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else {
      let value = try detached().flattened().median(0)
      return value.recorded("median", from: self) {
        let x = detached()
        return { (gradient) throws(TensorError) in [try x.shared(gradient, where: value)] }
      }
    }
    let (values, position) = try sortedForRank("median", dim)
    let length = values.shape[position]
    // Of several NaNs, which come last, take the first.
    let nans = try values.detached().isNaN().sum([position], keepDims: true)
    let (middle, none) = (try Tensor.scalar((length - 1) / 2), try Tensor.scalar(0))
    let place = try Tensor.where_(
      nans.equal(none), middle, Tensor.scalar(length) - nans)
    let result = try values.gathered(position, place)
    return keepDims ? result : try result.squeezed(position)
  }

  /// The gradient of one value, shared equally by the elements that have it, or are NaN as it is.
  func shared(_ gradient: Tensor, where value: Tensor) throws(TensorError) -> Tensor {
    let isNaN = try value.isNaN().and(isNaN())
    let winners = try equal(value).or(isNaN).converted(to: .float32)
    return try winners * (gradient / winners.sum())
  }

  private func sortedForRank(
    _ name: String, _ dim: Int?
  ) throws(TensorError) -> (values: Tensor, dim: Int) {
    let source = dim == nil ? try flattened() : self
    let position = try source.shape.dimension(dim ?? 0)
    guard source.shape[position] > 0 else {
      throw TensorError("\(name): no elements along dimension \(position) of shape \(shape)")
    }
    return (try source.sorted(position).values, position)
  }

  /// The distinct elements in order, and how often each occurs: two one-dimensional tensors.
  package func unique() throws(TensorError) -> (values: Tensor, counts: Tensor) {
    let ordered = try detached().flattened().sorted(0).values.packed()
    // Equal neighbours are one run; NaN equals nothing, so each is a run of its own.
    let isNew = try ordered.sliced(0, from: 1).notEqual(try ordered.sliced(0, to: -1))
    let starts =
      try (ordered.count > 0 ? [0] : [])
      + isNew.elements(Bool.self).enumerated().filter(\.element).map { $0.offset + 1 }
    let ends = starts.dropFirst() + [ordered.count]
    return (
      try ordered.picked(0, try Tensor.of(starts)),
      try Tensor.of(zip(starts, ends).map { $1 - $0 })
    )
  }
}
