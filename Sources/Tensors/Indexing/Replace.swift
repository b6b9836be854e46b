import Kernels

extension Tensor {
  /// This tensor with `source` in the place of what `selection` takes: PyTorch's `x[…] = source`.
  ///
  /// `source` is broadcast, and converted to this tensor's type. The result has this tensor's memory
  /// if `isLast` says that nobody reads this tensor any more, and no other shares it. Where a
  /// position is selected twice, the last element stays; the gradient reaches both, as PyTorch's.
  package func replacing(
    _ selection: Selection, by source: Tensor, isLast: Bool = false
  ) throws(TensorError) -> Tensor {
    // What is known of a stand-in's memory must stay what it was.
    let isOwn = isLast && !isParameter && isDense && ownsMemory && !StandIns.areMade
    let places = selection.isView ? nil : try self.places(of: selection)
    let shape = if let places { places.shape } else { try selection.taken(from: detached()).shape }
    let given = try source.fitted(to: shape, of: self)
    let result = isOwn && (places == nil || isContiguous) ? detached() : try copied()
    try result.put(given.detached(), at: selection, places)
    let isGraph = requiresGradient
    return result.recorded("index assignment", from: self, given) {
      { (gradient) throws(TensorError) in
        guard isGraph else { return [nil, try selection.taken(from: gradient)] }
        let own = try gradient.copied()
        try own.put(try Tensor.scalar(Float(0)).broadcast(to: shape), at: selection, places)
        return [own, try selection.taken(from: gradient)]
      }
    }
  }

  /// Where in row-major order the elements are that `selection` takes; without gaps.
  private func places(of selection: Selection) throws(TensorError) -> Tensor {
    try selection.taken(from: Tensor.arange(0, count).reshaped(shape)).packed()
  }

  /// Writes `values` where `selection` points, which is at `places` unless it takes a view.
  private func put(
    _ values: Tensor, at selection: Selection, _ places: Tensor?
  ) throws(TensorError) {
    guard let places else { return try selection.taken(from: self).assign(values) }
    let values = try values.packed()
    switch dtype {
    case .float32: Tensor.put(values.floats, places, into: floats)
    case .int64: Tensor.put(values.ints, places, into: ints)
    case .bool: Tensor.put(values.bools, places, into: bools)
    }
  }

  private static func put<T>(_ values: Elements<T>, _ places: Tensor, into target: Elements<T>) {
    let count = places.count
    withPointers(values, places.ints, target) { values, places, target in
      for index in 0..<count { target[places[index]] = values[index] }
    }
  }

  /// The values as they are written to a part of `whole` with shape `part`.
  private func fitted(to part: Shape, of whole: Tensor) throws(TensorError) -> Tensor {
    var values = self
    if whole.dtype == .int64, dtype == .float32,
      let fraction = try elements(Float.self).first(where: { Int64(exactly: $0) == nil })
    {
      throw TensorError(
        "x[…] = v: \(fraction) does not fit a tensor of int64 and shape \(whole.shape)",
        hint: "write x = x.float() first")
    }
    values = try values.converted(to: whole.dtype)
    // PyTorch allows for leading dimensions of extent 1.
    while values.rank > part.count, values.shape[0] == 1 { values = try values.selected(0, 0) }
    guard (try? values.shape.broadcast(with: part, for: "x[…] = v")) == part else {
      throw TensorError(
        "x[…] = v: values of shape \(shape) do not fit the part of shape \(part) of a tensor of "
          + "shape \(whole.shape)")
    }
    return try values.broadcast(to: part)
  }
}
