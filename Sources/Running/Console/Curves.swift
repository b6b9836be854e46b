import Builtins
import Interpreter
import Language
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
  /// How a chart is drawn, by its title: as the last point said that said anything.
  private var looks: [String: CurveLook] = [:]
  /// What was recorded last: "loss 0.3121".
  private(set) var latest = ""

  mutating func add(_ point: RecordedPoint) {
    let key = Key(series: point.series, label: point.label)
    if points[key] == nil { order.append(key) }
    points[key, default: ([], [])].x.append(point.x)
    points[key, default: ([], [])].y.append(point.y)
    if point.look != CurveLook() { looks[Self.quantity(point.series)] = point.look }
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
      return LineChart(
        title: names.count == 1 ? keys[0].series : title, series: series,
        look: looks[title] ?? CurveLook())
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

extension LineChart {
  /// A chart that looks as a lab says.
  init(title: String, series: [Series], look: CurveLook) {
    self.init(
      title: title, series: series, xScale: look.xIsLog ? .log : .linear,
      yScale: look.yIsLog ? .log : .linear, smoothing: look.smoothing)
  }
}
