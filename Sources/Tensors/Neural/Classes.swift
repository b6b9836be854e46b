/// How the losses of a batch become one number.
package enum Reduction: String, Sendable {
  /// Their mean: PyTorch's default.
  case mean
  /// Their sum.
  case sum
  /// One per example.
  case none
}

extension Tensor {
  /// The class of rows without one: PyTorch's `ignore_index`.
  private static let ignoredClass = -100

  /// `targets` [N] int64 as the classes of the rows of `scores` [N, C], packed, and their count.
  ///
  /// The count is of rows that have a class.
  static func classes(
    _ targets: Tensor, ofRows scores: Tensor, _ what: String, for name: String
  ) throws(TensorError) -> (packed: Tensor, counted: Int) {
    guard scores.rank == 2, targets.rank == 1, scores.shape[0] == targets.shape[0] else {
      throw TensorError(
        "\(name): \(what) of shape \(scores.shape) do not fit targets of \(targets.shape)",
        hint: "\(what) are [N, classes] and targets [N]")
    }
    guard targets.dtype == .int64 else {
      throw TensorError(
        "\(name): the targets must be class numbers, not \(targets.dtype)",
        hint: "give one int64 class for each row")
    }
    let (rows, columns) = (scores.shape[0], scores.shape[1])
    let packed = try targets.packed()
    let numbers = packed.ints
    var counted = rows
    // The shape of a loss does not depend on the classes.
    let seen = StandIns.areMade ? 0 : rows
    for row in 0..<seen where !(0..<columns).contains(numbers[row]) {
      guard numbers[row] == ignoredClass else {
        throw TensorError(
          "\(name): class \(numbers[row]) in row \(row) is out of range for \(columns) classes",
          hint: "classes go from 0 to \(columns - 1); \(ignoredClass) leaves a row out")
      }
      counted -= 1
    }
    return (packed, counted)
  }
}
