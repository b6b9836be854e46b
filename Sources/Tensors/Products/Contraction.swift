/// A product of two strided operands, summed over the axes that the result lacks: what is left of
/// a matrix product once every batch dimension is filed under who has it.
///
/// A dimension that only the left has is one more axis of rows, one that only the right has one
/// more of columns. So `U @ X` with one U and a batch of X is a single wide product, and nothing
/// is copied to make it one.
struct Contraction {
  /// An extent, and its step in each operand; 0 where an operand does not have the axis.
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

  /// Files an axis under the operands that step along it; `isSummed` where the result lacks it.
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

  /// Chooses how the result lies in memory, and gives its strides: batch, rows, columns, each in
  /// the order in which its operand has them, so that as many as possible merge.
  mutating func layOutResult(rank: Int) -> Shape {
    rows.sort { $0.left > $1.left }
    columns.sort { $0.right > $1.right }
    // A single column is better walked as a row.
    if columns.isEmpty, !rows.isEmpty { transpose() }
    var strides = Shape(repeating: 1, count: rank)
    var step = 1
    func place(_ axes: inout [Axis]) {
      for index in axes.indices.reversed() {
        axes[index].result = step
        strides[axes[index].dimension] = step
        step &*= axes[index].extent
      }
    }
    place(&columns)
    place(&rows)
    place(&batch)
    for axis in columns + rows + batch where axis.dimension >= 0 {
      strides[axis.dimension] = axis.result
    }
    return strides
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

  /// Whether the tensors' sides are exchanged.
  private(set) var isTransposed = false

  /// Merges axes that lie behind each other in all operands.
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

  /// Takes the axis with the most elements out of `axes`, the one that a matrix kernel walks.
  static func takeLongest(_ axes: inout [Axis]) -> Axis {
    guard let index = axes.indices.max(by: { axes[$0].extent < axes[$1].extent }) else {
      return Axis(extent: 1)
    }
    return axes.remove(at: index)
  }

  /// The offsets of every combination of positions along `axes`, in row-major order.
  static func offsets(_ axes: [Axis]) -> [(left: Int, right: Int, result: Int)] {
    var offsets = [(left: 0, right: 0, result: 0)]
    for axis in axes {
      var longer: [(left: Int, right: Int, result: Int)] = []
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
