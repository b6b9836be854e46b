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
  /// The series that counts most points itself, by chart and label.
  private var longest: [Key: (key: Key, count: Int)] = [:]
  /// How many points the longest series beside it had when a series got its first and its last.
  private var paces: [Key: (first: Int, last: Int)] = [:]
  /// How a chart is drawn, by its title: as the last point said that said anything.
  private var looks: [String: CurveLook] = [:]
  /// What was recorded last: "loss 0.3121".
  private(set) var latest = ""

  mutating func add(_ point: RecordedPoint) {
    let key = Key(series: point.series, label: point.label)
    if points[key] == nil { order.append(key) }
    points[key, default: ([], [])].x.append(point.x)
    points[key, default: ([], [])].y.append(point.y)
    if point.isCounted { count(key) }
    if point.look != CurveLook() { looks[Self.quantity(point.series)] = point.look }
    latest = "\(point.series) \(Digits.general(point.y, 4))"
  }

  private mutating func count(_ key: Key) {
    let chart = Key(series: Self.quantity(key.series), label: key.label)
    let own = points[key]?.y.count ?? 0
    if own > longest[chart]?.count ?? 0 { longest[chart] = (key, own) }
    let most = longest[chart]?.count ?? own
    paces[key, default: (most, most)].last = most
  }

  /// That two curves in a chart count their points at different paces: `test_loss` every 50 steps, and
  /// `train_loss` in each.
  private func note(_ keys: [Key]) -> String? {
    for key in keys {
      guard let pace = paces[key], let own = points[key]?.y.count,
        let longest = longest[Key(series: Self.quantity(key.series), label: key.label)],
        own == 1 ? pace.last > 1 : pace.last - pace.first > own - 1
      else { continue }
      return "\(longest.key.series) has \(Digits.grouped(longest.count)) points and \(key.series) "
        + "\(Digits.grouped(own)), each counted by itself: place them with "
        + "`record(\(key.series) = y, x = step)`"
    }
    return nil
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
      var chart = LineChart(
        title: names.count == 1 ? keys[0].series : title, series: series,
        look: looks[title] ?? CurveLook())
      chart.warning = note(keys) ?? ""
      return chart
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
