import Interpreter
import Tensors

/// How much padding a convolution adds: numbers, or as much as keeps the extents.
enum Padding: ArgumentConvertible {
  static var kind: String { "a number, one for rows and one for columns, \"same\" or \"valid\"" }
  case amount(RowsAndColumns)
  case same

  static func read(_ argument: BuiltinArgument) throws(Failure) -> Padding {
    guard case .string(let text) = argument.value else {
      return .amount(try RowsAndColumns.read(argument))
    }
    switch text.string {
    case "same": return .same
    case "valid": return .amount(RowsAndColumns(both: (0, 0)))
    default: throw argument.mismatch("a number, two of them, \"same\" or \"valid\"")
    }
  }

  /// The padding around a kernel of this size, and what is added to it behind the last row and
  /// column.
  func around(
    _ kernel: Window.Pair, _ stride: RowsAndColumns, _ dilation: RowsAndColumns
  ) throws(Failure) -> (RowsAndColumns, behind: Window.Pair) {
    guard case .same = self else {
      guard case .amount(let amount) = self else { return (RowsAndColumns(both: (0, 0)), (0, 0)) }
      return (amount, (0, 0))
    }
    guard stride.both == (1, 1) else {
      throw Failure(
        "padding = \"same\" is for a stride of 1, not of \(stride.both.rows) and "
          + "\(stride.both.columns)", hint: "write the padding as a number")
    }
    let largest = 1 << 31
    guard (1...largest).contains(kernel.rows), (1...largest).contains(kernel.columns),
      (1...largest).contains(dilation.both.rows), (1...largest).contains(dilation.both.columns)
    else { return (RowsAndColumns(both: (0, 0)), (0, 0)) }
    let rows = dilation.both.rows * (kernel.rows - 1)
    let columns = dilation.both.columns * (kernel.columns - 1)
    return (RowsAndColumns(both: (rows / 2, columns / 2)), (rows % 2, columns % 2))
  }
}

extension TypedParameter where T == Padding {
  /// A number, one for rows and one for columns, or "same".
  static var padding: Self {
    Self(
      "padding", "the zeros around the input; \"same\" keeps its height and width", default: .int(0)
    )
  }
}
