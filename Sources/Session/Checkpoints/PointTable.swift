import Builtins
import Language

/// Recorded points in a file: what they have in common once, and their numbers.
enum PointTable {
  private struct Series: Hashable {
    let name: String
    let label: String?
    let xIsLog: Bool
    let yIsLog: Bool
    let smoothing: Int
    let seed: Int
  }

  /// The table of some points.
  static func json(_ points: [RecordedPoint]) -> JSON {
    var places: [Series: Int] = [:]
    var series: [JSON] = []
    var which: [JSON] = []
    for point in points {
      let own = Series(
        name: point.series, label: point.label, xIsLog: point.look.xIsLog,
        yIsLog: point.look.yIsLog, smoothing: point.look.smoothing, seed: point.seed)
      if places[own] == nil {
        places[own] = series.count
        series.append(
          .list([
            .string(own.name), JSON(own.label), .bool(own.xIsLog), .bool(own.yIsLog),
            .int(own.smoothing), .int(own.seed),
          ]))
      }
      which.append(.int(places[own] ?? 0))
    }
    return .object([
      ("series", .list(series)), ("which", .list(which)),
      ("x", .list(points.map { .number($0.x) })), ("y", .list(points.map { .number($0.y) })),
    ])
  }

  /// The points of a table; none where it is damaged.
  static func points(_ json: JSON?) -> [RecordedPoint] {
    let series = json?["series"]?.elements ?? []
    let which = (json?["which"]?.elements ?? []).compactMap(\.int)
    let x = (json?["x"]?.elements ?? []).compactMap(\.double)
    let y = (json?["y"]?.elements ?? []).compactMap(\.double)
    guard which.count == x.count, x.count == y.count,
      which.allSatisfy(series.indices.contains)
    else { return [] }
    return which.indices.compactMap { index in
      guard let parts = series[which[index]].elements, parts.count == 6,
        let name = parts[0].string, case .bool(let xIsLog) = parts[2],
        case .bool(let yIsLog) = parts[3], let smoothing = parts[4].int, let seed = parts[5].int
      else { return nil }
      var point = RecordedPoint(series: name, label: parts[1].string, x: x[index], y: y[index])
      (point.look.xIsLog, point.look.yIsLog) = (xIsLog, yIsLog)
      (point.look.smoothing, point.seed) = (smoothing, seed)
      return point
    }
  }
}

extension JSON {
  /// A number, one that is not finite included.
  fileprivate var double: Double? {
    switch self {
    case .int(let number): Double(number)
    case .number(let number): number
    case .string(let text): Double(text)
    default: nil
    }
  }
}
