import Kernels
import Synchronization

/// How one contraction is computed: its result's layout, and the matrix products that produce it.
///
/// All of it follows from the axes' extents and steps.
final class ProductPlan: Sendable {
  /// What a plan depends on.
  struct Key: Hashable {
    /// The axes of the product, none of them empty.
    let axes: [ProductAxis]
    /// The number of the result's dimensions.
    let rank: Int
    /// The dimension that should have stride 1, if that matters.
    let last: Int?
    /// Whether a bias is added along the last dimension.
    let hasBias: Bool
    /// Whether operands are rounded to bfloat16 first.
    let usesBFloat16: Bool
  }

  /// How the result is laid out in memory.
  let strides: Shape
  /// Whether the kernels take the operands exchanged.
  let isTransposed: Bool
  /// Whether the kernels add the bias themselves: they do if it runs along their columns.
  let addsBias: Bool
  /// One of the matrix products, all of which have the same sizes.
  let kernel: MatrixKernel
  /// Where the products' operands and results begin.
  let places: [Contraction.Offset]
  /// Where, relative to that, the terms summed up for a place begin.
  let terms: [Contraction.Offset]
  /// How the products are cut into pieces of work.
  let grid: ProductGrid
  /// Whether oneDNN takes the products.
  let usesLibrary: Bool
  /// Floats of scratch that a thread needs for one product.
  let perWorker: Int

  /// Earlier plans: a model asks for the same few at each step.
  private static let known = Mutex<[Key: ProductPlan]>([:])
  private static let mostKnown = 256
  /// The most offsets of a plan that is kept; finding more costs little beside the products.
  private static let mostOffsets = 4_096

  /// The plan for `key`.
  static func of(_ key: Key) -> ProductPlan {
    if let plan = known.withLock({ $0[key] }) { return plan }
    let plan = ProductPlan(key)
    if plan.places.count + plan.terms.count <= mostOffsets {
      known.withLock {
        if $0.count >= mostKnown { $0.removeAll() }
        $0[key] = plan
      }
    }
    return plan
  }

  private init(_ key: Key) {
    var plan = Contraction()
    for axis in key.axes {
      plan.add(
        Contraction.Axis(
          extent: axis.extent, left: axis.left, right: axis.right,
          dimension: axis.dimension ?? -1),
        isSummed: axis.dimension == nil)
    }
    strides = plan.layOutResult(rank: key.rank, last: key.last)
    plan.merge()
    isTransposed = plan.isTransposed
    addsBias = key.hasBias && !plan.isTransposed && plan.columns.count == 1 && strides.last == 1
    var (outer, inner) = (plan.rows, plan.inner)
    let column = plan.columns.last ?? Contraction.Axis(extent: 1, result: 1)
    let sum = Contraction.takeSummed(&inner)
    let row = Contraction.takeRow(&outer, unit: sum.left != 1)
    places = Contraction.offsets(plan.batch + outer + plan.columns.dropLast())
    terms = Contraction.offsets(inner)
    kernel = MatrixKernel(
      m: row.extent, n: column.extent, k: sum.extent, aRow: row.left, aColumn: sum.left,
      bRow: sum.right, bColumn: column.right, cRow: max(row.result, column.extent),
      usesBFloat16: key.usesBFloat16)
    grid = ProductGrid(kernel, places: places.count, terms: terms.count)
    usesLibrary = kernel.suitsLibrary
    perWorker = usesLibrary ? 0 : kernel.scratchCount
  }
}
