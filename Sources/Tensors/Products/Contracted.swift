import Kernels

/// An axis of a product: its extent, its steps in both operands, and its dimension in the result.
///
/// A dimension of nil sums over it.
struct ProductAxis: Hashable {
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
  /// The products of `a` and `b`, float32, summed over the axes without a dimension; detached.
  ///
  /// The result has one axis for each of its dimensions, dense in whatever order of dimensions
  /// needs the fewest and largest matrix products; dimension `last` has stride 1 if possible. All
  /// sums are multiplied by `scale`, and a contiguous `bias` is added along the last dimension.
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
    try withPointers(result.floats, scratch.elements(Float.self)) {
      (c, scratch) throws(TensorError) in
      try product.run(into: c, scratch: scratch)
    }
    if let bias, !product.addsBias { try result.add(bias.broadcast(to: shape)) }
    return result
  }
}

/// One contraction of two tensors, planned: the memory that it needs, and the work.
struct Product {
  private let plan: ProductPlan
  private let left: Tensor
  private let right: Tensor
  private let bias: Tensor?
  private let count: Int
  private let kernel: MatrixKernel

  /// Plans the product of `a` and `b` along non-empty axes into a result of `count` elements.
  init(
    _ a: Tensor, _ b: Tensor, _ axes: [ProductAxis], _ shape: Shape, count: Int, last: Int? = nil,
    scale: Float = 1, bias: Tensor? = nil
  ) {
    plan = ProductPlan.of(
      ProductPlan.Key(
        axes: axes, rank: shape.count, last: last, hasBias: bias != nil,
        usesBFloat16: MatrixPrecision.isBFloat16))
    (left, right) = plan.isTransposed ? (b, a) : (a, b)
    self.bias = plan.addsBias ? bias : nil
    self.count = count
    var kernel = plan.kernel
    kernel.scale = scale
    self.kernel = kernel
  }

  /// How the result is laid out in memory.
  var strides: Shape { plan.strides }

  /// Whether the kernels add the bias themselves.
  var addsBias: Bool { plan.addsBias }

  /// Floats of scratch that `run` needs.
  var scratchCount: Int {
    plan.perWorker * WorkerPool.shared.threadCount + (plan.grid.parts - 1) * count
  }

  /// Runs the products on the pool, cut by shape alone; `scratch` has `scratchCount` floats.
  func run(
    into c: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) throws(TensorError) {
    let (places, terms, grid) = (plan.places, plan.terms, plan.grid)
    let (perWorker, usesLibrary) = (plan.perWorker, plan.usesLibrary)
    OperationProfile.count(
      multiplyAdds: Double(kernel.m) * Double(kernel.n) * Double(kernel.k)
        * Double(places.count) * Double(terms.count))
    let pool = WorkerPool.shared
    let partials = scratch + perWorker * pool.threadCount

    try withPossiblePointers(bias?.floats) { (bias) throws(TensorError) in
      try withPointers(left.floats, right.floats) { (a, b) throws(TensorError) in
        try pool.runAsking(grid.groups) { group, worker in
          let workspace = scratch + worker * perWorker
          for piece in grid.pieces(of: group) {
            let (part, rest) = piece.quotientAndRemainder(dividingBy: places.count * grid.blocks)
            let (index, block) = rest.quotientAndRemainder(dividingBy: grid.blocks)
            let place = places[index]
            let target = part == 0 ? c : partials + (part - 1) * count
            let depth = grid.depth(of: part, in: kernel.k, terms: terms.count)
            var accumulates = false
            for term in terms[grid.terms(of: part, in: terms.count)] {
              kernel.multiply(
                a + place.left + term.left, b + place.right + term.right, target + place.result,
                rows: grid.rows(of: block, in: kernel.m),
                columns: grid.columns(of: block, in: kernel.n), depth: depth,
                accumulates: accumulates, bias: part == 0 && !accumulates ? bias : nil,
                usesLibrary: usesLibrary, scratch: workspace)
              accumulates = true
            }
          }
        }
      }
    }
    guard grid.parts > 1 else { return }
    try pool.runAsking(over: count, grain: 16_384) { range in
      for part in 1..<grid.parts {
        lab_add_f32(
          1, range.count, partials + (part - 1) * count + range.lowerBound, 0, 1,
          c + range.lowerBound, 0, 1)
      }
    }
  }
}
