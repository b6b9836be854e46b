import Builtins
import Interpreter
import Language

/// The results of variations in a file.
enum ComparisonTable {
  /// The table of some comparisons; rows without a result, and values that are not plain, are left out.
  static func json(_ comparisons: [ComparisonResult]) -> JSON {
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
          ("rows", .list(comparison.rows.filter { $0.failure == nil }.map(json))),
        ])
      })
  }

  private static func json(_ row: ComparisonResult.Row) -> JSON {
    .object([
      ("name", .string(row.name)), ("title", .string(row.title)),
      ("reports", .list(row.reports.map { $0.flatMap { JSON(plain: $0) } ?? .null })),
      ("deviations", .list(row.deviations.map { $0.map { .number($0) } ?? .null })),
      ("points", PointTable.json(row.points)),
    ])
  }

  /// The comparisons of a table; what is damaged is left out.
  static func comparisons(_ json: JSON?) -> [ComparisonResult] {
    (json?.elements ?? []).map { saved in
      let columns = (saved["columns"]?.elements ?? []).compactMap(\.string)
      let shown = saved["shown"]?.int ?? columns.count
      return ComparisonResult(
        columns: columns, tableColumns: min(max(shown, 0), columns.count),
        series: (saved["series"]?.elements ?? []).compactMap(series), bars: [],
        rows: (saved["rows"]?.elements ?? []).compactMap { row($0, columns.count) })
    }
  }

  private static func series(_ json: JSON) -> (name: String, look: CurveLook)? {
    guard let parts = json.elements, parts.count == 4, let name = parts[0].string,
      case .bool(let xIsLog) = parts[1], case .bool(let yIsLog) = parts[2],
      let smoothing = parts[3].int
    else { return nil }
    var look = CurveLook()
    (look.xIsLog, look.yIsLog, look.smoothing) = (xIsLog, yIsLog, smoothing)
    return (name, look)
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
      failure: nil)
  }
}
