import Kernels

/// An axis of a product: its extent, its steps in both operands, and the dimension of the result
/// that it is; nil sums over it.
struct ProductAxis {
  let extent: Int
  let left: Int
  let right: Int
  let dimension: Int?

  init(_ extent: Int, _ left: Int, _ right: Int, dimension: Int?) {
    self.extent = extent
    self.left = left
    self.right = right
    self.dimension = dimension
  }
}

extension Tensor {
  /// The sum over the axes without a dimension of the products of `a` and `b`, which are float32;
  /// detached. The result has one axis for each of its dimensions, dense in whatever order of
  /// dimensions needs the fewest and largest matrix products; dimension `last` has the stride 1
  /// where that is possible. All sums are multiplied by `scale`, and a contiguous `bias` is added
  /// along the last dimension.
  static func contracted(
    _ a: Tensor, _ b: Tensor, _ axes: [ProductAxis], _ shape: Shape, last: Int? = nil,
    scale: Float = 1, bias: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    let count = try shape.elementCount()
    guard count > 0, axes.allSatisfy({ $0.extent > 0 }) else {
      guard let bias else { return try zeros(shape) }
      return try bias.broadcast(to: shape).copied()
    }
    var plan = Contraction()
    for axis in axes {
      plan.add(
        Contraction.Axis(
          extent: axis.extent, left: axis.left, right: axis.right,
          dimension: axis.dimension ?? -1),
        isSummed: axis.dimension == nil)
    }
    let strides = plan.layOutResult(rank: shape.count, last: last)
    let result = try Tensor(
      storage: Storage(byteCount: count * 4), dtype: .float32, shape: shape, strides: strides,
      offset: 0, count: count)
    plan.merge()
    let (left, right) = plan.isTransposed ? (b, a) : (a, b)
    // The kernels add it on the way where it lies along their columns.
    let isFused = !plan.isTransposed && plan.columns.count == 1 && strides.last == 1
    try multiply(
      left.floats, right.floats, into: result.floats, count: count, plan, scale: scale,
      bias: isFused ? bias?.floats : nil)
    if let bias, !isFused { result.add(try bias.broadcast(to: shape)) }
    return result
  }

  /// Runs the products of a plan over the pool, cut by shape alone.
  private static func multiply(
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>,
    into c: UnsafeMutablePointer<Float>, count: Int, _ plan: Contraction,
    scale: Float, bias: UnsafePointer<Float>?
  ) throws(TensorError) {
    var (outer, inner) = (plan.rows, plan.inner)
    let column = plan.columns.last ?? Contraction.Axis(extent: 1, result: 1)
    let sum = Contraction.takeLongest(&inner)
    let row = Contraction.takeLongest(&outer, unit: sum.left != 1)
    let places = Contraction.offsets(plan.batch + outer + plan.columns.dropLast())
    let terms = Contraction.offsets(inner)
    let kernel = MatrixKernel(
      m: row.extent, n: column.extent, k: sum.extent, aRow: row.left, aColumn: sum.left,
      bRow: sum.right, bColumn: column.right, cRow: max(row.result, column.extent), scale: scale,
      usesBFloat16: MatrixPrecision.isBFloat16)
    let usesLibrary = kernel.suitsLibrary
    OperationProfile.count(
      multiplyAdds: row.extent * column.extent * sum.extent * places.count * terms.count)
    let grid = ProductGrid(kernel, places: places.count, terms: terms.count)

    let pool = WorkerPool.shared
    let perWorker = usesLibrary ? 0 : MatrixKernel.scratchCount
    let scratch = try Storage(
      byteCount: (perWorker * pool.threadCount + (grid.parts - 1) * count) * 4)
    let floats = scratch.bytes.assumingMemoryBound(to: Float.self)
    let partials = floats + perWorker * pool.threadCount

    let pieces = places.count * grid.blocks * grid.parts
    let groups = (pieces + grid.grain - 1) / grid.grain
    pool.runNumbered(groups) { group, worker in
      let workspace = floats + worker * perWorker
      for piece in (group * grid.grain)..<min(pieces, (group + 1) * grid.grain) {
        let (part, rest) = piece.quotientAndRemainder(dividingBy: places.count * grid.blocks)
        let (index, block) = rest.quotientAndRemainder(dividingBy: grid.blocks)
        let place = places[index]
        let target = part == 0 ? c : partials + (part - 1) * count
        let depth = grid.depth(of: part, in: sum.extent, terms: terms.count)
        var accumulates = false
        for term in terms[grid.terms(of: part, in: terms.count)] {
          kernel.multiply(
            a + place.left + term.left, b + place.right + term.right, target + place.result,
            rows: grid.rows(of: block, in: row.extent),
            columns: grid.columns(of: block, in: column.extent), depth: depth,
            accumulates: accumulates, bias: part == 0 && !accumulates ? bias : nil,
            usesLibrary: usesLibrary, scratch: workspace)
          accumulates = true
        }
      }
    }
    guard grid.parts > 1 else { return }
    pool.run(over: count, grain: 16_384) { range in
      for part in 1..<grid.parts {
        lab_add_f32(
          1, range.count, partials + (part - 1) * count + range.lowerBound, 0, 1,
          c + range.lowerBound, 0, 1)
      }
    }
  }
}
