import Text

/// How often values occur, in bins with round edges.
package struct Histogram: Figure, Equatable {
  /// Printed above; empty for none.
  package var title: String
  /// What was measured.
  package var label: String
  /// What is counted: one series, or several on the same bins; what is not a number is counted apart.
  package var series: [BarChart.Series]
  /// Bins wanted; the nearest number that gives round edges is used.
  package var bins: Int
  /// The ends of the bins; those of the values where `nil`.
  package var range: ClosedRange<Double>?
  /// How counts become lengths.
  package var scale: LineChart.Scale

  /// Makes a histogram of one series.
  package init(title: String = "", _ values: [Double], label: String = "", bins: Int = 12) {
    self.init(title: title, [.init("", values)], label: label, bins: bins)
  }

  /// Makes a histogram of several series.
  package init(
    title: String = "", _ series: [BarChart.Series], label: String = "", bins: Int = 12,
    range: ClosedRange<Double>? = nil, scale: LineChart.Scale = .linear
  ) {
    self.title = title
    self.label = label
    self.series = series
    self.bins = bins
    self.range = range
    self.scale = scale
  }

  private var counted: Bins { Bins(series.map(\.values), wanted: bins, range: range) }

  /// One line per bin and series, with its edges and its count.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24 else { return Canvas.stacked(numbers.map { $0.draw(style) }, style) }
    let counted = counted
    let edges = counted.labels
    let widest = edges.map(\.count).max() ?? 0
    // If the width is small, the next line shows where a bin ends.
    let isShort = 2 * widest + 4 > style.width / 2
    var lines: [BarLine] = []
    for bin in 0..<max(edges.count - 1, 0) {
      let name =
        padded(edges[bin], widest, right: true) + " to"
        + (isShort ? "" : " " + padded(edges[bin + 1], widest, right: true))
      for (index, one) in series.enumerated() {
        let count = counted.counts[index][bin]
        lines.append(
          BarLine(
            label: index == 0 ? name : "", part: series.count > 1 ? one.label : "",
            value: Double(count), text: Digits.grouped(count), series: index))
      }
    }
    let bars = BarLine.canvas(
      title: title, lines, scale: scale, groupSize: series.count, look: .touching, style)
    let foot = series.indices.flatMap { style.wrapped(facts($0), style.width) }
    return Canvas.stacked([bars, Canvas(lines: foot, style, ink: .muted)], style)
  }

  private func facts(_ index: Int) -> String {
    let one = series[index]
    let finite = one.values.filter(Extent.isDrawable)
    var mean = 0.0
    for (index, value) in finite.enumerated() { mean += (value - mean) / Double(index + 1) }
    let name = [label, one.label].filter { !$0.isEmpty }.joined(separator: ", ")
    var text = name.isEmpty ? "" : "\(name): "
    text += "n = \(Digits.grouped(finite.count))"
    if let extent = Extent(finite) {
      text += ", mean \(Digits.short(mean)), min \(Digits.short(extent.low))"
      text += ", max \(Digits.short(extent.high))"
    }
    let others = one.values.count - finite.count
    if others > 0 { text += "; ! \(Digits.grouped(others)) non-finite" }
    let beyond =
      finite.count
      - (counted.counts.indices.contains(index) ? counted.counts[index] : [])
      .reduce(0, +)
    return beyond > 0 ? text + "; ! \(Digits.grouped(beyond)) outside of the range" : text
  }

  /// Count, mean, bounds, and the fullest bin.
  package var sentence: String {
    let counted = counted
    let name = title.isEmpty ? "histogram" : title
    let parts = series.indices.map { index in
      let counts = counted.counts.indices.contains(index) ? counted.counts[index] : []
      let top = counts.indices.max { counts[$0] < counts[$1] }
      let fullest = top.map {
        "; most (\(Digits.grouped(counts[$0]))) between \(counted.labels[$0]) and "
          + counted.labels[$0 + 1]
      }
      return facts(index) + (fullest ?? "")
    }
    return "\(name): " + parts.joined(separator: "; ")
  }

  /// One row per bin: lower edge, upper edge, the count of each series.
  package var numbers: [Table] {
    let counted = counted
    return [
      Table(
        title: title,
        header: ["from", "to"] + series.map { $0.label.isEmpty ? "count" : $0.label },
        rows: (0..<max(counted.labels.count - 1, 0)).map { bin in
          [.text(counted.labels[bin]), .text(counted.labels[bin + 1])]
            + counted.counts.map { .integer($0[bin]) }
        })
    ]
  }

  /// Bars share a line with others, down to 36 columns.
  package func sharing(_ style: Style) -> Sharing { .stretches(from: 36) }
}

/// Counts between round edges.
///
/// A value on an edge belongs to the bin above, on the last edge to the last bin.
struct Bins {
  /// The counts of each series.
  private(set) var counts: [[Int]] = []
  private(set) var labels: [String] = []

  init(_ series: [[Double]], wanted: Int, range: ClosedRange<Double>? = nil) {
    let asked = range.map { Extent($0.lowerBound, $0.upperBound) }
    guard let extent = (asked ?? Extent.joined(series.map { Extent($0) }))?.opened else { return }
    let wanted = min(max(wanted, 1), 200)
    var best: (distance: Double, step: TickStep, first: Int, last: Int)?
    let coarse = decimalExponent(extent.span)
    for exponent in (coarse - 3)...(coarse + 1) {
      for mantissa in TickStep.preferred {
        let step = TickStep(mantissa: mantissa, exponent: exponent)
        guard step.value > 0, abs(extent.low / step.value) < 1e12,
          abs(extent.high / step.value) < 1e12
        else { continue }
        let first = Int((extent.low / step.value + 1e-9).rounded(.down))
        let last = max(Int((extent.high / step.value - 1e-9).rounded(.up)), first + 1)
        let distance = max(
          Double(last - first) / Double(wanted), Double(wanted) / Double(last - first))
        if best.map({ distance < $0.distance }) ?? true { best = (distance, step, first, last) }
      }
    }
    guard let best, best.last - best.first <= 1000 else { return }
    let indices = Array(best.first...best.last)
    let edges = indices.map(best.step.multiple)
    labels = best.step.labels(indices)
    counts = series.map { values in
      var counts = Array(repeating: 0, count: edges.count - 1)
      for value in values where Extent.isDrawable(value) && range?.contains(value) ?? true {
        var bin = Int(min(max(value / best.step.value, -1e15), 1e15).rounded(.down)) - best.first
        bin = min(max(bin, 0), counts.count - 1)
        // Division may land a hair on the wrong side of an edge.
        if bin + 1 < counts.count && value >= edges[bin + 1] { bin += 1 }
        if bin > 0 && value < edges[bin] { bin -= 1 }
        counts[bin] += 1
      }
      return counts
    }
  }
}
