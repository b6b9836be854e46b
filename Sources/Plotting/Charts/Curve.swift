import Text

/// A series ready to draw: its drawable points, where it breaks, and what was left out.
struct Curve: Sendable {
  struct Point: Sendable {
    var x: Double
    var y: Double
    /// Whether the line is broken between the previous point and this one.
    var breaks: Bool
  }

  struct Extreme: Sendable {
    var value: Double
    var place: Double
  }

  let index: Int
  let label: String
  private(set) var points: [Point] = []
  private(set) var first: Extreme?
  private(set) var last: Extreme?
  private(set) var least: Extreme?
  private(set) var greatest: Extreme?
  /// Non-finite values, and the position of the first.
  private(set) var notFinite = 0
  private(set) var firstNotFinite = 0.0
  /// Values ≤ 0 that a logarithmic axis cannot show.
  private(set) var notPositive = 0

  static func all(_ chart: LineChart) -> [Curve] {
    chart.series.indices.map { Curve(chart, $0) }
  }

  init(_ chart: LineChart, _ index: Int) {
    let series = chart.series[index]
    self.index = index
    let window = min(max(chart.smoothing, 1), max(series.y.count, 1))
    label = window > 1 ? "\(series.label) (mean of \(window))" : series.label
    let drawn = window > 1 ? Curve.smoothed(series.y, window) : series.y
    let count = min(series.x?.count ?? series.y.count, series.y.count)
    points.reserveCapacity(count)
    var breaks = true
    for place in 0..<count {
      let x = series.x?[place] ?? Double(place)
      let y = series.y[place]
      guard Extent.isDrawable(x), Extent.isDrawable(y) else {
        if notFinite == 0 { firstNotFinite = x.isFinite ? x : Double(place) }
        notFinite += 1
        breaks = true
        continue
      }
      note(y, at: x)
      guard chart.yScale == .linear || drawn[place] > 0, chart.xScale == .linear || x > 0 else {
        notPositive += 1
        breaks = true
        continue
      }
      points.append(Point(x: x, y: drawn[place], breaks: breaks))
      breaks = false
    }
  }

  private mutating func note(_ value: Double, at place: Double) {
    let here = Extreme(value: value, place: place)
    if first == nil { first = here }
    last = here
    if least.map({ value < $0.value }) ?? true { least = here }
    if greatest.map({ value > $0.value }) ?? true { greatest = here }
  }

  /// The mean of the last `window` numbers at each position; NaN and infinities are left out.
  private static func smoothed(_ values: [Double], _ window: Int) -> [Double] {
    // Sums of blocks restart, so that neither rounding nor a huge value lingers.
    var result: [Double] = []
    result.reserveCapacity(values.count)
    var sum = 0.0
    var count = 0
    for place in values.indices {
      if place % window == 0 {
        (sum, count) = (0, 0)
        for earlier in max(0, place - window + 1)..<place where Extent.isDrawable(values[earlier]) {
          sum += values[earlier] / Double(window)
          count += 1
        }
      } else if place >= window, Extent.isDrawable(values[place - window]) {
        sum -= values[place - window] / Double(window)
        count -= 1
      }
      if Extent.isDrawable(values[place]) {
        sum += values[place] / Double(window)
        count += 1
      }
      result.append(count > 0 ? sum / Double(count) * Double(window) : values[place])
    }
    return result
  }

  /// `train: 2.401 → 0.1, min 0.05 at step 131, rising since`.
  func sentence(place: String) -> String {
    let name = label.isEmpty ? "" : "\(label): "
    guard let first, let last, let least, let greatest else { return name + "no finite values" }
    let spot = place.isEmpty ? "at" : "at \(place)"
    var text = "\(name)\(Digits.short(first.value)) → \(Digits.short(last.value))"
    if last.place != first.place {
      // What is at an end has been mentioned already.
      for (name, extreme) in [("min", least), ("max", greatest)]
      where extreme.place != first.place && extreme.place != last.place {
        text += ", \(name) \(Digits.short(extreme.value)) \(spot) \(Digits.place(extreme.place))"
      }
      let isAfter = least.place > first.place && least.place < last.place
      if isAfter && last.value - least.value > 0.05 * (greatest.value - least.value) {
        text += ", risen since the min"
      }
    }
    if notFinite > 0 { text += ", \(notFinite) non-finite" }
    return text
  }
}
