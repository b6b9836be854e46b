import TestSupport
import Testing

@testable import Plotting

/// Bars, histograms, tables.
@Suite struct BarTests {
  @Test func theValueIsAlwaysPrintedAndWhatIsNotZeroHasACell() {
    let shown = lines(BarChart([("all", 1000), ("one", 1), ("none", 0)]), 40)
    #expect(shown[0] == " all |############################ 1,000")
    #expect(shown[1] == " one |# 1")
    #expect(shown[2] == "none | 0")
  }

  @Test func sharesOfOneAreShownAsSuch() {
    let shown = lines(BarChart([("a", 0.5), ("b", 0.75)]), 29)
    #expect(shown == ["a |########### 0.50", "b |################ 0.75"])
    #expect(lines(BarChart([("a", 50), ("b", 75)]), 29)[1] == "b |####################### 75")
  }

  @Test func negativeBarsGrowToTheLeftOfZero() {
    let shown = lines(BarChart([("up", 10), ("down", -10), ("not", 0)]), 31)
    #expect(
      shown == [
        "  up            |########## 10", "down ###########| -10", " not            | 0",
      ])
  }

  @Test func logBarsSaySo() {
    let shown = lines(BarChart([("a", 1000), ("b", 10), ("c", 0)], scale: .log), 40)
    #expect(shown.contains("   (log scale)"))
    #expect(shown.contains { $0.contains("! 1 value <= 0 without a bar on a log") })
    let (long, short) = (shown[0].filter { $0 == "#" }.count, shown[1].filter { $0 == "#" }.count)
    #expect(abs(long - 3 * short) <= 2)
  }

  @Test func numbersShareTheirDecimals() {
    #expect(BarNumbers.texts([0.9729, 0.9712, 0.1]) == ["0.9729", "0.9712", "0.1000"])
    #expect(BarNumbers.texts([0.012, -0.034, 0]) == ["0.012", "-0.034", "0"])
    #expect(BarNumbers.texts([0.99872, 0.0006, 8.6e-6]) == ["0.9987", "0.0006", "8.6e-6"])
    #expect(BarNumbers.texts([269_322, 18_478]) == ["269,322", "18,478"])
    #expect(BarNumbers.texts([.nan, 1.5, .infinity]) == ["nan", "1.5", "inf"])
    // What would look the same is printed with more digits.
    #expect(BarNumbers.texts([1000.5, 1000.25]) == ["1,000.5", "1,000.2"])
  }

  @Test func groupsKeepTheirGlyphs() {
    let chart = BarChart(labels: ["x", "y"], series: [.init("a", [1, 2]), .init("b", [2, 1])])
    let shown = lines(chart, 40)
    #expect(shown[0].hasPrefix("x * a |***") && shown[1].hasPrefix("  o b |ooo"))
    #expect(shown[2].isEmpty && shown[3].hasPrefix("y * a |***"))
  }

  @Test func edgesOfAHistogramAreRound() {
    var random = Noise(21)
    for _ in 0..<200 {
      let size = powerOfTen(random.below(12) - 6)
      let values = (0..<50).map { _ in random.normal() * size + size }
      let bins = Bins([values], wanted: 5 + random.below(20))
      let edges = bins.labels.compactMap { Double($0.filter { $0 != "," }) }
      #expect(edges.count == bins.counts[0].count + 1)
      let step = edges[1] - edges[0]
      let mantissa = step / powerOfTen(decimalExponent(step * (1 + 1e-9)))
      #expect([1, 2, 2.5, 5].contains { abs($0 - mantissa) < 1e-4 }, "\(step)")
      #expect(edges.allSatisfy { abs($0 / step - ($0 / step).rounded()) < 1e-4 })
      #expect(bins.counts[0].reduce(0, +) == 50)
      for (index, count) in bins.counts[0].enumerated() where index + 1 < bins.counts[0].count {
        let inside = values.filter { $0 >= edges[index] && $0 < edges[index + 1] }.count
        #expect(abs(count - inside) <= 1)
      }
    }
  }

  @Test func aValueOnAnEdgeBelongsAbove() {
    let bins = Bins([[0, 1, 1, 2, 3]], wanted: 3)
    #expect(bins.labels == ["0", "1", "2", "3"] && bins.counts == [[1, 2, 2]])
  }

  @Test func tablesAlignTheirDecimals() {
    let table = Table(
      header: ["name", "value", "share"],
      rows: [
        [.text("a"), .number(1.5), .text("5%")], [.text("b"), .number(10), .text("12.5%")],
        [.text("c"), .integer(100)],
      ])
    #expect(
      lines(table) == [
        "name   value  share", "----  ------  -----", "a       1.50   5%  ".trimmedEnd,
        "b      10.00  12.5%", "c     100",
      ])
  }

  /// A count in the same column does not cost an accuracy its digits.
  @Test(arguments: [0, 7, 100, 5000, 269_322, Int.max, .min])
  func wholeNumbersLeaveFractionsFourDigits(_ whole: Int) {
    let table = Table(
      header: ["x"], rows: [[.number(0.9342)], [.integer(whole)], [.number(0.3)]])
    let shown = lines(table).map { $0.trimmingPrefix { $0 == " " } }
    #expect(shown[2] == "0.9342" && shown[4] == "0.3000")
  }

  @Test func smallNumbersBesideAWholeOneAreNotZeros() {
    let table = Table(header: ["lr"], rows: [[.number(1.5e-6)], [.integer(2)]])
    #expect(lines(table).last?.contains("2") == true)
    #expect(lines(table)[2].contains("1.500e-06"))
  }

  @Test func whatIsTooWideIsWrapped() {
    let table = Table(
      header: ["model", "accuracy"],
      rows: [[.text("a model with a very long name"), .number(0.5)], [.text("b"), .number(0.25)]])
    for width in 3...38 {
      let shown = lines(table, width)
      #expect(shown.allSatisfy { $0.count <= width })
      #expect(shown.count > 4 && !shown.joined().contains("~"))
    }
    #expect(
      lines(table, 24)[2...] == [
        "a model with a    0.5000", "very long name", "b                 0.2500",
      ])
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
