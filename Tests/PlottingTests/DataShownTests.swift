import TestSupport
import Testing

@testable import Plotting

/// No figure drops a number: finite ones are shown or counted, whatever the data and the width.
@Suite struct DataShownTests {
  private static let seeds = Array(0..<UInt64(40))
  private static let styles = [24, 31, 40, 57, 80, 120].flatMap { width in
    [
      Style(width: width), Style(width: width, glyphs: .unicode),
      Style(width: width, glyphs: .unicode, colours: .ansi256),
    ]
  }

  private static func numbers(_ random: inout Noise, _ count: Int) -> [Double] {
    let scale = [1, 1e-7, 1e9][random.below(3)]
    return (0..<count).map { _ in
      switch random.below(20) {
      case 0: .nan
      case 1: 0
      case 2: random.normal() * scale * 30
      default: random.normal() * scale
      }
    }
  }

  private static func chart(_ random: inout Noise) -> LineChart {
    let isPath = random.below(3) == 0
    let series = (0..<1 + random.below(3)).map { index -> LineChart.Series in
      let count = [1, 2, 7, 60, 400][random.below(5)]
      let x: [Double]? =
        isPath
        ? numbers(&random, count)
        : random.below(2) == 0 ? nil : (0..<count).map { Double($0) * 0.7 + 3 }
      return LineChart.Series("s\(index)", x: x, y: numbers(&random, count))
    }
    return LineChart(
      series: series, xScale: random.below(4) == 0 ? .log : .linear,
      yScale: random.below(4) == 0 ? .log : .linear)
  }

  @Test(arguments: seeds) func everyPointOfACurveIsInked(_ seed: UInt64) {
    var random = Noise(seed)
    let chart = Self.chart(&random)
    for style in Self.styles {
      let layout = ChartLayout.fitting(chart, style)
      let canvas = layout.canvas()
      for (series, curve) in zip(chart.series, layout.curves) {
        var seen = 0
        for (x, y) in zip(series.x ?? series.y.indices.map(Double.init), series.y) {
          guard x.isFinite, y.isFinite, chart.xScale == .linear || x > 0,
            chart.yScale == .linear || y > 0
          else { continue }
          seen += 1
          #expect(isInked(x, y, layout, canvas), "(\(x), \(y)) of \(curve.label) is not drawn")
        }
        #expect(seen + curve.notFinite + curve.notPositive == series.y.count)
      }
    }
  }

  /// Whether the cell of a point holds a curve; with dots, whether its very dot is set.
  private func isInked(_ x: Double, _ y: Double, _ layout: ChartLayout, _ canvas: Canvas) -> Bool {
    let column = layout.left + layout.across.column(x)
    let row = layout.row(min(max(cell(layout.scale.height(y)), 0), layout.scale.rows - 1))
    let ofCell = canvas[column, row]
    guard case .series = ofCell.ink, let scalar = ofCell.glyph.unicodeScalars.first else {
      // A point between two cells may have its dot in the other one.
      return [-1, 1].contains { isDotted(canvas[column, row + $0]) }
        || [-1, 1].contains { isDotted(canvas[column + $0, row]) }
    }
    return scalar.value > 0x2800 || SeriesGlyphs.all.contains(ofCell.glyph)
  }

  private func isDotted(_ cell: Canvas.Cell) -> Bool {
    cell.glyph.unicodeScalars.first.map { (0x2801...0x28FF).contains($0.value) } == true
  }

  @Test func aPeakAmongManyPointsIsSeen() {
    var values = Array(repeating: 1.0, count: 5_000)
    values[3_210] = 9
    values[1_234] = -9
    for style in Self.styles {
      let layout = ChartLayout.fitting(
        LineChart(series: [.init("a", y: values), .init("b", y: values.map { $0 / 2 })]), style)
      let canvas = layout.canvas()
      #expect(isInked(3_210, 9, layout, canvas) && isInked(1_234, -9, layout, canvas))
    }
  }

  @Test func aPathKeepsItsOrder() {
    // A square: its left side is in one column, and nothing is inside.
    let chart = LineChart(series: [.init("", x: [0, 1, 1, 0, 0], y: [0, 0, 1, 1, 0])])
    let shown = lines(chart, 60)
    let rows = shown.filter { $0.contains("*") }
    #expect(rows.count > 8)
    #expect(rows.dropFirst().dropLast().allSatisfy { $0.filter { $0 == "*" }.count == 2 })
    let table = chart.numbers[0].rows
    #expect(
      table == zip([0.0, 1, 1, 0, 0], [0.0, 0, 1, 1, 0]).map { [.number($0), .number($1)] })
  }

  @Test func theTableHoldsEveryPoint() {
    let twice = LineChart(
      series: [.init("a", x: [1, 1, 2], y: [5, 6, 7]), .init("b", x: [1, 2, 2], y: [8, 9, 10])])
    #expect(twice.numbers[0].rows.count == 4)
    let numbers = twice.numbers[0].rows.flatMap { $0.dropFirst() }.filter { $0 != .missing }
    #expect(numbers.count == 6)
    let narrow = lines(LineChart(series: [.init("a", y: (0..<60).map(Double.init))]), 20)
    #expect(narrow.suffix(2).joined(separator: " ") == "(1 of 5 points of each curve)")
  }

  @Test func aReferenceThatCannotBeDrawnIsNamed() {
    let chart = LineChart(
      series: [.init("a", y: [1, 10, 100])], yScale: .log,
      references: [.init("zero", 0), .init("", -3), .init("lost", .nan)])
    let shown = lines(chart)
    #expect(shown.contains("  ! the reference zero at 0 is not on a log axis"))
    #expect(shown.contains("  ! the reference at -3 is not on a log axis"))
    #expect(shown.contains("  ! the reference lost at nan cannot be drawn"))
  }

  @Test func whatLacksAPartnerIsCounted() {
    let chart = LineChart(series: [.init("a", x: [1, 2], y: [1, 2, 3])])
    #expect(lines(chart).contains { $0.contains("! 1 non-finite in a") })
  }

  @Test(arguments: seeds) func everyBarAndBinIsThere(_ seed: UInt64) {
    var random = Noise(seed)
    let values = Self.numbers(&random, 12)
    let many = Self.numbers(&random, 300)
    for style in Self.styles {
      let drawn = BarChart(values.map { ("", $0) }).draw(style)
      for (y, value) in values.enumerated() where value.isFinite && value != 0 {
        let cells = (0..<drawn.width).filter { drawn[$0, y].ink == .series(0) }
        #expect(!cells.isEmpty, "\(value) has no bar")
      }
    }
    let bins = Bins([many], wanted: 9)
    #expect(bins.counts[0].reduce(0, +) == many.filter(\.isFinite).count)
  }

  @Test(arguments: seeds) func everyNumberOfAMapIsShaded(_ seed: UInt64) {
    var random = Noise(seed)
    let matrix = Matrix(rows: 5, columns: 9, values: Self.numbers(&random, 45))
    for cells in [Heatmap.Cells.ramp, .digits] {
      let canvas = Heatmap(matrix, cells: cells).draw(Style(width: 80))
      let width = matrix.values.contains { $0 < 0 } && cells == .digits ? 3 : 2
      for place in 0..<45 {
        let (row, column) = (place / 9, place % 9)
        let seen = (0..<width).map { canvas[2 + column * width + $0, 1 + row].glyph }
        let isBlank = seen.allSatisfy { $0 == " " || $0 == "." && cells == .digits }
        #expect(isBlank == (matrix.values[place] == 0), "\(matrix.values[place]): \(seen)")
      }
    }
  }

  @Test func whatLiesBeyondAScaleIsCounted() {
    let matrix = Matrix(rows: 1, columns: 4, values: [0, 1, 2, 30])
    let shown = lines(Heatmap(matrix, range: 0.5...10))
    #expect(shown.last == "! 2 values beyond the scale, drawn as its end")
  }

  @Test func aMapFinerThanItsPictureIsAveraged() {
    let image = Bitmap(width: 4, height: 4, bytes: Array(repeating: 200, count: 16))
    for peak in 0..<400 {
      var values = Array(repeating: 0.0, count: 400)
      values[peak] = 1
      let map = Matrix(rows: 20, columns: 20, values: values)
      let shown = MapOverImage(image, map).draw(Style(width: 80))
      let inked = (0..<shown.height - 1).contains { y in
        (8..<shown.width).contains { shown[$0, y].glyph != " " }
      }
      #expect(inked, "\(peak)")
    }
  }

  @Test func picturesCountWhatIsNotANumber() {
    let bitmap = Bitmap(width: 2, height: 2, values: [0, .nan, 1, .infinity])
    let note = "! 2 non-finite, shown as !"
    #expect(lines(Picture(bitmap)).contains(note))
    #expect(lines(Mosaic([bitmap, bitmap])).contains("! 4 non-finite, shown as !"))
    #expect(
      lines(MapOverImage(bitmap, Matrix(rows: 1, columns: 1, values: [1]))).contains(note))
    #expect(Picture(bitmap).sentence.hasSuffix("2 non-finite"))
    let colour = Bitmap(width: 1, height: 1, values: [.nan, 1, 1], planes: 3)
    #expect(colour.notFinite == 1)
  }

  /// A missing pixel is neither black nor white, in every size and encoding.
  @Test func aMissingPixelLooksMissing() {
    let values = (0..<64).map { $0 % 8 < 4 ? Double.nan : 1 }
    let picture = Picture(Bitmap(width: 8, height: 8, values: values), zoom: 1)
    for row in lines(picture).prefix(8) { #expect(row == "!!!!!!!!@@@@@@@@") }
    let inColour = picture.draw(Style(width: 80, glyphs: .unicode, colours: .trueColour))
    for y in 0..<4 {
      for x in 0..<16 {
        let colour: RGB = x < 8 ? .missing : RGB(255, 255, 255)
        #expect(inColour[x, y].ink == .rgb(colour) && inColour[x, y].paper == .rgb(colour))
      }
    }
    // A block is missing if all of it is; otherwise it is the mean of what is there.
    let large = Bitmap(width: 8, height: 8, values: values)
    #expect(large.shrunk(across: 4, down: 4).missing == [true, false, true, false])
    #expect(large.shrunk(across: 8, down: 8).bytes == [255])
    #expect(large.resampled(width: 2, height: 2).missing == [true, false, true, false])
    #expect(large.resampled(width: 1, height: 1).bytes == [255])
    #expect(
      large.shrunk(across: 3, down: 3, patch: 4).missing.prefix(4) == [true, true, false, false])
    #expect(large.inverted.missing == large.missing && large.lifted.missing == large.missing)
    #expect(large.factRow("").contains(.number(1)))
  }

  /// Every nonzero number has a nonzero digit in every table.
  @Test(arguments: seeds) func noTableShowsANumberAsZero(_ seed: UInt64) {
    var random = Noise(seed)
    let values = (0..<8).map { _ in random.normal() * powerOfTen(random.below(24) - 14) }
    let rows = values.map { [Table.Cell.number($0), .number($0 / 1e5), .integer(3)] }
    for line in lines(Table(header: ["a", "b", "c"], rows: rows), 120).dropFirst(2) {
      for word in line.split(separator: " ") {
        #expect(word.contains { ("1"..."9").contains($0) }, "\(line)")
      }
    }
    let matrix = ConfusionMatrix([[2, 999_998], [0, 0]])
    #expect(lines(matrix).last?.contains("= 0.0002%") == true)
  }
}
