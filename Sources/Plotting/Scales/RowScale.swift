import Text

/// A vertical scale on which every tick falls exactly on a row.
///
/// Rows count from the bottom. One row is `step / rowsPerStep` (or a fraction of a decade), and the
/// lowest row is a whole number of rows from zero.
struct RowScale: Sendable, Equatable {
  struct Tick: Sendable, Equatable {
    var row: Int
    var label: String
  }

  /// Rows in use, at most as many as asked for.
  let rows: Int
  let ticks: [Tick]
  let isLogarithmic: Bool
  private let lowest: Double
  private let rowsPerUnit: Double
  private let unit: Double

  /// The height of a value in rows from the middle of the bottom row; NaN if it cannot be drawn.
  func height(_ value: Double) -> Double {
    guard Extent.isDrawable(value) else { return .nan }
    if isLogarithmic { return value > 0 ? log10(value) * rowsPerUnit - lowest : .nan }
    return value / unit * rowsPerUnit - lowest
  }

  /// The value at a height: what `height` gives it back from.
  func value(_ height: Double) -> Double {
    isLogarithmic ? .nan : (height + lowest) / rowsPerUnit * unit
  }

  /// A linear scale over `extent` in at most `rows` rows.
  init(linear extent: Extent, rows: Int) {
    let rows = max(rows, 2)
    let extent = extent.opened
    let wanted = rows >= 12 ? 4.0 : rows >= 8 ? 3.0 : 2.0
    var best: (score: Double, step: TickStep, perStep: Int, low: Int, high: Int)?
    let coarse = decimalExponent(extent.span)
    for exponent in (coarse - 2)...(coarse + 1) {
      for (place, mantissa) in TickStep.preferred.enumerated() {
        let step = TickStep(mantissa: mantissa, exponent: exponent)
        let size = step.value
        guard size > 0, size.isFinite, extent.high / size < 1e12, extent.low / size > -1e12 else {
          continue
        }
        for perStep in 1...max(8, rows / 2) {
          let low = wholeRow(extent.low / size * Double(perStep))
          let high = wholeRow(extent.high / size * Double(perStep))
          let first = floorDivide(low + perStep - 1, perStep)
          let last = floorDivide(high, perStep)
          guard high - low < rows, last > first else { continue }
          let empty = Double(rows - 1 - (high - low)) / Double(rows - 1)
          let score = TickScore.total(
            simplicity: TickScore.simplicity(place, skip: 1, includesZero: low <= 0 && high >= 0),
            coverage: TickScore.coverage(0, empty * 0.6),
            density: TickScore.density(Double(perStep), wanted: wanted))
          if best.map({ score > $0.score }) ?? true { best = (score, step, perStep, low, high) }
        }
      }
    }
    isLogarithmic = false
    guard let best else {
      (self.rows, ticks, lowest, rowsPerUnit, unit) = (
        2, [], extent.low / extent.span, 1, extent.span
      )
      return
    }
    self.rows = best.high - best.low + 1
    let first = floorDivide(best.low + best.perStep - 1, best.perStep)
    let indices = Array(first...floorDivide(best.high, best.perStep))
    ticks = zip(indices, best.step.labels(indices)).map {
      Tick(row: $0 * best.perStep - best.low, label: $1)
    }
    lowest = Double(best.low)
    rowsPerUnit = Double(best.perStep)
    unit = best.step.value
  }

  /// A logarithmic scale over a positive `extent` in at most `rows` rows.
  ///
  /// It has decades, and 1-2-5 if fewer than three decades would be labelled.
  init(logarithmic extent: Extent, rows: Int) {
    let rows = max(rows, 2)
    var low = log10(extent.low)
    var high = log10(extent.high)
    if high - low < 0.1 { (low, high) = (low - 0.2, high + 0.2) }
    let decades = Int(high.rounded(.down)) - Int(low.rounded(.up)) + 1
    isLogarithmic = true
    unit = 1
    if decades >= 3 {
      // Whole rows per decade, or whole decades per row if there are too many.
      var perDecade = 1.0
      for candidate in 2...10 {
        let size = wholeRow(high * Double(candidate)) - wholeRow(low * Double(candidate))
        if size < rows { perDecade = Double(candidate) }
      }
      var stride = 1
      while wholeRow(high * perDecade / Double(stride)) - wholeRow(low * perDecade / Double(stride))
        >= rows
      {
        stride += 1
      }
      let scale = perDecade / Double(stride)
      let bottom = wholeRow(low * scale)
      let top = wholeRow(high * scale)
      let each = stride * (perDecade == 1 ? max(1, (top - bottom + 5) / 6) : 1)
      let first = floorDivide(Int(low.rounded(.up)) + each - 1, each)
      let last = max(first, floorDivide(Int(high.rounded(.down)), each))
      ticks = (first...last).compactMap { index in
        let row = cell(Double(index * each) * scale) - bottom
        guard row >= 0, row <= top - bottom else { return nil }
        return Tick(row: row, label: RowScale.decade(index * each, 1))
      }
      (self.rows, lowest, rowsPerUnit) = (top - bottom + 1, Double(bottom), scale)
      return
    }
    // Rows per decade at which 2 and 5 fall on rows too, to within an eighth of one.
    let candidates = [3, 7, 10, 13, 17, 20, 27, 30, 40, 50, 60, 70, 80, 90, 100]
    let fitting = candidates.last {
      wholeRow(high * Double($0)) - wholeRow(low * Double($0)) < rows
    }
    let scale = Double(fitting ?? 3)
    let bottom = wholeRow(low * scale)
    let top = min(wholeRow(high * scale), bottom + rows - 1)
    var found: [Tick] = []
    for exponent in Int(low.rounded(.down)) - 1...Int(high.rounded(.up)) {
      for (mantissa, share) in [(1, 0.0), (2, 0.30103), (5, 0.69897)] {
        let row = cell((Double(exponent) + share) * scale) - bottom
        if row >= 0 && row <= top - bottom {
          found.append(Tick(row: row, label: RowScale.decade(exponent, mantissa)))
        }
      }
    }
    if found.count < 2 { found = RowScale.linearTicks(extent, bottom, top, scale) }
    ticks = found
    (self.rows, lowest, rowsPerUnit) = (top - bottom + 1, Double(bottom), scale)
  }

  /// Ticks of the linear kind for a range too narrow for 1-2-5, on the rows nearest to them.
  private static func linearTicks(
    _ extent: Extent, _ bottom: Int, _ top: Int, _ scale: Double
  ) -> [Tick] {
    let range = Extent(extent.low, max(extent.high, extent.low * 1.05))
    let ticks = Ticks.inside(range, cells: (top - bottom + 1) * 4, wanted: 16) { _ in 4 }
    var found: [Tick] = []
    for tick in ticks where tick.value > 0 {
      let row = cell(log10(tick.value) * scale) - bottom
      if row >= 0 && row <= top - bottom && found.last?.row != row {
        found.append(Tick(row: row, label: tick.label))
      }
    }
    return found
  }

  private static func decade(_ exponent: Int, _ mantissa: Int) -> String {
    if exponent >= 6 || exponent < -4 { return "\(mantissa)e\(exponent)" }
    let value = TickStep(mantissa: Double(mantissa), exponent: exponent).value
    let text = Digits.fixed(value, max(0, -exponent))
    return exponent >= 4 ? Digits.grouped(text) : text
  }
}

/// The row into which a height falls, limited so that differences cannot overflow.
private func wholeRow(_ height: Double) -> Int {
  let limited = min(max(height, -1e15), 1e15)
  return Int((limited + 0.5 + 1e-9).rounded(.down))
}

func floorDivide(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
}
