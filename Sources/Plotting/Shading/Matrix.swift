/// Numbers in rows and columns.
package struct Matrix: Sendable, Equatable {
  /// Rows.
  package let rows: Int
  /// Columns.
  package let columns: Int
  /// [rows, columns], row after row.
  package let values: [Double]

  /// The most entries that a matrix holds; one that claims more is empty.
  static let mostEntries = 16_000_000

  /// Takes [rows, columns] numbers; missing ones are NaN, excess ones are ignored.
  ///
  /// An impossible size gives an empty matrix.
  package init(rows: Int, columns: Int, values: [Double]) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    let isPossible = rows > 0 && columns > 0 && !overflow && count <= Matrix.mostEntries
    self.rows = isPossible ? rows : 0
    self.columns = isPossible ? columns : 0
    let wanted = isPossible ? count : 0
    self.values =
      values.count == wanted
      ? values
      : Array(values.prefix(wanted)) + Array(repeating: .nan, count: max(0, wanted - values.count))
  }

  subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// Every entry repeated.
  func enlarged(_ factor: Int) -> Matrix {
    let side = max(rows, columns)
    guard factor > 1, side > 0, side * factor <= 4_000 else { return self }
    let (height, width) = (rows * factor, columns * factor)
    return Matrix(
      rows: height, columns: width,
      values: (0..<height * width).map { self[$0 / width / factor, $0 % width / factor] })
  }

  /// The means of `block`×`block` blocks; NaN and infinities are left out.
  func shrunk(_ block: Int) -> Matrix {
    guard block > 1, rows > 0 else { return self }
    let height = (rows - 1) / block + 1
    let width = (columns - 1) / block + 1
    var means: [Double] = []
    means.reserveCapacity(height * width)
    for row in 0..<height {
      for column in 0..<width {
        var sum = 0.0
        var count = 0.0
        for y in row * block..<min((row + 1) * block, rows) {
          for x in column * block..<min((column + 1) * block, columns) where self[y, x].isFinite {
            count += 1
            sum += (self[y, x] - sum) / count  // a running mean cannot overflow
          }
        }
        means.append(count > 0 ? sum : .nan)
      }
    }
    return Matrix(rows: height, columns: width, values: means)
  }
}
