import Kernels

extension Tensor {
  /// The value below which the fraction `q` of the elements along `dim`, or of all, lies.
  ///
  /// It is interpolated linearly between two elements; NaN if there is one.
  package func quantile(
    _ q: Double, _ dim: Int? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    guard q >= 0, q <= 1 else {
      throw TensorError("quantile: q must be between 0 and 1, not \(q), for shape \(shape)")
    }
    let (source, position) = try sourceOfRanks("quantile", dim)
    let length = source.shape[position]
    let place = q * Double(length - 1)
    let low = Int(place)
    let places = try source.places(ofRanks: [low, min(low + 1, length - 1)], position)
    let values = try source.gathered(position, places)
    let (below, above) = (try values.selected(position, 0), try values.selected(position, 1))
    // Not below + part · (above - below), which loses ∞ and is wrong if their signs differ.
    let part = Float(place - Double(low))
    let between =
      part == 0
      ? below : try below * Tensor.scalar(1 - part) + above * Tensor.scalar(part)
    let hasNaN = try below.isNaN()
    let result = try Tensor.where_(hasNaN, try Tensor.scalar(Float.nan), between)
    return keepDims && dim != nil ? try result.unsqueezed(position) : result
  }

  /// The middle element of all: the lower of two, as in PyTorch. NaN if there is one, or if there is
  /// no element. Equal elements share the gradient, as those of `max()` do.
  package func median() throws(TensorError) -> Tensor {
    let value =
      count == 0
      ? try Tensor.scalar(Float.nan) : try detached().flattened().median(0).values
    return value.recorded("median", from: self) {
      let x = detached()
      return { (gradient) throws(TensorError) in [try x.shared(gradient, where: value)] }
    }
  }

  /// The middle element along `dim`, and where it is.
  package func median(
    _ dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try shape.dimension(dim)
    let length = shape[position]
    guard length > 0 else { throw noElements("median", position) }
    let place = try places(ofRanks: [(length - 1) / 2], position)
    let value = try gathered(position, place)
    return keepDims
      ? (value, place) : (try value.squeezed(position), try place.squeezed(position))
  }

  /// The gradient of one value, shared equally by the elements that have it, or are NaN as it is.
  func shared(_ gradient: Tensor, where value: Tensor) throws(TensorError) -> Tensor {
    let isNaN = try value.isNaN().and(isNaN())
    let winners = try equal(value).or(isNaN).converted(to: .float32)
    return try winners * (gradient / winners.sum())
  }

  private func sourceOfRanks(
    _ name: String, _ dim: Int?
  ) throws(TensorError) -> (source: Tensor, dim: Int) {
    let source = dim == nil ? try flattened() : self
    let position = try source.shape.dimension(dim ?? 0)
    guard source.shape[position] > 0 else { throw noElements(name, position) }
    return (source, position)
  }

  /// Where along `position` the elements stand that come at `ranks`, in the order of sorting; all
  /// the first NaN where there is one.
  private func places(ofRanks ranks: [Int], _ position: Int) throws(TensorError) -> Tensor {
    let rows = try orderedRows("median", position)
    let length = shape[position]
    var target = rows.shape
    target[rank - 1] = ranks.count
    let result = try Tensor(uninitialized: target, .int64)
    let (floats, places) = (rows.floats, result.ints)
    let hasNaN = rows.dtype == .float32 ? try rows.isNaN().any().bools[0] : false
    try RowOrder(rows).forEachRow { row in
      withPointers(floats, places) { floats, places in
        let (x, own) = (floats + row.number * length, places + row.number * ranks.count)
        let nan = hasNaN ? (0..<length).first { x[$0].isNaN } : nil
        for (index, rank) in ranks.enumerated() { own[index] = nan ?? row.place(ofRank: rank) }
      }
    }
    return try result.transposed(position, -1)
  }

  private func noElements(_ name: String, _ dim: Int) -> TensorError {
    TensorError("\(name): no elements along dimension \(dim) of shape \(shape)")
  }

  /// The different elements in order, and how often each stands: two one-dimensional tensors.
  package func unique() throws(TensorError) -> (values: Tensor, counts: Tensor) {
    let elements = try detached().flattened().packed()
    if let counted = try elements.countedIntegers() { return counted }
    let ordered = try elements.sorted(0).values.packed()
    guard count > 0 else { return (ordered, try Tensor.zeros([0], .int64)) }
    // Equal neighbours are one run; NaN equals nothing, so each is a run of its own.
    let starts = try Tensor(uninitialized: [count], .int64)
    let whole = ordered.dtype == .bool ? try ordered.converted(to: .int64) : ordered
    let found = withPointers(whole.floats, whole.int64s, starts.int64s) { floats, ints, starts in
      whole.dtype == .float32
        ? lab_run_starts_f32(count, floats, starts) : lab_run_starts_i64(count, ints, starts)
    }
    // How many there are depends on the numbers.
    if StandIns.areMade { StandIns.noteRead() }
    let first = try starts.sliced(0, to: found)
    let ends = try Tensor.concatenated(
      [first.sliced(0, from: 1), Tensor.of([count])], 0)
    return (try ordered.picked(0, first), try ends - first)
  }

  /// As `unique`, of integers that are close together, by counting each; nil for others.
  private func countedIntegers() throws(TensorError) -> (values: Tensor, counts: Tensor)? {
    guard dtype == .int64, count > 0 else { return nil }
    var (low, high): (Int64, Int64) = (0, 0)
    withPointers(int64s) { lab_bounds_i64(count, $0, &low, &high) }
    let (range, overflow) = high.subtractingReportingOverflow(low)
    guard !overflow, range < count else { return nil }
    let counts = try Tensor.zeros([Int(range) + 1], .int64)
    try withPointers(int64s, counts.int64s) { (x, counts) throws(TensorError) in
      try Cancellation.inParts(of: count) {
        lab_count_i64($0.count, x + $0.lowerBound, low, counts)
      }
    }
    let present = try counts.nonzero().flattened()
    return (try present + Tensor.scalar(Int(low)), try counts.picked(0, present))
  }
}
