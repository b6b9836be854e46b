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
    let product = Product(a, b, axes, shape, count: count, last: last, scale: scale, bias: bias)
    let result = try Tensor(uninitialized: shape, strides: product.strides)
    let scratch = try Storage(byteCount: product.scratchCount * 4)
    product.run(
      into: result.floats, scratch: scratch.bytes.assumingMemoryBound(to: Float.self))
    if let bias, !product.addsBias { result.add(try bias.broadcast(to: shape)) }
    return result
  }
}

/// One contraction, planned: where its result lies, the memory that it needs, and the work.
struct Product {
  /// How the result lies in memory.
  let strides: Shape
  /// Whether the kernels add the bias on the way: where it lies along their columns.
  let addsBias: Bool
  /// Floats of scratch that `run` needs.
  let scratchCount: Int

  private let left: Tensor
  private let right: Tensor
  private let bias: Tensor?
  private let count: Int
  private let row: Contraction.Axis
  private let column: Contraction.Axis
  private let sum: Contraction.Axis
  private let places: [(left: Int, right: Int, result: Int)]
  private let terms: [(left: Int, right: Int, result: Int)]
  private let kernel: MatrixKernel
  private let grid: ProductGrid
  private let perWorker: Int

  /// Plans the product of `a` and `b` along non-empty axes into a result of `count` elements.
  init(
    _ a: Tensor, _ b: Tensor, _ axes: [ProductAxis], _ shape: Shape, count: Int, last: Int? = nil,
    scale: Float = 1, bias: Tensor? = nil
  ) {
    var plan = Contraction()
    for axis in axes {
      plan.add(
        Contraction.Axis(
          extent: axis.extent, left: axis.left, right: axis.right,
          dimension: axis.dimension ?? -1),
        isSummed: axis.dimension == nil)
    }
    strides = plan.layOutResult(rank: shape.count, last: last)
    plan.merge()
    (left, right) = plan.isTransposed ? (b, a) : (a, b)
    addsBias = bias != nil && !plan.isTransposed && plan.columns.count == 1 && strides.last == 1
    self.bias = addsBias ? bias : nil
    self.count = count
    var (outer, inner) = (plan.rows, plan.inner)
    column = plan.columns.last ?? Contraction.Axis(extent: 1, result: 1)
    sum = Contraction.takeLongest(&inner)
    row = Contraction.takeLongest(&outer, unit: sum.left != 1)
    places = Contraction.offsets(plan.batch + outer + plan.columns.dropLast())
    terms = Contraction.offsets(inner)
    kernel = MatrixKernel(
      m: row.extent, n: column.extent, k: sum.extent, aRow: row.left, aColumn: sum.left,
      bRow: sum.right, bColumn: column.right, cRow: max(row.result, column.extent), scale: scale,
      usesBFloat16: MatrixPrecision.isBFloat16)
    grid = ProductGrid(kernel, places: places.count, terms: terms.count)
    perWorker = kernel.suitsLibrary ? 0 : kernel.scratchCount
    scratchCount = perWorker * WorkerPool.shared.threadCount + (grid.parts - 1) * count
  }

  /// Runs the products over the pool, cut by shape alone; `scratch` has `scratchCount` floats.
  func run(into c: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
    OperationProfile.count(
      multiplyAdds: row.extent * column.extent * sum.extent * places.count * terms.count)
    let (a, b, bias) = (left.floats, right.floats, bias?.floats)
    let usesLibrary = perWorker == 0
    let pool = WorkerPool.shared
    let partials = scratch + perWorker * pool.threadCount

    let pieces = places.count * grid.blocks * grid.parts
    let groups = (pieces + grid.grain - 1) / grid.grain
    pool.runNumbered(groups) { group, worker in
      let workspace = scratch + worker * perWorker
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
