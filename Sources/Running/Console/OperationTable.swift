import Tensors

/// Shows the profile of operations, the most expensive first.
package enum OperationTable {
  /// The lines of the table: at most `count` rows, and one for the rest.
  package static func lines(_ rows: [OperationProfile.Row], count: Int = 30) -> [String] {
    let total = rows.reduce(0) { $0 + $1.seconds }
    var table = [["operation", "calls", "ms", "share", "GFLOP/s"]]
    for row in rows.prefix(count) {
      let name = row.isBackward ? row.name + ", gradient" : row.name
      table.append(cells(name, row.calls, row.seconds, of: total, row.flops))
    }
    let others = rows.dropFirst(count)
    for (name, rows) in [("others", others), ("together", rows[...])] where !rows.isEmpty {
      let seconds = rows.reduce(0) { $0 + $1.seconds }
      let flops = rows.reduce(0) { $0 + $1.flops }
      table.append(cells(name, rows.reduce(0) { $0 + $1.calls }, seconds, of: total, flops))
    }
    return aligned(table)
  }

  private static func cells(
    _ name: String, _ calls: Int, _ seconds: Double, of total: Double, _ flops: Double
  ) -> [String] {
    let share = fixed(total > 0 ? 100 * seconds / total : 0, 1) + "%"
    let rate = flops > 0 && seconds > 0 ? fixed(flops / seconds * 1e-9, 0) : ""
    return [name, String(calls), fixed(seconds * 1e3, 1), share, rate]
  }

  /// Columns as wide as their contents: names on the left, numbers on the right.
  private static func aligned(_ table: [[String]]) -> [String] {
    let widths = (0..<5).map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      var line = row[0]
      var end = widths[0]
      for column in 1..<5 {
        end += 2 + widths[column]
        line += String(repeating: " ", count: end - line.count - row[column].count) + row[column]
      }
      return line.trimmedEnd
    }
  }

  /// A number with `digits` digits after the point.
  private static func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 0 ? 1.0 : 10.0
    let tenths = (value * scale).rounded()
    guard tenths.magnitude < 1e15 else { return "∞" }
    return digits == 0 ? String(Int(tenths)) : String(tenths / scale)
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
