import Interpreter

/// What a session and its comparisons have given, side by side.
extension Session {
  /// The lab as it is now, and after it the variations that were tried, each with its latest results.
  /// Columns are all reports, series all that was recorded.
  package var runs: ComparisonResult {
    var tried: [ComparisonResult.Row] = []
    var columns = reports.map(\.name)
    for comparison in comparisons {
      for name in comparison.columns where !columns.contains(name) { columns.append(name) }
    }
    for comparison in comparisons {
      for row in comparison.rows where row.failure == nil {
        let values = columns.map { name in
          comparison.columns.firstIndex(of: name).flatMap { row.reports[$0] }
        }
        tried.removeAll { $0.title == row.title }
        tried.append(
          ComparisonResult.Row(
            name: row.name, title: row.title, reports: values, points: row.points, failure: nil))
      }
    }
    let now = ComparisonResult.Row(
      name: "now", title: "now",
      reports: columns.map { name in reports.first { $0.name == name }?.value }, points: points,
      failure: nil)
    let all = (reports.isEmpty && points.isEmpty ? [] : [now]) + tried
    var series: [String] = []
    for name in all.flatMap(\.points).map(\.series) where !series.contains(name) {
      series.append(name)
    }
    return ComparisonResult(columns: columns, series: series, rows: all)
  }
}
