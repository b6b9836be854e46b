extension Tensor {
  /// The elements along `dim` in order, and where each was.
  ///
  /// Equal elements keep their order; NaN counts as the largest number, as in PyTorch.
  package func sorted(
    _ dim: Int = -1, descending: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let places = try argsort(dim, descending: descending)
    if rank == 0 { return (self, places) }
    return (try gathered(dim, places), places)
  }

  /// The positions of the elements along `dim` in order; see `sorted`.
  package func argsort(_ dim: Int = -1, descending: Bool = false) throws(TensorError) -> Tensor {
    try firstPlaces(nil, dim, descending: descending)
  }

  /// The positions of the first `k` elements along `dim`, or of all, in order.
  private func firstPlaces(
    _ k: Int?, _ dim: Int, descending: Bool
  ) throws(TensorError) -> Tensor {
    if rank == 0, dim == 0 || dim == -1 { return try Tensor.scalar(0) }
    let position = try shape.dimension(dim)
    let length = shape[position]
    guard length <= Int(UInt32.max) else {
      throw TensorError("sort: dimension \(position) of shape \(shape) is too long")
    }
    let source = dtype == .bool ? try converted(to: .int64) : self
    let rows = try source.detached().transposed(position, -1).packed()
    let k = k ?? length
    var target = rows.shape
    target[rank - 1] = k
    let result = try Tensor(uninitialized: target, .int64)
    let count = k == 0 ? 0 : result.count / k
    let isFloat = source.dtype == .float32
    let (floats, ints, indices) = (rows.floats, rows.ints, result.ints)
    func sort(_ range: Range<Int>) {
      withPointers(floats, ints, indices) { floats, ints, indices in
        for row in range {
          let places = UnsafeMutableBufferPointer(start: indices + row * k, count: k)
          if isFloat {
            Tensor.sortFloats(floats + row * length, length, descending, into: places)
          } else {
            Tensor.sortIntegers(ints + row * length, length, descending, into: places)
          }
        }
      }
    }
    // A comparison or two for each bit of the number of elements.
    let work = length * (Int.bitWidth - length.leadingZeroBitCount)
    try WorkerPool.shared.runAsking(over: count, grain: max(1, 4_096 / max(length, 1))) { rows in
      // Where it should stop, the pool says so.
      try? Cancellation.abandonably(operations: work * rows.count) { sort(rows) }
    }
    return try result.transposed(position, -1)
  }

  /// Sorts 64-bit words of a float's rank among all floats, followed by its index.
  ///
  /// That is quick, and stable since no two are equal.
  private static func sortFloats(
    _ values: UnsafePointer<Float>, _ count: Int, _ descending: Bool,
    into places: UnsafeMutableBufferPointer<Int>
  ) {
    func word(_ index: Int) -> UInt64 {
      let order = orderKey(values[index])
      return UInt64(descending ? ~order : order) << 32 | UInt64(index)
    }
    // For a few of many, one pass that keeps the first ones in order is faster.
    let isShort = places.count < 64 && places.count < count / 4
    var words = (0..<(isShort ? places.count : count)).map(word)
    words.sort()
    if isShort, let last = words.indices.last {
      for index in places.count..<count {
        let new = word(index)
        guard new < words[last] else { continue }
        var place = last
        while place > 0, words[place - 1] > new {
          words[place] = words[place - 1]
          place -= 1
        }
        words[place] = new
      }
    }
    for index in places.indices { places[index] = Int(words[index] & 0xffff_ffff) }
  }

  /// Grows with the number; -0 is 0, and NaN comes last.
  private static func orderKey(_ value: Float) -> UInt32 {
    if value.isNaN { return .max }
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 31 == 1 ? ~bits : bits | 1 << 31
  }

  private static func sortIntegers(
    _ values: UnsafePointer<Int>, _ count: Int, _ descending: Bool,
    into places: UnsafeMutableBufferPointer<Int>
  ) {
    let order = (0..<count).sorted {
      let (a, b) = (values[$0], values[$1])
      return a == b ? $0 < $1 : descending ? a > b : a < b
    }
    for index in places.indices { places[index] = order[index] }
  }

  /// The `k` largest or smallest elements along `dim`, in order, and their positions.
  package func topK(
    _ k: Int, _ dim: Int = -1, largest: Bool = true
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try shape.dimension(dim)
    guard k >= 0, k <= shape[position] else {
      throw TensorError(
        "topk: there are no \(k) elements along dimension \(position) of shape \(shape)")
    }
    let places = try firstPlaces(k, position, descending: largest)
    return (try gathered(position, places), places)
  }
}
