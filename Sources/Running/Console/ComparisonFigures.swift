import Interpreter
import Plotting
import Session
import Text

extension ComparisonResult {
  /// A row for each variation, a column for each report.
  package var figure: Table {
    let cells = rows.map { row -> [Table.Cell] in
      [.text(row.title)] + (0..<tableColumns).map { Self.cell(row, $0) }
    }
    return Table(header: [""] + columns.prefix(tableColumns), rows: cells)
  }

  static func cell(_ row: Row, _ column: Int) -> Table.Cell {
    guard let value = row.reports[column] else { return .missing }
    guard let deviation = row.deviations[column], let mean = value.number else {
      return Table.Cell(value)
    }
    return .text("\(Digits.general(mean, 4)) +/- \(Digits.general(deviation, 2))")
  }

  /// The charts of the series, then the bars.
  var drawings: [any Figure] { charts + barCharts }

  /// A chart for each series, with one curve a variation; over several seeds the mean, with a band of
  /// one standard deviation.
  package var charts: [LineChart] {
    series.map { name, look in
      var curves: [LineChart.Series] = []
      for row in rows {
        let own = row.points.filter { $0.series == name }
        let labels = own.reduce(into: [String?]()) {
          if !$0.contains($1.label) { $0.append($1.label) }
        }
        for label in labels {
          let suffix = labels.count > 1 ? label.map { " " + $0 } ?? "" : ""
          curves.append(
            Self.curve(row.title + suffix, own.filter { $0.label == label }, look.smoothing))
        }
      }
      return LineChart(title: name, series: curves, look: look)
    }
  }

  private static func curve(
    _ label: String, _ points: [RecordedPoint], _ smoothing: Int
  ) -> LineChart.Series {
    guard points.contains(where: { $0.seed > 0 }) else {
      return LineChart.Series(label, x: points.map(\.x), y: points.map(\.y))
    }
    var places: [Double] = []
    var values: [Double: [Double]] = [:]
    for point in points {
      if values[point.x] == nil { places.append(point.x) }
      values[point.x, default: []].append(point.y)
    }
    let means = places.map { x in
      let here = values[x] ?? []
      return here.reduce(0) { $0 + $1 / Double(here.count) }
    }
    let deviations = zip(places, means).map { x, mean in
      let here = values[x] ?? []
      let squares = here.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return here.count > 1 ? (squares / Double(here.count - 1)).squareRoot() : 0
    }
    // A band belongs to the points, and smoothed curves are means of them.
    let spread = LineChart.Spread(
      zip(means, deviations).map { $0 - $1 }, zip(means, deviations).map { $0 + $1 }, .band)
    return LineChart.Series(label, x: places, y: means, spread: smoothing > 1 ? nil : spread)
  }

  /// The bars of a report, one a variation.
  private var barCharts: [BarChart] {
    bars.map { column, isLog in
      let known = rows.filter { $0.reports[column]?.number != nil }
      return BarChart(
        title: columns[column], labels: known.map(\.title),
        series: [
          BarChart.Series(
            "", known.map { $0.reports[column]?.number ?? .nan },
            deviations: known.map { $0.deviations[column] })
        ], scale: isLog ? .log : .linear)
    }
  }
}
