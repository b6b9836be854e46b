import Tensors

/// What the profile of operations looks like: the most expensive first.
public enum OperationTable {
  /// The lines of the table, of at most `count` rows and one for the others.
  public static func lines(_ rows: [OperationProfile.Row], count: Int = 30) -> [String] {
    let total = rows.reduce(0) { $0 + $1.seconds }
    var lines = [cells("operation", "calls", "ms", "share", "GFLOP/s")]
    for row in rows.prefix(count) {
      let name = row.isBackward ? row.name + ", gradient" : row.name
      lines.append(line(name, row.calls, row.seconds, of: total, row.flops))
    }
    let others = rows.dropFirst(count)
    if !others.isEmpty {
      lines.append(
        line(
          "others", others.reduce(0) { $0 + $1.calls }, others.reduce(0) { $0 + $1.seconds },
          of: total, others.reduce(0) { $0 + $1.flops }))
    }
    lines.append(
      line(
        "together", rows.reduce(0) { $0 + $1.calls }, total, of: total,
        rows.reduce(0) { $0 + $1.flops }))
    return lines
  }

  private static func line(
    _ name: String, _ calls: Int, _ seconds: Double, of total: Double, _ flops: Double
  ) -> String {
    let share = fixed(total > 0 ? 100 * seconds / total : 0, 1) + "%"
    let rate = flops > 0 && seconds > 0 ? fixed(flops / seconds * 1e-9, 0) : ""
    return cells(name, String(calls), fixed(seconds * 1e3, 1), share, rate)
  }

  private static func cells(
    _ name: String, _ calls: String, _ time: String, _ share: String, _ rate: String
  ) -> String {
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(1, width - text.count)) + text
    }
    let first = name + String(repeating: " ", count: max(0, 30 - name.count))
    let row = first + right(calls, 9) + right(time, 11) + right(share, 8) + right(rate, 9)
    return row.trimmedEnd
  }

  /// A number with so many digits after the point.
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
