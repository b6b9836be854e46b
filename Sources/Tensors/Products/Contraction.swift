/// A product of two strided operands, summed over the axes that the result lacks.
///
/// It is what remains of a matrix product once every batch dimension is filed under the operands
/// that have it. A dimension that only the left has is one more axis of rows, one that only the
/// right has one more of columns. So `U @ X` with one U and a batch of X is a single wide product,
/// and nothing is copied to make it one.
struct Contraction {
  /// An extent, and its step in each operand; 0 if an operand lacks the axis.
  struct Axis {
    var extent: Int
    var left = 0
    var right = 0
    var result = 0
    /// The dimension of the result that the axis is, or -1.
    var dimension = -1
  }

  /// Axes that both operands and the result have.
  var batch: [Axis] = []
  /// Axes of the left operand and the result.
  var rows: [Axis] = []
  /// Axes of the right operand and the result.
  var columns: [Axis] = []
  /// Axes that are summed over.
  var inner: [Axis] = []

  /// Files an axis under the operands that step along it; `isSummed` if the result lacks it.
  mutating func add(_ axis: Axis, isSummed: Bool = false) {
    if axis.extent == 1 { return }
    if isSummed {
      inner.append(axis)
    } else if axis.left == 0, axis.right != 0 {
      columns.append(axis)
    } else if axis.right == 0, axis.left != 0 {
      rows.append(axis)
    } else {
      batch.append(axis)
    }
  }

  /// Chooses the result's layout and returns its strides.
  ///
  /// Batch, rows and columns each come in the order of their operand, so that as many as possible
  /// merge. `last` is the dimension that should have stride 1, if that matters to the caller.
  mutating func layOutResult(rank: Int, last: Int? = nil) -> Shape {
    rows.sort { $0.left > $1.left }
    columns.sort { $0.right > $1.right }
    if columns.isEmpty {
      // A single column is better walked as a row.
      if !rows.isEmpty { transpose() }
    } else if let last {
      if rows.last?.dimension == last { transpose() }
    } else if isBetterTransposed {
      transpose()
    }
    let woven = takeWovenBatch()
    var strides = Shape(repeating: 1, count: rank)
    var step = 1
    func place(_ axes: inout [Axis]) {
      for index in axes.indices.reversed() {
        axes[index].result = step
        strides[axes[index].dimension] = step
        step &*= axes[index].extent
      }
    }
    var weave = woven
    place(&columns)
    place(&weave)
    place(&rows)
    place(&batch)
    batch += weave
    for axis in columns + rows + batch where axis.dimension >= 0 {
      strides[axis.dimension] = axis.result
    }
    return strides
  }

  /// Whether the product is faster with its operands exchanged.
  ///
  /// It is if the columns, which the kernels take by vectors, fill these badly and the rows do not;
  /// or if the right operand would have to be transposed, and the left one is small.
  private var isBetterTransposed: Bool {
    guard let row = rows.last, let column = columns.last else { return false }
    let (across, down) = (
      Contraction.waste(columns.map { ($0.extent, $0.right) }),
      Contraction.waste(rows.map { ($0.extent, $0.left) })
    )
    let leftCount = (rows + inner).reduce(1) { $0 &* $1.extent }
    let isSmall = leftCount <= 4_096
    if across > 1.2, down * 1.15 < across { return row.left == 1 || isSmall }
    return isSmall && down <= 1.2 && column.right != 1 && inner.contains { $0.right == 1 }
  }

  /// How much longer the innermost run of elements gets when rounded up to whole vectors.
  private static func waste(_ axes: [(extent: Int, step: Int)]) -> Double {
    var run = 1
    var step = axes.last?.step ?? 1
    for axis in axes.reversed() {
      guard axis.step == step else { break }
      run &*= axis.extent
      step &*= axis.extent
    }
    return Double((run + 15) / 16 * 16) / Double(run)
  }

  /// Removes the batch axes that are inside the rows of the right operand.
  ///
  /// The heads of (tokens, heads, features) are. In the result they are too, so that joining the
  /// heads is a view.
  private mutating func takeWovenBatch() -> [Axis] {
    let step = inner.map(\.right).min() ?? 0
    let least = columns.map { $0.right &* $0.extent }.max() ?? 0
    func isWoven(_ axis: Axis) -> Bool {
      axis.right >= least && least > 0 && axis.right &* axis.extent <= step
    }
    let woven = batch.filter(isWoven).sorted { $0.right > $1.right }
    batch.removeAll(where: isWoven)
    return woven
  }

  /// The same sums with the operands exchanged.
  private mutating func transpose() {
    (rows, columns) = (columns, rows)
    func exchange(_ axes: inout [Axis]) {
      for index in axes.indices {
        (axes[index].left, axes[index].right) = (axes[index].right, axes[index].left)
      }
    }
    exchange(&rows)
    exchange(&columns)
    exchange(&batch)
    exchange(&inner)
    isTransposed.toggle()
  }

  /// Whether the operands are exchanged.
  private(set) var isTransposed = false

  /// Merges axes that are adjacent in all operands.
  mutating func merge() {
    Contraction.merge(&batch)
    Contraction.merge(&rows)
    Contraction.merge(&columns)
    inner.sort { $0.left > $1.left }
    Contraction.merge(&inner)
  }

  private static func merge(_ axes: inout [Axis]) {
    var merged: [Axis] = []
    for axis in axes {
      if let outer = merged.last, outer.left == axis.left &* axis.extent,
        outer.right == axis.right &* axis.extent, outer.result == axis.result &* axis.extent
      {
        merged[merged.count - 1] = axis
        merged[merged.count - 1].extent = outer.extent &* axis.extent
      } else {
        merged.append(axis)
      }
    }
    axes = merged
  }

  /// Removes from `axes` the one that a matrix kernel sums over.
  ///
  /// It is one of adjacent elements of both operands, if that is not short, or else the longest.
  static func takeSummed(_ axes: inout [Axis]) -> Axis {
    take(&axes) { $0.left == 1 && $0.right == 1 }
  }

  /// Removes from `axes` the one that a matrix kernel walks as its rows.
  ///
  /// It is the longest or, with `unit`, one of adjacent elements of the left operand if that is not
  /// short.
  static func takeRow(_ axes: inout [Axis], unit: Bool) -> Axis {
    take(&axes) { unit && $0.left == 1 }
  }

  private static func take(_ axes: inout [Axis], preferring isPreferred: (Axis) -> Bool) -> Axis {
    if let index = axes.firstIndex(where: { isPreferred($0) && $0.extent >= 16 }) {
      return axes.remove(at: index)
    }
    guard let index = axes.indices.max(by: { axes[$0].extent < axes[$1].extent }) else {
      return Axis(extent: 1)
    }
    return axes.remove(at: index)
  }

  /// Where something begins in both operands and in the result.
  typealias Offset = (left: Int, right: Int, result: Int)

  /// The offsets of every combination of positions along `axes`, in row-major order.
  static func offsets(_ axes: [Axis]) -> [Offset] {
    var offsets = [(left: 0, right: 0, result: 0)]
    for axis in axes {
      var longer: [Offset] = []
      longer.reserveCapacity(offsets.count * axis.extent)
      for offset in offsets {
        for index in 0..<axis.extent {
          longer.append(
            (
              offset.left + index &* axis.left, offset.right + index &* axis.right,
              offset.result + index &* axis.result
            ))
        }
      }
      offsets = longer
    }
    return offsets
  }
}
