import Testing

@testable import Plotting

/// Line charts, rule by rule.
@Suite struct ChartTests {
  private func chart(_ series: [[Double]], xLabel: String = "step") -> LineChart {
    LineChart(
      series: series.enumerated().map { .init("s\($0.offset)", y: $0.element) }, xLabel: xLabel)
  }

  private func level(_ value: Double, _ count: Int = 40) -> [Double] {
    Array(repeating: value, count: count)
  }

  @Test func eachSeriesHasItsGlyphInCurveLabelAndFoot() {
    let shown = lines(chart((0..<8).map { level(Double($0)) }))
    for (index, glyph) in "*o+x#%&@".enumerated() {
      let run = String(repeating: glyph, count: 30)
      let line = shown.first { $0.contains(run) }
      #expect(line?.hasSuffix(" \(glyph) s\(index)") == true)
      #expect(shown.contains { $0.hasPrefix("  \(glyph) s\(index)  last \(index)") })
    }
  }

  @Test func aSharedCellAlternatesByColumn() {
    let shown = lines(chart([level(1), level(1), level(2)]))
    let row = shown.first { $0.contains("*o*o") } ?? ""
    #expect(row.filter { $0 == "*" }.count >= 30)
    #expect(row.filter { $0 == "o" }.count >= 30)
  }

  @Test func endLabelsArePushedApartInTheirOrder() {
    let shown = lines(chart([level(0), level(1), level(1.001), level(1.002), level(2)]))
    let rows = (0..<5).map { index in
      shown.firstIndex { $0.hasSuffix(" s\(index)") } ?? -1
    }
    #expect(Set(rows).count == 5 && !rows.contains(-1))
    #expect(rows == rows.sorted(by: >))
  }

  /// Where the foot is long the plot is low, down to four rows: a window shows all of a chart at once.
  @Test(arguments: [24, 40, 80], [14, 17, 21, 40]) func aChartKeepsToTheRows(
    _ width: Int, _ rows: Int
  ) {
    for count in [1, 2, 3, 6] {
      var figure = chart((0..<count).map { curve in (0..<40).map { Double($0 * curve) + 0.5 } })
      figure.title = "title"
      figure.yLabel = "height"
      var style = Style(width: width)
      style.rows = rows
      let limited = render(figure, style).split(separator: "\n").count
      style.rows = nil
      let free = render(figure, style).split(separator: "\n").count
      style.rows = 1
      let least = render(figure, style).split(separator: "\n").count
      #expect(limited <= max(rows, least) && limited <= free)
    }
  }

  @Test func below40ColumnsLabelsGoUnderThePlot() {
    let figure = chart([level(0), level(1)])
    #expect(lines(figure, 40).contains { $0.hasSuffix("o s1") })
    let narrow = lines(figure, 39)
    #expect(!narrow.contains { $0.hasSuffix("o s1") })
    #expect(narrow.contains { $0.hasPrefix("  o s1  last") })
  }

  @Test func below24ColumnsThereIsATable() {
    let narrow = lines(chart([[1, 2, 3]]), 23)
    #expect(narrow.first == "step  s0")
    #expect(narrow.suffix(3) == ["   0   1", "   1   2", "   2   3"])
    #expect(lines(chart([[1, 2, 3]]), 24).contains { $0.contains("+--") })
  }

  @Test func brailleOnlyForOneSeriesOrInColour() {
    func hasDots(_ count: Int, _ colours: Style.Colours) -> Bool {
      lines(chart((0..<count).map { level(Double($0)) }), 80, .unicode, colours).joined()
        .unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
    }
    #expect(hasDots(1, .none))
    #expect(!hasDots(2, .none))
    #expect(hasDots(2, .ansi16))
  }

  @Test func aColumnOfDotsShowsMinToMax() {
    let spikes = (0..<4000).map { $0 % 10 == 0 ? 10.0 : 1.0 }
    let canvas = chart([spikes]).draw(Style(width: 80, glyphs: .unicode))
    let used = (0..<canvas.height).filter { y in
      (0..<canvas.width).contains { x in
        canvas[x, y].glyph.unicodeScalars.first.map { (0x2801...0x28FF).contains($0.value) } == true
      }
    }
    #expect(used.count > 10)
    #expect(zip(used, used.dropFirst()).allSatisfy { $1 == $0 + 1 })
  }

  @Test func referencesAreEverySecondCellUnderTheData() {
    var figure = chart([level(1, 20) + level(2, 20)])
    figure.references = [.init("goal", 1)]
    let row = lines(figure).first { $0.hasSuffix("- goal") } ?? ""
    #expect(row.contains("****"))
    #expect(row.contains("- - - - -"))
    #expect(!row.contains("--"))
  }

  @Test func aMovingAverageSaysSo() {
    var figure = chart([(0..<100).map { Double($0 % 2) }])
    figure.smoothing = 10
    let shown = lines(figure)
    #expect(shown.contains { $0.hasSuffix("* s0 (mean of 10)") })
    // The foot reports the values themselves.
    #expect(shown.last == "  * s0 (mean of 10)  last 1  min 0 at 0  max 1 at 1")
  }

  @Test func lastMinAndMaxAreAlwaysPrinted() {
    #expect(lines(chart([[3, 1, 2]])).last == "  * s0  last 2  min 1 at 1  max 3 at 0")
  }

  @Test func whatIsNotANumberLeavesAGapAndIsCounted() {
    var values = (0..<900).map { 2 - Double($0) / 1000 }
    for place in [812, 813, 815] { values[place] = place == 813 ? .infinity : .nan }
    let figure = LineChart(series: [.init("", y: values)], xLabel: "step")
    #expect(lines(figure).last == "  ! 3 non-finite, first at step 812")
    let broken = lines(chart([level(1, 20) + level(.nan, 20) + level(1, 20)]))
    let row = broken.first { $0.contains("***") } ?? ""
    #expect(row.contains(/\*{15,} {15,}\*{15,}/))
  }

  @Test func aLogAxisSaysWhatItDropped() {
    var figure = chart([[1, 10, 0, -1, 100]])
    figure.yScale = .log
    figure.title = "loss"
    let shown = lines(figure)
    #expect(shown.first == "loss (log)")
    #expect(shown.last == "  ! 2 values <= 0 in s0 dropped by the log axis")
  }

  @Test func constantSingleAndEmptySeriesDraw() {
    #expect(lines(chart([level(0.93)])).contains { $0.contains("*****") })
    #expect(lines(chart([[0.93]])).contains { $0.contains("|*") || $0.contains("+*") })
    #expect(lines(chart([[]])).contains("  no values to draw"))
    #expect(lines(chart([])).contains("  no series to draw"))
    #expect(lines(chart([level(.nan)])).contains { $0.contains("no finite values") })
  }

  @Test func theSentenceTellsWhereItWentAndWhetherItRose() {
    let figure = LineChart(
      title: "loss",
      series: [.init("train", y: [2.4, 1, 0.05, 0.1]), .init("val", y: [2.5, 0.5, 0.6, 0.9])],
      xLabel: "step")
    #expect(
      figure.sentence == "loss: train: 2.4 → 0.1, min 0.05 at step 2; "
        + "val: 2.5 → 0.9, min 0.5 at step 1, risen since the min")
  }

  @Test func theTableHasARowForEveryPosition() {
    let figure = LineChart(
      series: [.init("a", x: [1, 2], y: [10, 20]), .init("b", x: [2, 3], y: [5, .nan])],
      xLabel: "epoch")
    let style = Style(width: 80, content: .numbers)
    #expect(
      render(figure, style) == """
        epoch   a    b
        -----  --  ---
            1  10
            2  20    5
            3      nan

        """)
  }
}
