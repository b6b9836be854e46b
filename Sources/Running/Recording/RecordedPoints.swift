import Builtins
import Language
import Session
import Text

/// Points of one curve in a recording: their numbers with five digits, which is more than can be drawn.
enum RecordedPoints {
  private static let digits = 5
  private static let mostSmoothing = 1 << 20

  /// Points in runs of one curve each; the order of the curves stays.
  static func runs(of points: [RecordedPoint]) -> [[RecordedPoint]] {
    var runs: [[RecordedPoint]] = []
    var places: [[String?]: Int] = [:]
    for point in points {
      let curve = [point.series, point.label]
      if let place = places[curve] {
        runs[place].append(point)
      } else {
        places[curve] = runs.count
        runs.append([point])
      }
    }
    return runs
  }

  /// As JSON. Points that count themselves are placed by the first.
  static func json(_ points: [RecordedPoint]) -> JSON {
    guard let first = points.first, let last = points.last else { return .null }
    let isCounted = points.allSatisfy(\.isCounted)
    return .object([
      ("series", .string(first.series)), ("label", JSON(first.label)),
      (
        "look",
        .list([.bool(last.look.xIsLog), .bool(last.look.yIsLog), .int(last.look.smoothing)])
      ),
      ("x", isCounted ? short(first.x) : .list(points.map { short($0.x) })),
      ("y", .list(points.map { short($0.y) })),
    ])
  }

  private static func short(_ number: Double) -> JSON {
    let rounded = Double(Digits.general(number, digits)) ?? number
    return Int(exactly: rounded).map { .int($0) } ?? .number(rounded)
  }

  /// The points of which this is the JSON; nil if it is damaged.
  static func points(_ json: JSON) -> [RecordedPoint]? {
    guard let series = json["series"]?.string, let look = json["look"]?.elements, look.count == 3,
      case .bool(let xIsLog) = look[0], case .bool(let yIsLog) = look[1],
      let smoothing = look[2].int, let places = json["x"], let values = json["y"]?.elements
    else { return nil }
    if let xs = places.elements, xs.count != values.count { return nil }
    var points: [RecordedPoint] = []
    for (index, value) in values.enumerated() {
      let x = places.elements.map { $0[index].double } ?? places.double.map { $0 + Double(index) }
      guard let x, let y = value.double else { return nil }
      var point = RecordedPoint(series: series, label: json["label"]?.string, x: x, y: y)
      (point.look.xIsLog, point.look.yIsLog) = (xIsLog, yIsLog)
      point.look.smoothing = min(max(smoothing, 1), mostSmoothing)
      point.isCounted = places.elements == nil
      points.append(point)
    }
    return points
  }
}
