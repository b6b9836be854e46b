/// Walks up to three tensors of one broadcast shape together, in blocks of rows.
///
/// Rows run along the innermost dimensions, after merging those that are adjacent in all tensors.
struct StridedLoop {
  /// Rows of elements: each operand's first offset and strides, and the block's position.
  ///
  /// The position is where the block starts in row-major order.
  struct Block {
    var offsets: (Int, Int, Int)
    var position: Int
    var rowStrides: (Int, Int, Int)
    var columnStrides: (Int, Int, Int)
    var rows: Int
    var columns: Int

    /// One of the rows.
    func row(_ index: Int) -> Block {
      var result = self
      result.offsets.0 += index &* rowStrides.0
      result.offsets.1 += index &* rowStrides.1
      result.offsets.2 += index &* rowStrides.2
      result.position += index &* columns
      result.rows = 1
      return result
    }
  }

  private(set) var extents: Shape
  private(set) var a: Shape
  private(set) var b: Shape
  private(set) var c: Shape

  /// All of `shape`, with one stride for each dimension and operand; a missing operand repeats.
  init(shape: Shape, _ a: Shape, _ b: Shape? = nil, _ c: Shape? = nil) {
    let still = Shape(repeating: 0, count: shape.count)
    let b = b ?? still
    let c = c ?? still
    // From the last dimension outwards: a dimension merges into the one inside it if stepping past
    // the inner one's end is the same as one step of the outer one.
    var merged: [(extent: Int, a: Int, b: Int, c: Int)] = []
    for position in stride(from: shape.count - 1, through: 0, by: -1) {
      let extent = shape[position]
      if extent == 1 { continue }
      if let inner = merged.last, a[position] == inner.a &* inner.extent,
        b[position] == inner.b &* inner.extent, c[position] == inner.c &* inner.extent
      {
        merged[merged.count - 1].extent = inner.extent &* extent
      } else {
        merged.append((extent, a[position], b[position], c[position]))
      }
    }
    if merged.isEmpty { merged = [(1, 1, 1, 1)] }
    extents = Shape(repeating: 0, count: merged.count)
    self.a = extents
    self.b = extents
    self.c = extents
    for (position, dimension) in merged.reversed().enumerated() {
      extents[position] = dimension.extent
      self.a[position] = dimension.a
      self.b[position] = dimension.b
      self.c[position] = dimension.c
    }
  }

  /// The same loop with as many rows in a block as possible, if its blocks would be small.
  ///
  /// It is for work that may be done in any order; the blocks' `position` has no meaning then.
  func withLongestRows() -> StridedLoop {
    let last = extents.count - 1
    guard last > 1, extents[last] &* extents[last - 1] < 256,
      let longest = (0..<last).max(by: { extents[$0] < extents[$1] })
    else { return self }
    var result = self
    result.exchange(longest, last - 1)
    return result
  }

  /// The two innermost dimensions by themselves, and the loop over all others.
  ///
  /// nil unless they are small and what is adjacent in one operand is adjacent in the other.
  func smallPatches() -> (patches: StridedLoop, rows: Int, columns: Int, strides: (Int, Int))? {
    let last = extents.count - 1
    guard last > 1, extents[last] &* extents[last - 1] < 256, a[last] == 1, b[last] == 1
    else { return nil }
    var outer = self
    for dimension in [last, last - 1] {
      outer.extents.remove(at: dimension)
      outer.a.remove(at: dimension)
      outer.b.remove(at: dimension)
      outer.c.remove(at: dimension)
    }
    return (outer, extents[last - 1], extents[last], (a[last - 1], b[last - 1]))
  }

  private mutating func exchange(_ one: Int, _ other: Int) {
    (extents[one], extents[other]) = (extents[other], extents[one])
    (a[one], a[other]) = (a[other], a[one])
    (b[one], b[other]) = (b[other], b[one])
    (c[one], c[other]) = (c[other], c[one])
  }

  /// Calls `body` for each run in row-major order, on this thread.
  func forEachRun(_ body: (Block) -> Void) {
    forEachBlock(rows: 0..<rowCount, columns: 0..<columnCount) { block in
      for row in 0..<block.rows { body(block.row(row)) }
    }
  }

  /// As `forEachBlock`, row by row of each block.
  func forEachBlockOfRuns(_ body: (Block) -> Void) throws(TensorError) {
    try forEachBlock { block in
      for row in 0..<block.rows { body(block.row(row)) }
    }
  }

  /// Calls `body` for blocks that cover everything, spread over the worker pool.
  ///
  /// Blocks are cut by shape alone, at multiples of about `grain` elements.
  func forEachBlock(grain: Int = 32_768, _ body: (Block) -> Void) throws(TensorError) {
    guard rowCount > 0 else { return }
    if rowCount * columnCount <= grain {
      forEachBlock(rows: 0..<rowCount, columns: 0..<columnCount, body)
    } else if rowCount == 1 {
      try WorkerPool.shared.runAsking(over: columnCount, grain: grain) { columns in
        forEachBlock(rows: 0..<1, columns: columns, body)
      }
    } else {
      let rows = max(1, grain / columnCount)
      try WorkerPool.shared.runAsking(over: rowCount, grain: rows) { rows in
        forEachBlock(rows: rows, columns: 0..<columnCount, body)
      }
    }
  }

  /// The extent of the innermost dimension.
  private var columnCount: Int { extents[extents.count - 1] }

  /// The product of all other extents; 0 if there are no elements at all.
  private var rowCount: Int {
    var product = 1
    for position in 0..<(extents.count - 1) { product &*= extents[position] }
    return columnCount == 0 ? 0 : product
  }

  private func forEachBlock(rows: Range<Int>, columns: Range<Int>, _ body: (Block) -> Void) {
    if rows.isEmpty { return }
    let last = extents.count - 1
    let plane = last > 0 ? extents[last - 1] : 1
    var block = Block(
      offsets: (
        columns.lowerBound &* a[last], columns.lowerBound &* b[last], columns.lowerBound &* c[last]
      ),
      position: rows.lowerBound &* extents[last] &+ columns.lowerBound,
      rowStrides: last > 0 ? (a[last - 1], b[last - 1], c[last - 1]) : (0, 0, 0),
      columnStrides: (a[last], b[last], c[last]), rows: 0, columns: columns.count)
    // The first row's position along each dimension; from there on, count like an odometer.
    var indices = Shape(repeating: 0, count: last)
    var remaining = rows.lowerBound
    for dimension in stride(from: last - 1, through: 0, by: -1) {
      indices[dimension] = remaining % extents[dimension]
      remaining /= extents[dimension]
      move(&block, along: dimension, by: indices[dimension])
    }
    var left = rows.count
    while left > 0 {
      block.rows = last > 0 ? min(plane &- indices[last - 1], left) : 1
      body(block)
      left &-= block.rows
      block.position &+= block.rows &* extents[last]
      var dimension = last - 1
      if dimension >= 0 {
        move(&block, along: dimension, by: block.rows)
        indices[dimension] &+= block.rows
      }
      while dimension > 0, indices[dimension] == extents[dimension] {
        move(&block, along: dimension, by: 0 &- extents[dimension])
        indices[dimension] = 0
        dimension -= 1
        move(&block, along: dimension, by: 1)
        indices[dimension] &+= 1
      }
    }
  }

  private func move(_ block: inout Block, along dimension: Int, by steps: Int) {
    block.offsets.0 &+= steps &* a[dimension]
    block.offsets.1 &+= steps &* b[dimension]
    block.offsets.2 &+= steps &* c[dimension]
  }
}
