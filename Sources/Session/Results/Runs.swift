import Interpreter
import Language

/// What a session and its comparisons have given, side by side.
extension Session {
  /// The lab as it is now, and after it the variations that were tried, each with its latest results and
  /// those of other settings under titles of their own.
  /// Columns are all reports, series all that was recorded.
  package var runs: ComparisonResult {
    var tried: [ComparisonResult.Row] = []
    var columns = reports.map(\.name)
    for comparison in comparisons {
      for name in comparison.columns where !columns.contains(name) { columns.append(name) }
    }
    for comparison in comparisons {
      for row in comparison.rows where row.failure == nil {
        let places = columns.map { comparison.columns.firstIndex(of: $0) }
        tried.removeAll { $0.isSame(as: row) }
        tried.append(
          ComparisonResult.Row(
            name: row.name, title: row.title,
            reports: places.map { $0.flatMap { row.reports[$0] } },
            deviations: places.map { $0.flatMap { row.deviations[$0] } }, points: row.points,
            failure: nil, settings: row.settings))
      }
    }
    // A run of one's own that has another name, too, is counted under that.
    let named = tried.filter { !$0.isOwn }.compactMap(\.settings?.values)
    tried.removeAll { row in row.isOwn && row.settings.map { named.contains($0.values) } == true }
    tried = tried.map(\.titled)
    let now = ComparisonResult.Row(
      name: ComparisonResult.now, title: "now",
      reports: columns.map { name in reports.first { $0.name == name }?.value },
      deviations: columns.map { _ in nil }, points: points, failure: nil)
    let all = (reports.isEmpty && points.isEmpty ? [] : [now]) + tried
    var series: [String] = []
    for name in all.flatMap(\.points).map(\.series) where !series.contains(name) {
      series.append(name)
    }
    return ComparisonResult(
      columns: columns, tableColumns: columns.count,
      series: series.map { ($0, look(of: $0)) }, bars: [], rows: all)
  }

  /// How a series is drawn: as a comparison says, else as the last point that says anything.
  private func look(of series: String) -> CurveLook {
    comparisons.flatMap(\.series).last { $0.name == series }?.look
      ?? points.last { $0.series == series && $0.look != CurveLook() }?.look ?? CurveLook()
  }
}

extension ComparisonResult {
  /// The name of the row of the lab as it is now.
  package static let now = "now"
}
