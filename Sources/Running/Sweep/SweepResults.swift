import Language
import Plotting
import Session
import Text

/// What the runs of a sweep gave, side by side: one table, one chart.
package struct SweepResults {
  private let grid: SweepGrid
  private let runs: [(plan: PlannedRun, record: LabRecord?)]
  /// A row for each combination: means over its seeds, and what they recorded.
  private let combined: ComparisonResult
  /// What can be drawn: the curves of every combination that has results.
  private let curves: [Curve]

  /// A recorded curve.
  private struct Curve: Hashable {
    let series: String
    let label: String?

    /// `loss`, `loss MLP`.
    var name: String { [series, label ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
  }

  /// The results of planned runs of a lab, each with its record, nil where it was not reached.
  package init(_ grid: SweepGrid, _ runs: [(plan: PlannedRun, record: LabRecord?)]) {
    (self.grid, self.runs) = (grid, runs)
    combined = ComparisonResult(
      combining: grid.combinations.map { settings in
        let own = runs.filter { $0.plan.settings == settings }
        return (Self.title(settings), own.compactMap { $0.record?.results })
      })
    curves = Self.common(combined.rows)
  }

  /// The curves that all rows have, and that are more than a point.
  private static func common(_ rows: [ComparisonResult.Row]) -> [Curve] {
    let each = rows.map { row in
      var counts: [Curve: Int] = [:]
      for point in row.points where point.seed == row.points.first?.seed {
        counts[Curve(series: point.series, label: point.label), default: 0] += 1
      }
      return counts
    }
    var curves: [Curve] = []
    for point in rows.first?.points ?? [] {
      let curve = Curve(series: point.series, label: point.label)
      if !curves.contains(curve), each.allSatisfy({ $0[curve] ?? 0 > 1 }) { curves.append(curve) }
    }
    return curves
  }

  /// A row for each run; over several seeds means and standard deviations below all of them.
  package var table: Table {
    var rows: [(run: String, cells: [Table.Cell])] = []
    var means: [(run: String, cells: [Table.Cell])] = []
    let hasSeeds = grid.seeds.count > 1
    var number = 0
    for settings in grid.combinations {
      let own = runs.filter { $0.plan.settings == settings }
      let values = settings.map { Table.Cell.text($0.text) }
      let first = number + 1
      for run in own {
        number += 1
        let seed = hasSeeds ? [Table.Cell.text(String(run.plan.seed))] : []
        let row = run.record?.results
        let reports = combined.columns.map { name in row?.value(name).map { Table.Cell($0) } }
        rows.append(
          (
            String(number),
            values + seed + [.text(Self.claims(run.record))] + reports.map { $0 ?? .missing }
          ))
      }
      let whole = own.compactMap { $0.record?.results }
      let row = combined.rows.first { $0.title == Self.title(settings) }
      guard whole.count > 1, let row else { continue }
      let words = whole.count == grid.seeds.count ? "mean" : "mean of \(whole.count)"
      let cells = combined.columns.enumerated().map { column, name in
        // What is the same with each seed is no mean.
        row.deviations[column] == 0
          ? whole[0].value(name).map { Table.Cell($0) } ?? .missing
          : ComparisonResult.cell(row, column)
      }
      means.append(("\(first)-\(number)", values + [.text(words), .missing] + cells))
    }
    let names = grid.axes.map(\.name) + (hasSeeds ? ["seed"] : [])
    // A narrow table goes on below, where its first column tells the rows apart.
    let isNumbered = names.count != 1
    var table = Table(
      header: (isNumbered ? ["run"] : []) + names + ["claims"] + combined.columns,
      rows: (rows + means).map { run, cells in (isNumbered ? [.text(run)] : []) + cells })
    table.continues = true
    return table
  }

  /// What tells a combination from the others: `32, adamw`.
  private static func title(_ settings: [SweepGrid.Setting]) -> String {
    settings.map(\.text).joined(separator: ", ")
  }

  /// How a run's claims fared, or why it has no results.
  private static func claims(_ record: LabRecord?) -> String {
    guard let report = record?.report else { return "not run" }
    let (held, failed) = (report.claims.held, report.claims.failed)
    switch report.exit {
    case .passed: return held > 0 ? "\(held) held" : "none"
    case .failed: return failed > 0 ? "\(failed) failed, \(held) held" : "failed"
    case .usage, .error: return "error"
    case .nothing: return "nothing run"
    case .timedOut: return "time limit"
    case .interrupted: return "interrupted"
    }
  }

  /// The names of the curves that all runs have.
  package var curveNames: [String] { curves.map(\.name) }

  /// The chart of one of these curves: a line for each combination, over several seeds the mean with a
  /// band of one standard deviation. Nil where there is none of that name.
  package func chart(of name: String) -> LineChart? {
    guard let curve = curves.first(where: { $0.name == name }),
      var chart = combined.only(curve.series, label: curve.label).charts.first
    else { return nil }
    let names = grid.axes.map(\.name).joined(separator: ", ")
    chart.title = curve.name + (names.isEmpty ? "" : " by \(names)")
    if chart.series.count > Self.mostBands {
      for index in chart.series.indices { chart.series[index].spread = nil }
    }
    return chart
  }

  /// More bands than these hide each other.
  private static let mostBands = 3
}

extension LabResult {
  /// What it reported and recorded, as one row; nil if it did not get to its end.
  package var row: ComparisonResult? {
    let isWhole = failure == nil && stepFailure == nil && stopped == nil && !isLost
    return isWhole ? session?.runs.current : nil
  }
}
