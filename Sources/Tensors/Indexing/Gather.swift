import Kernels
import Synchronization

extension Tensor {
  /// Along `dim`, the elements that `indices` selects; PyTorch's `gather`.
  ///
  /// The result has the shape of `indices`, whose other extents are at most this tensor's.
  package func gathered(_ dim: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    guard indices.dtype == .int64, indices.rank == rank else {
      throw TensorError(
        "gather: indices of type \(indices.dtype) and shape \(indices.shape) do not fit a tensor "
          + "of shape \(shape)",
        hint: "indices must be int64, with as many dimensions as the tensor")
    }
    for other in 0..<rank where other != position && indices.shape[other] > shape[other] {
      throw TensorError("gather: indices of shape \(indices.shape) reach beyond shape \(shape)")
    }
    let places = try offsets(along: position, indices)
    let result = try Tensor(uninitialized: indices.shape, dtype)
    switch dtype {
    case .float32: try Tensor.take(floats, places, into: result.floats, lab_take_f32)
    case .int64: try Tensor.take(int64s, places, into: result.int64s, lab_take_i64)
    case .bool: try Tensor.take(bytes, places, into: result.bytes, lab_take_u8)
    }
    let original = shape
    return result.recorded("gather", from: self) {
      { (gradient) throws(TensorError) in
        let whole = try Tensor.zeros(original)
        let places = try whole.offsets(along: position, indices)
        let slopes = try gradient.packed()
        try places.put(
          slopes.floats, along: position, into: whole.floats, original, lab_add_at_f32)
        return [whole]
      }
    }
  }

  private static func take<T>(
    _ source: Elements<T>, _ places: Tensor, into result: Elements<T>,
    _ kernel: (Int, UnsafePointer<T>, UnsafePointer<Int64>, UnsafeMutablePointer<T>) -> Void
  ) throws(TensorError) {
    let count = places.count
    try withPointers(source, places.int64s, result) {
      (source, places, result) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: count, grain: 32_768) {
        kernel($0.count, source, places + $0.lowerBound, result + $0.lowerBound)
      }
    }
  }

  /// Where in memory each selected element is, in the order of the indices.
  func offsets(along dim: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: indices.shape, .int64)
    var steps = strides
    steps[dim] = 0
    let (stride, extent) = (strides[dim], shape[dim])
    let wrong = Atomic<Int>(-1)
    try withPointers(indices.int64s, result.int64s) { (named, places) throws(TensorError) in
      try StridedLoop(shape: indices.shape, indices.strides, steps).forEachBlock { block in
        for row in 0..<block.rows {
          let run = block.row(row)
          let isRight = lab_places(
            run.columns, named + run.offsets.0, run.columnStrides.0, Int64(extent), Int64(stride),
            Int64(run.offsets.1), Int64(run.columnStrides.1), places + run.position)
          if !isRight { wrong.store(run.position, ordering: .relaxed) }
        }
      }
    }
    guard wrong.load(ordering: .relaxed) < 0 else {
      let index = indices.values(Int.self).first { $0 < 0 || $0 >= extent } ?? extent
      throw outOfRange(index, dim, countsFromEnd: false)
    }
    return result
  }

  /// As `picked`, but like `gather` without negative indices: PyTorch's `index_select`.
  package func indexSelected(_ dim: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    if indices.dtype == .int64, let wrong = try indices.elements(Int.self).first(where: { $0 < 0 })
    {
      throw outOfRange(wrong, position, countsFromEnd: false)
    }
    return try picked(position, indices)
  }

  /// Whole slices along `dim`, in the order of a one-dimensional int64 `indices`.
  package func picked(_ dim: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    guard indices.dtype == .int64, indices.rank == 1 else {
      throw TensorError(
        "an index tensor holds int64 positions in one dimension, not \(indices.dtype) of shape "
          + "\(indices.shape)")
    }
    let extent = shape[position]
    let named = try indices.packed()
    let chosen = try Tensor(uninitialized: indices.shape, .int64)
    let areRight = Atomic<Bool>(true)
    try withPointers(named.int64s, chosen.int64s) { (named, chosen) throws(TensorError) in
      try WorkerPool.shared.runAsking(over: indices.count, grain: 32_768) {
        let (first, count) = ($0.lowerBound, $0.count)
        if !lab_positions(count, named + first, Int64(extent), chosen + first) {
          areRight.store(false, ordering: .relaxed)
        }
      }
    }
    guard areRight.load(ordering: .relaxed) else {
      let wrong = named.values(Int.self).first { $0 < -extent || $0 >= extent }
      throw outOfRange(wrong ?? extent, position)
    }
    if position == rank - 1, rank > 1 { return try pickedColumns(chosen) }
    let rows = try detached().transposed(0, position).packed()
    let length = extent == 0 ? 0 : rows.count / extent
    var target = rows.shape
    target[0] = chosen.count
    let result = try Tensor(uninitialized: target, dtype)
    let grain = max(1, 16_384 / max(length, 1))
    try WorkerPool.shared.runAsking(over: chosen.count, grain: grain) { range in
      switch dtype {
      case .float32: rows.copyRows(Float.self, chosen, range, length, to: result)
      case .int64: rows.copyRows(Int.self, chosen, range, length, to: result)
      case .bool: rows.copyRows(Bool.self, chosen, range, length, to: result)
      }
    }
    let original = rows.shape
    return try result.transposed(0, position).recorded("index", from: self) {
      { (gradient) throws(TensorError) in
        let whole = try Tensor.zeros(original)
        let slopes = try gradient.transposed(0, position).packed()
        // By columns: the order in which a row's gradients add up must not depend on threads.
        try withPointers(slopes.floats, whole.floats, chosen.int64s) {
          (from, to, numbers) throws(TensorError) in
          try WorkerPool.shared.runAsking(
            over: length, grain: max(64, 65_536 / max(chosen.count, 1))
          ) {
            lab_scatter_add_rows(
              chosen.count, $0.count, from + $0.lowerBound, length, numbers, to + $0.lowerBound,
              length)
          }
        }
        return [try whole.transposed(0, position)]
      }
    }
  }

  /// Rows of `length` elements, by number.
  private func copyRows<T: Element>(
    _ type: T.Type, _ chosen: Tensor, _ range: Range<Int>, _ length: Int, to result: Tensor
  ) {
    withPointers(memory(type), result.memory(type), chosen.ints) { from, to, numbers in
      if length == 1 {
        for row in range { to[row] = from[numbers[row]] }
      } else {
        for row in range {
          (to + row * length).update(from: from + numbers[row] * length, count: length)
        }
      }
    }
  }

  /// Along the last dimension, the elements of each row that `chosen` selects.
  ///
  /// It takes one pass, where transposing to columns and back would take three.
  private func pickedColumns(_ chosen: Tensor) throws(TensorError) -> Tensor {
    let (width, extent) = (chosen.count, shape[rank - 1])
    let rows = try detached().packed()
    var target = shape
    target[rank - 1] = width
    let result = try Tensor(uninitialized: target, dtype)
    let (height, grain) = (result.count / max(width, 1), max(1, 16_384 / max(width, 1)))
    try WorkerPool.shared.runAsking(over: height, grain: grain) { range in
      switch dtype {
      case .float32: rows.copyColumns(Float.self, chosen, range, extent, to: result)
      case .int64: rows.copyColumns(Int.self, chosen, range, extent, to: result)
      case .bool: rows.copyColumns(Bool.self, chosen, range, extent, to: result)
      }
    }
    let original = shape
    return result.recorded("index", from: self) {
      { (gradient) throws(TensorError) in
        let whole = try Tensor.zeros(original)
        let slopes = try gradient.packed()
        try withPointers(slopes.floats, whole.floats, chosen.ints) {
          (from, to, numbers) throws(TensorError) in
          try WorkerPool.shared.runAsking(over: height, grain: grain) { range in
            for row in range {
              let (from, to) = (from + row * width, to + row * extent)
              for column in 0..<width { to[numbers[column]] += from[column] }
            }
          }
        }
        return [whole]
      }
    }
  }

  /// Elements of rows of `extent` elements, by number.
  private func copyColumns<T: Element>(
    _ type: T.Type, _ chosen: Tensor, _ range: Range<Int>, _ extent: Int, to result: Tensor
  ) {
    let width = chosen.count
    withPointers(memory(type), result.memory(type), chosen.ints) { from, to, numbers in
      for row in range {
        let (from, to) = (from + row * extent, to + row * width)
        for column in 0..<width { to[column] = from[numbers[column]] }
      }
    }
  }

  func outOfRange(_ index: Int, _ dim: Int, countsFromEnd: Bool = true) -> TensorError {
    let extent = shape[dim]
    let fromEnd = countsFromEnd ? ", or from -1 down to -\(extent)" : ""
    return TensorError(
      "index \(index) is out of range for dimension \(dim) of shape \(shape)",
      hint: extent > 0 ? "indices go from 0 to \(extent - 1)\(fromEnd)" : nil)
  }
}
