import Text

/// A distance between ticks, mantissa × 10^exponent, with exact labels.
struct TickStep: Sendable, Equatable {
  /// 1, 5, 2 or 2.5, times the number of steps skipped.
  var mantissa: Double
  var exponent: Int

  /// In order of preference, which is the first term of the score.
  static let preferred: [Double] = [1, 5, 2, 2.5]

  var value: Double { multiple(1) }

  /// The tick `index` steps from zero: rounded once, so that labels never show noise.
  func multiple(_ index: Int) -> Double {
    let whole = Double(index) * mantissa
    return exponent >= 0 ? whole * powerOfTen(exponent) : whole / powerOfTen(-exponent)
  }

  /// Labels for ticks, all with the same number of decimals.
  func labels(_ indices: [Int]) -> [String] {
    let values = indices.map(multiple)
    let largest = values.map { abs($0) }.max() ?? 0
    let finest = exponent - (mantissa == mantissa.rounded() ? 0 : 1)
    let top = decimalExponent(largest)
    if largest > 0 && (top >= 7 || finest < -6) {
      let digits = min(max(top - finest, 0), 15)
      return values.map { $0 == 0 ? "0" : scaled($0, top, digits) }
    }
    let decimals = max(0, -finest)
    return values.map { value in
      let text = Digits.fixed(value == 0 ? 0 : value, decimals)
      return largest >= 10_000 ? Digits.grouped(text) : text
    }
  }

  /// All labels with the same power of ten: 0.5e-7, 1.0e-7.
  private func scaled(_ value: Double, _ top: Int, _ digits: Int) -> String {
    let mantissa = top >= 0 ? value / powerOfTen(top) : value * powerOfTen(min(-top, 308))
    return Digits.fixed(mantissa, digits) + "e\(top)"
  }
}

/// The score of Talbot, Lin and Hanrahan: simplicity, coverage, density.
///
/// "An Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes" (2010); legibility
/// is a condition here.
enum TickScore {
  static func simplicity(_ place: Int, skip: Int, includesZero: Bool) -> Double {
    1 - Double(place) / Double(TickStep.preferred.count - 1) - Double(skip) + 1
      + (includesZero ? 1 : 0)
  }

  /// `low` and `high` are how far the labelled range misses or exceeds the data's, over its span.
  static func coverage(_ low: Double, _ high: Double) -> Double {
    1 - 0.5 * (low * low + high * high) / 0.01
  }

  static func density(_ distance: Double, wanted: Double) -> Double {
    2 - max(distance / wanted, wanted / distance)
  }

  static func total(simplicity: Double, coverage: Double, density: Double) -> Double {
    0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
  }
}

/// The interval that finite, drawable numbers span.
struct Extent: Sendable, Equatable {
  var low: Double
  var high: Double

  /// Numbers beyond this are as good as infinite: their differences overflow.
  static let limit = 1e300

  static func isDrawable(_ value: Double) -> Bool { abs(value) <= limit }

  /// `nil` if nothing can be drawn.
  init?(_ values: some Sequence<Double>) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where Extent.isDrawable(value) {
      if value < low { low = value }
      if value > high { high = value }
    }
    guard low <= high else { return nil }
    (self.low, self.high) = (low, high)
  }

  init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

  var span: Double { high - low }

  /// Widened around a constant, whose own span has no scale.
  var opened: Extent {
    let size = max(abs(low), abs(high))
    guard !(span > size * 1e-10 && span > 1e-290) else { return self }
    if size < 1e-280 { return Extent(-1, 1) }
    return Extent(low - size / 10, high + size / 10)
  }

  /// What a logarithmic axis can show of it.
  var positive: Extent {
    high > 0 ? Extent(low > 0 ? low : high / 1_000, high) : Extent(0.1, 10)
  }

  /// What several intervals span together.
  static func joined(_ extents: [Extent?]) -> Extent? {
    Extent(extents.compactMap(\.self).flatMap { [$0.low, $0.high] })
  }
}
