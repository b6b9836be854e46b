import Text

/// How often values occur, in bins with round edges.
package struct Histogram: Figure, Equatable {
  /// Printed above; empty for none.
  package var title: String
  /// What was measured.
  package var label: String
  /// The values; NaN and infinities are counted separately.
  package var values: [Double]
  /// Bins wanted; the nearest number with round edges is used.
  package var bins: Int

  /// Makes a histogram.
  package init(title: String = "", _ values: [Double], label: String = "", bins: Int = 12) {
    self.title = title
    self.label = label
    self.values = values
    self.bins = bins
  }

  /// One line per bin, with its edges and its count.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24 else { return Canvas.stacked(numbers.map { $0.draw(style) }, style) }
    let counted = Bins(values, wanted: bins)
    let edges = counted.labels
    let widest = edges.map(\.count).max() ?? 0
    // If the width is small, the next line shows where a bin ends.
    let isShort = 2 * widest + 4 > style.width / 2
    let lines = counted.counts.indices.map { index -> BarLine in
      let (from, to) = (edges[index], edges[index + 1])
      return BarLine(
        label: padded(from, widest, right: true) + " to"
          + (isShort ? "" : " " + padded(to, widest, right: true)),
        part: "", value: Double(counted.counts[index]),
        text: Digits.grouped(counted.counts[index]), series: 0)
    }
    let bars = BarLine.canvas(
      title: title, lines, scale: .linear, groupSize: 1, look: .touching, style)
    return Canvas.stacked(
      [bars, Canvas(lines: style.wrapped(facts, style.width), style, ink: .muted)], style)
  }

  private var facts: String {
    let finite = values.filter(Extent.isDrawable)
    var mean = 0.0
    for (index, value) in finite.enumerated() { mean += (value - mean) / Double(index + 1) }
    var text = label.isEmpty ? "" : "\(label): "
    text += "n = \(Digits.grouped(finite.count))"
    if let extent = Extent(finite) {
      text += ", mean \(Digits.short(mean)), min \(Digits.short(extent.low))"
      text += ", max \(Digits.short(extent.high))"
    }
    let others = values.count - finite.count
    return others > 0 ? text + "; ! \(Digits.grouped(others)) non-finite" : text
  }

  /// Count, mean, bounds, and the fullest bin.
  package var sentence: String {
    let counted = Bins(values, wanted: bins)
    let name = title.isEmpty ? "histogram" : title
    let top = counted.counts.indices.max { counted.counts[$0] < counted.counts[$1] }
    let fullest = top.map {
      "; most (\(Digits.grouped(counted.counts[$0]))) between \(counted.labels[$0]) and "
        + counted.labels[$0 + 1]
    }
    return "\(name): \(facts)\(fullest ?? "")"
  }

  /// One row per bin: lower edge, upper edge, count.
  package var numbers: [Table] {
    let counted = Bins(values, wanted: bins)
    return [
      Table(
        title: title, header: ["from", "to", "count"],
        rows: counted.counts.indices.map {
          [.text(counted.labels[$0]), .text(counted.labels[$0 + 1]), .integer(counted.counts[$0])]
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
  private(set) var counts: [Int] = []
  private(set) var labels: [String] = []

  init(_ values: [Double], wanted: Int) {
    guard let extent = Extent(values)?.opened else { return }
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
    counts = Array(repeating: 0, count: edges.count - 1)
    for value in values where Extent.isDrawable(value) {
      var bin = Int((value / best.step.value).rounded(.down)) - best.first
      bin = min(max(bin, 0), counts.count - 1)
      // Division may end up a hair on the wrong side of an edge.
      if bin + 1 < counts.count && value >= edges[bin + 1] { bin += 1 }
      if bin > 0 && value < edges[bin] { bin -= 1 }
      counts[bin] += 1
    }
  }
}
