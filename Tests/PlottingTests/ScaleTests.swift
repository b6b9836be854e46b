import TestSupport
import Testing

@testable import Plotting

/// Where ticks are.
@Suite struct ScaleTests {
  /// Ranges from tiny to huge, on both sides of zero.
  private static let extents: [Extent] = {
    var random = Noise(11)
    return (0..<400).map { _ in
      let size = powerOfTen(random.below(24) - 12)
      let low = (random.share() * 2 - 1) * size
      return Extent(low, low + random.share() * size * 2 + size * 1e-3)
    }
  }()

  private func number(_ label: String) -> Double {
    Double(label.filter { $0 != "," }) ?? .nan
  }

  @Test(arguments: [5, 8, 12, 17, 20]) func everyLinearTickIsExactlyOnARow(_ rows: Int) {
    for extent in Self.extents {
      let scale = RowScale(linear: extent, rows: rows)
      #expect(scale.rows <= rows && scale.ticks.count >= 2, "\(extent)")
      for tick in scale.ticks {
        let height = scale.height(number(tick.label))
        #expect(abs(height - Double(tick.row)) < 1e-6, "\(extent): \(tick)")
      }
      #expect(scale.height(extent.low) >= -0.5 - 1e-6, "\(extent)")
      #expect(scale.height(extent.high) <= Double(scale.rows) - 0.5 + 1e-6, "\(extent)")
    }
  }

  @Test func linearStepsAre1Or5Or2Or25() {
    for extent in Self.extents {
      let ticks = RowScale(linear: extent, rows: 17).ticks.map { number($0.label) }
      for (before, after) in zip(ticks, ticks.dropFirst()) {
        let step = after - before
        let mantissa = step / powerOfTen(decimalExponent(step * (1 + 1e-9)))
        #expect([1, 2, 2.5, 5].contains { abs($0 - mantissa) < 1e-4 }, "\(extent): step \(step)")
      }
    }
  }

  @Test func labelsHaveAsManyDecimalsAsTheStepNeeds() {
    let labels = { (low: Double, high: Double) in
      RowScale(linear: Extent(low, high), rows: 17).ticks.map(\.label)
    }
    #expect(labels(0, 2.67) == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"])
    #expect(labels(0.1, 2.9) == ["0", "1", "2", "3"])
    #expect(labels(0.91, 0.98) == ["0.92", "0.94", "0.96", "0.98"])
    #expect(labels(0, 50_000).last == "50,000")
  }

  @Test func aLogScaleLabelsDecades() {
    let scale = RowScale(logarithmic: Extent(1e-5, 20), rows: 17)
    let labels = scale.ticks.map(\.label)
    #expect(labels == ["1e-5", "0.0001", "0.001", "0.01", "0.1", "1", "10"])
    for tick in scale.ticks {
      #expect(abs(scale.height(number(tick.label)) - Double(tick.row)) < 1e-9)
    }
  }

  @Test func aShortLogScaleAdds2And5() {
    let scale = RowScale(logarithmic: Extent(0.08, 2.5), rows: 17)
    #expect(scale.ticks.map(\.label) == ["0.1", "0.2", "0.5", "1", "2"])
    for tick in scale.ticks {
      #expect(abs(scale.height(number(tick.label)) - Double(tick.row)) < 0.13)
    }
  }

  @Test(arguments: [8, 12, 17]) func everyLogTickIsOnARow(_ rows: Int) {
    var random = Noise(12)
    for _ in 0..<300 {
      let low = powerOfTen(random.below(20) - 10) * (1 + random.share() * 8)
      let extent = Extent(low, low * (1 + random.share() * powerOfTen(random.below(9))))
      let scale = RowScale(logarithmic: extent, rows: rows)
      #expect(scale.rows <= rows && !scale.ticks.isEmpty, "\(extent)")
      for tick in scale.ticks {
        #expect((0..<scale.rows).contains(tick.row), "\(extent)")
        let value = number(tick.label)
        let mantissa = value / powerOfTen(decimalExponent(value))
        // 2 and 5 are within an eighth of a row; in a range too short for them, others do their
        // best.
        let isRound = [1, 2, 5].contains { abs($0 - mantissa) < 1e-9 }
        let miss = abs(scale.height(value) - Double(tick.row))
        #expect(miss <= (scale.ticks.count > 2 && isRound ? 0.13 : 0.5), "\(extent): \(tick)")
      }
    }
  }

  @Test func noRawBoundIsALabel() {
    var random = Noise(13)
    for _ in 0..<100 {
      let low = random.share() * 3 + 0.1234567
      let extent = Extent(low, low + 2.3456789)
      for tick in RowScale(linear: extent, rows: 17).ticks {
        #expect(number(tick.label) != extent.low && number(tick.label) != extent.high)
        #expect(tick.label.count <= 4)
      }
    }
  }

  @Test func columnsKeepTheirDistance() {
    for columns in [10, 24, 40, 70, 110] {
      for extent in Self.extents {
        let ticks = ColumnScale(extent, columns: columns, isLogarithmic: false)
          .ticks(wholeNumbers: false)
        for (before, after) in zip(ticks, ticks.dropFirst()) {
          let room = (before.label.count + after.label.count) / 2
          #expect(after.column - before.column > room, "\(extent) in \(columns)")
        }
      }
    }
  }

  @Test func cellsRoundHalfUpAfterQuantising() {
    #expect(cell(2.5) == 3)
    #expect(cell(2.4999999999) == 3)
    #expect(cell(2.49999) == 2)
    #expect(cell(-0.5) == 0)
    #expect(cell(.nan) == 0)
    #expect(cell(1e300) == 1_000_000)
  }
}
