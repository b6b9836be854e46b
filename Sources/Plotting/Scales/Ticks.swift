import Text

/// Ticks along a horizontal axis, at the cells nearest to them.
enum Ticks {
  struct Tick: Sendable, Equatable {
    var value: Double
    var label: String
  }

  /// Ticks inside `extent`, which spans `cells` cells, about `wanted` cells apart.
  ///
  /// `room` says how many cells a label needs, including the space to its neighbour.
  static func inside(
    _ extent: Extent, cells: Int, wanted: Double, wholeNumbers: Bool = false,
    room: (String) -> Int
  ) -> [Tick] {
    guard extent.span > 0, extent.span.isFinite, cells > 1 else {
      return [Tick(value: extent.low, label: Digits.short(extent.low))]
    }
    var best: (score: Double, step: TickStep, first: Int, last: Int)?
    let coarse = decimalExponent(extent.span)
    for exponent in (coarse - 2)...(coarse + 1) {
      for (place, mantissa) in TickStep.preferred.enumerated() {
        let step = TickStep(mantissa: mantissa, exponent: exponent)
        let size = step.value
        if wholeNumbers && (size < 1 || size != size.rounded()) { continue }
        guard size > 0, abs(extent.low / size) < 1e12, abs(extent.high / size) < 1e12 else {
          continue
        }
        let first = Int((extent.low / size - 1e-9).rounded(.up))
        let last = Int((extent.high / size + 1e-9).rounded(.down))
        guard last >= first, last - first < cells else { continue }
        let apart = size / extent.span * Double(cells - 1)
        let low = (step.multiple(first) - extent.low) / extent.span
        let high = (extent.high - step.multiple(last)) / extent.span
        let score = TickScore.total(
          simplicity: TickScore.simplicity(
            place, skip: 1, includesZero: extent.low <= 0 && extent.high >= 0),
          coverage: TickScore.coverage(low * 0.3, high * 0.3),
          density: TickScore.density(apart, wanted: wanted))
        guard best.map({ score > $0.score }) ?? true else { continue }
        let ends = step.labels([first, last, first + 1 < last ? first + 1 : last])
        let widest = ends.map(room).max() ?? 0
        if last > first && Double(widest) > apart { continue }
        best = (score, step, first, last)
      }
    }
    guard let best else {
      return [Tick(value: extent.low, label: Digits.short(extent.low))]
    }
    let indices = Array(best.first...best.last)
    return zip(indices, best.step.labels(indices)).map {
      Tick(value: best.step.multiple($0), label: $1)
    }
  }

  /// Powers of ten inside a positive `extent`, or 1-2-5 if there are fewer than three.
  static func decades(_ extent: Extent, cells: Int, room: (String) -> Int) -> [Tick] {
    let low = decimalExponent(extent.low)
    let high = decimalExponent(extent.high)
    let span = max(log10(extent.high) - log10(extent.low), 1e-9)
    for (mantissas, stride) in [([1.0, 2, 5], 1), ([1.0], 1)] + (2...40).map({ ([1.0], $0) }) {
      var ticks: [Tick] = []
      for exponent in low...high where exponent % stride == 0 {
        for mantissa in mantissas {
          let step = TickStep(mantissa: mantissa, exponent: exponent)
          let value = step.value
          guard value >= extent.low * (1 - 1e-9), value <= extent.high * (1 + 1e-9) else {
            continue
          }
          let isPlain = value < 1e6 && value >= 1e-4
          let label = isPlain ? Digits.short(value) : "\(Int(mantissa))e\(exponent)"
          ticks.append(Tick(value: value, label: label))
        }
      }
      let isDense = mantissas.count > 1
      if isDense && high - low >= 4 { continue }
      let closest = (isDense ? 0.30103 : Double(stride)) / span * Double(cells - 1)
      let widest = ticks.map { room($0.label) }.max() ?? 0
      if ticks.count > 1 && Double(widest) <= closest { return ticks }
    }
    let linear = inside(extent, cells: cells, wanted: Double(cells) / 2, room: room)
    return linear.filter { $0.value >= extent.low && $0.value > 0 }
  }
}
