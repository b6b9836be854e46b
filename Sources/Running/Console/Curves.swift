import Builtins
import Interpreter
import Plotting
import Session
import Text

/// The recorded points of a step as charts.
struct Curves {
  private struct Key: Hashable {
    let series: String
    let label: String?
  }

  private var order: [Key] = []
  private var points: [Key: (x: [Double], y: [Double])] = [:]
  /// What was recorded last: "loss 0.3121".
  private(set) var latest = ""

  mutating func add(_ point: RecordedPoint) {
    let key = Key(series: point.series, label: point.label)
    if points[key] == nil { order.append(key) }
    points[key, default: ([], [])].x.append(point.x)
    points[key, default: ([], [])].y.append(point.y)
    latest = "\(point.series) \(Digits.general(point.y, 4))"
  }

  /// A chart for each kind of quantity: `train_loss` and `val_loss` share one, `acc` has its own.
  func charts() -> [LineChart] {
    var titles: [String] = []
    var groups: [String: [Key]] = [:]
    for key in order {
      let title = Self.quantity(key.series)
      if groups[title] == nil { titles.append(title) }
      groups[title, default: []].append(key)
    }
    return titles.compactMap { title in
      let keys = groups[title] ?? []
      guard keys.contains(where: { (points[$0]?.y.count ?? 0) > 1 }) else { return nil }
      let names = Set(keys.map(\.series))
      let series = keys.map { key in
        let (x, y) = points[key] ?? ([], [])
        return LineChart.Series(Self.label(key, isAlone: names.count == 1), x: x, y: y)
      }
      return LineChart(title: names.count == 1 ? keys[0].series : title, series: series)
    }
  }

  /// The last word: `loss` in `train_loss`.
  private static func quantity(_ series: String) -> String {
    series.split(separator: "_").last.map(String.init) ?? series
  }

  private static func label(_ key: Key, isAlone: Bool) -> String {
    let rest = key.series.split(separator: "_").dropLast().joined(separator: "_")
    let part = isAlone ? "" : (rest.isEmpty ? key.series : rest)
    return [key.label ?? "", part].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension ComparisonResult {
  /// One row per variation, one column per report.
  var figure: Table {
    let cells = rows.map { row -> [Table.Cell] in
      let values = row.reports.map { $0.map { Table.Cell($0) } ?? .missing }
      return [.text(row.title)] + values
    }
    return Table(header: [""] + columns, rows: cells)
  }

  /// One chart per series, with one curve per variation.
  var charts: [LineChart] {
    series.map { name in
      var curves: [LineChart.Series] = []
      for row in rows {
        let labels = row.points.filter { $0.series == name }.map(\.label)
        let distinct = labels.reduce(into: [String?]()) { if !$0.contains($1) { $0.append($1) } }
        for label in distinct {
          let points = row.points.filter { $0.series == name && $0.label == label }
          let suffix = distinct.count > 1 ? label.map { " " + $0 } ?? "" : ""
          curves.append(
            LineChart.Series(row.title + suffix, x: points.map(\.x), y: points.map(\.y)))
        }
      }
      return LineChart(title: name, series: curves)
    }
  }
}
