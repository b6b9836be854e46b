import Builtins
import Interpreter
import Language

/// Runs in sessions of their own, side by side as if they were a comparison's.
extension ComparisonResult {
  /// A row for each title, with the means of its runs, which have different seeds; what recorded and
  /// reported nothing has no row.
  package init(combining groups: [(title: String, runs: [ComparisonResult])]) {
    let all = groups.flatMap(\.runs)
    var columns: [String] = []
    for name in all.flatMap(\.columns) where !columns.contains(name) { columns.append(name) }
    var series: [(name: String, look: CurveLook)] = []
    for own in all.flatMap(\.series) where !series.contains(where: { $0.name == own.name }) {
      series.append(own)
    }
    let rows = groups.filter { !$0.runs.isEmpty }.map { title, runs in
      let seeds = SeedResults(
        runs.map { run in
          VariationResult(
            reports: run.columns.compactMap { name in run.value(name).map { (name, $0) } },
            points: run.rows.first?.points ?? [])
        })
      return Row(
        name: title, title: title, reports: columns.map(seeds.value),
        deviations: columns.map(seeds.deviation), points: seeds.points, failure: nil)
    }
    self.init(
      columns: columns, tableColumns: columns.count, series: series, bars: [], rows: rows)
  }

  /// The report of that name in the first row.
  package func value(_ name: String) -> Value? {
    columns.firstIndex(of: name).flatMap { rows.first?.reports[$0] }
  }

  /// The points of one series alone, those with that label.
  package func only(_ name: String, label: String?) -> ComparisonResult {
    ComparisonResult(
      columns: columns, tableColumns: tableColumns, series: series.filter { $0.name == name },
      bars: [],
      rows: rows.map { row in
        Row(
          name: row.name, title: row.title, reports: row.reports, deviations: row.deviations,
          points: row.points.filter { $0.series == name && $0.label == label },
          failure: row.failure)
      })
  }

  /// The lab as it is now alone, without its variations.
  package var current: ComparisonResult {
    ComparisonResult(
      columns: columns, tableColumns: tableColumns, series: series, bars: [],
      rows: rows.filter { $0.name == Self.now })
  }
}
