import Builtins
import Interpreter
import Language

/// The results of variations in a file.
package enum ComparisonTable {
  private static let mostSmoothing = 1 << 20

  /// The table of some comparisons; rows without a result, and values that are not plain, are left out.
  package static func json(_ comparisons: [ComparisonResult]) -> JSON {
    .list(
      comparisons.map { comparison in
        .object([
          ("columns", .list(comparison.columns.map { .string($0) })),
          ("shown", .int(comparison.tableColumns)),
          (
            "series",
            .list(
              comparison.series.map { name, look in
                .list([
                  .string(name), .bool(look.xIsLog), .bool(look.yIsLog), .int(look.smoothing),
                ])
              })
          ),
          (
            "bars", .list(comparison.bars.map { .list([.int($0.column), .bool($0.isLog)]) })
          ),
          ("rows", .list(comparison.rows.filter { $0.failure == nil }.map(json))),
        ])
      })
  }

  private static func json(_ row: ComparisonResult.Row) -> JSON {
    .object(
      [
        ("name", .string(row.name)), ("title", .string(row.title)),
        ("reports", .list(row.reports.map { $0.flatMap { JSON(plain: $0) } ?? .null })),
        ("deviations", .list(row.deviations.map { $0.map { .number($0) } ?? .null })),
        ("points", PointTable.json(row.points)),
      ] + (row.settings.map { [("settings", json($0))] } ?? []))
  }

  private static func json(_ settings: RunSettings) -> JSON {
    let values = settings.values.sorted { $0.key < $1.key }
    return .object([
      ("values", .object(values.map { ($0, .string($1)) })),
      ("words", .list(settings.words.map { .string($0) })),
    ])
  }

  /// Files of earlier versions do not say.
  private static func settings(_ json: JSON?) -> RunSettings? {
    guard case .object(let pairs)? = json?["values"], let words = json?["words"]?.elements else {
      return nil
    }
    let values = pairs.compactMap { name, text in text.string.map { (name, $0) } }
    return RunSettings(
      values: Dictionary(values) { first, _ in first }, words: words.compactMap(\.string))
  }

  /// The comparisons of a table; what is damaged is left out.
  package static func comparisons(_ json: JSON?) -> [ComparisonResult] {
    (json?.elements ?? []).map { saved in
      let columns = (saved["columns"]?.elements ?? []).compactMap(\.string)
      let shown = saved["shown"]?.int ?? columns.count
      return ComparisonResult(
        columns: columns, tableColumns: min(max(shown, 0), columns.count),
        series: (saved["series"]?.elements ?? []).compactMap(series),
        bars: (saved["bars"]?.elements ?? []).compactMap { bar($0, columns.count) },
        rows: (saved["rows"]?.elements ?? []).compactMap { row($0, columns.count) })
    }
  }

  private static func series(_ json: JSON) -> (name: String, look: CurveLook)? {
    guard let parts = json.elements, parts.count == 4, let name = parts[0].string,
      case .bool(let xIsLog) = parts[1], case .bool(let yIsLog) = parts[2],
      let smoothing = parts[3].int
    else { return nil }
    var look = CurveLook()
    (look.xIsLog, look.yIsLog) = (xIsLog, yIsLog)
    look.smoothing = min(max(smoothing, 1), mostSmoothing)
    return (name, look)
  }

  private static func bar(_ json: JSON, _ count: Int) -> (column: Int, isLog: Bool)? {
    guard let parts = json.elements, parts.count == 2, let column = parts[0].int,
      (0..<count).contains(column), case .bool(let isLog) = parts[1]
    else { return nil }
    return (column, isLog)
  }

  private static func row(_ json: JSON, _ count: Int) -> ComparisonResult.Row? {
    guard let name = json["name"]?.string, let title = json["title"]?.string,
      let reports = json["reports"]?.elements, let deviations = json["deviations"]?.elements,
      reports.count == count, deviations.count == count
    else { return nil }
    return ComparisonResult.Row(
      name: name, title: title,
      reports: reports.map { saved in
        if case .null = saved { nil } else { saved.plainValue }
      },
      deviations: deviations.map { $0.double }, points: PointTable.points(json["points"]),
      failure: nil, settings: settings(json["settings"]))
  }
}
