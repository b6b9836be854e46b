import Text

/// A series ready to draw: its drawable points, where it breaks, and what was left out.
struct Curve: Sendable {
  struct Point: Sendable {
    var x: Double
    var y: Double
    /// The ends of its error bar or band; not numbers where it has none.
    var low = Double.nan
    var high = Double.nan
    /// Whether the line is broken between the previous point and this one.
    var breaks: Bool
  }

  struct Extreme: Sendable {
    var value: Double
    var place: Double
  }

  let index: Int
  let label: String
  let marks: LineChart.Marks
  /// What its spread is called, if it has one.
  let spread: LineChart.Spread.Look?
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
  /// Points beyond the limits of an axis.
  private(set) var outside = 0
  /// Error bars that are not numbers, and those that reach beyond the axes.
  private(set) var brokenSpreads = 0
  private(set) var cutSpreads = 0

  static func all(_ chart: LineChart) -> [Curve] {
    chart.series.indices.map { Curve(chart, $0) }
  }

  init(_ chart: LineChart, _ index: Int) {
    let series = chart.series[index]
    self.index = index
    let window = min(max(chart.smoothing, 1), max(series.y.count, 1))
    marks = series.marks
    spread = series.spread?.look
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
      var point = Point(x: x, y: drawn[place], breaks: breaks)
      if !chart.shows(point.x, point.y) { outside += 1 }
      if let spread = series.spread { add(spread, place, to: &point, chart) }
      points.append(point)
      breaks = false
    }
  }

  /// Notes the ends of the error bar or band at a point.
  private mutating func add(
    _ spread: LineChart.Spread, _ place: Int, to point: inout Point, _ chart: LineChart
  ) {
    guard spread.low.indices.contains(place), spread.high.indices.contains(place),
      Extent.isDrawable(spread.low[place]), Extent.isDrawable(spread.high[place])
    else {
      brokenSpreads += 1
      return
    }
    point.low = min(spread.low[place], spread.high[place])
    point.high = max(spread.low[place], spread.high[place])
    let isBelow = chart.yScale == .log && point.low <= 0
    if isBelow || !chart.shows(point.x, point.low) || !chart.shows(point.x, point.high) {
      cutSpreads += 1
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

  /// From where to where, for a path that turns back: heights alone say little of one.
  var pathFacts: [String]? {
    guard let first, let last, turnsBack else { return nil }
    return [
      "from (\(Digits.short(first.place)), \(Digits.short(first.value)))",
      "to (\(Digits.short(last.place)), \(Digits.short(last.value)))",
    ]
  }

  /// Whether positions go both up and down.
  private var turnsBack: Bool {
    var (rises, falls) = (false, false)
    for (one, next) in zip(points, points.dropFirst()) {
      rises = rises || next.x > one.x
      falls = falls || next.x < one.x
    }
    return rises && falls
  }

  /// `train: 2.401 → 0.1, min 0.05 at step 131, rising since`.
  func sentence(place: String) -> String {
    let name = label.isEmpty ? "" : "\(label): "
    if marks == .points { return name + pointSentence }
    guard let first, let last, let least, let greatest else { return name + "no finite values" }
    if let facts = pathFacts {
      return name + facts.joined(separator: " ")
        + (notFinite > 0 ? ", \(notFinite) non-finite" : "")
    }
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

  private var pointSentence: String {
    let others = notFinite > 0 ? ", \(notFinite) non-finite" : ""
    guard let facts = pointFacts else { return "no points" + others }
    var (x, y) = (0.0, 0.0)
    for (index, point) in points.enumerated() {
      x += (point.x - x) / Double(index + 1)
      y += (point.y - y) / Double(index + 1)
    }
    return facts.joined(separator: ", ") + ", mean \(Digits.short(x)), \(Digits.short(y))" + others
  }

  /// How many points there are and where; nil without any.
  var pointFacts: [String]? {
    guard let across = Extent(points.lazy.map(\.x)), let up = Extent(points.lazy.map(\.y)) else {
      return nil
    }
    return [
      Digits.count(points.count, "point"),
      "x \(Digits.short(across.low)) to \(Digits.short(across.high))",
      "y \(Digits.short(up.low)) to \(Digits.short(up.high))",
    ]
  }
}

extension LineChart {
  /// Whether a point is within the limits.
  func shows(_ x: Double, _ y: Double) -> Bool {
    (xLimits?.contains(x) ?? true) && (yLimits?.contains(y) ?? true)
  }
}
