import TestSupport
import Testing
import Text

@testable import Plotting

/// What holds for every picture, whatever its data.
@Suite struct PropertyTests {
  private static let seeds = Array(0..<UInt64(24))
  private static let widths = [1, 2, 7, 15, 23, 24, 25, 39, 40, 57, 80, 120]

  @Test(arguments: seeds) func everyPictureKeepsTheRules(_ seed: UInt64) {
    var random = Noise(seed)
    for figure in RandomFigures.all(&random) {
      let width = Self.widths[random.below(Self.widths.count)]
      for glyphs in Glyphs.allCases {
        for colours in Style.Colours.allCases {
          var style = Style(width: width, glyphs: glyphs, colours: colours)
          if random.below(4) == 0 { style.rows = random.below(30) }
          style.lightBackground = random.below(2) == 0
          check(render(figure, style), style)
        }
        for content in [Style.Content.sentence, .numbers] {
          let style = Style(width: width, glyphs: glyphs, colours: .ansi256, content: content)
          let text = render(figure, style)
          #expect(!text.utf8.contains(0x1B), "words have no colour")
          check(text, style)
        }
      }
      let page = svg(figure, width: width)
      #expect(page.hasSuffix("</svg>\n") && !page.utf8.contains(0x1B))
      #expect(!page.contains(/(?:points|[xyd]|width|height)="[^"]*(?:nan|inf)/))
    }
  }

  private func check(_ text: String, _ style: Style) {
    if style.colours == .none { #expect(!text.utf8.contains(0x1B), "an escape without colour") }
    let shown = text.utf8.contains(0x1B) ? plain(text) : text
    if style.glyphs == .ascii {
      #expect(shown.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) }, "not ASCII")
    }
    #expect(!shown.utf8.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }, "a control character")
    #expect(text.isEmpty || text.hasSuffix("\n"))
    for line in shown.split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= style.width, "\(line)")
      if style.colours == .none { #expect(!line.hasSuffix(" ")) }
    }
  }

  /// What does not fit beside each other stands below: at no width is a character of a table lost.
  @Test(arguments: 20...90) func aTableLosesNothing(_ width: Int) {
    let table = Table(
      header: ["network", "kind of layer", "parameters", "test accuracy", "a remark about it"],
      rows: [
        [
          .text("TokenMix"), .text("Linear(32, 96, bias = false)"), .integer(18_478), .number(0.93),
          .text("as good as the other one, nearly"),
        ],
        [
          .text("MLP"), .text("Incomprehensibilities"), .integer(269_322), .number(0.972), .missing,
        ],
      ])
    func letters(_ text: String) -> [Character: Int] {
      Dictionary(text.filter { !$0.isWhitespace && $0 != "-" }.map { ($0, 1) }, uniquingKeysWith: +)
    }
    let text = render(table, Style(width: width))
    #expect(!text.contains("~"))
    let whole = letters(render(table, Style(width: 200)))
    let shown = letters(text)
    for (letter, count) in whole {
      #expect(shown[letter, default: 0] >= count, "\(letter)\n\(text)")
    }
  }

  @Test func theSameFigureIsTheSameText() {
    for entry in Gallery.entries {
      let style = Style(width: 80, glyphs: .unicode, colours: .trueColour)
      #expect(render(entry.figure, style) == render(entry.figure, style))
    }
  }

  /// Levels of a heatmap and bars of a chart differ if their values do by a level.
  @Test func distinctValuesStayDistinctWithoutColour() {
    for count in 2...9 {
      let values = (0...count).map { Double($0) / Double(count) }
      let matrix = Matrix(rows: 1, columns: values.count, values: values)
      for cells in [Heatmap.Cells.ramp, .digits] {
        for glyphs in Glyphs.allCases {
          let row = lines(Heatmap(matrix, cells: cells), 80, glyphs)[1].dropFirst(2)
          let pairs = stride(from: 0, to: values.count * 2, by: 2).map {
            String(row.padding(to: values.count * 2).dropFirst($0).prefix(2))
          }
          #expect(Set(pairs).count == values.count, "\(pairs)")
        }
      }
      let bars = lines(BarChart(values.map { ("", $0) }))
      #expect(Set(bars).count == values.count)
      let signed = Matrix(rows: 1, columns: 2, values: [values[1], -values[1]])
      let row = Array(lines(Heatmap(signed, cells: .ramp))[1].dropFirst(2))
      #expect(row[0..<2] != row[2..<4])
    }
  }

  @Test func curvesStayDistinctWithoutColour() {
    let series = (0..<8).map { LineChart.Series("s\($0)", y: [Double($0), Double(8 - $0)]) }
    for glyphs in Glyphs.allCases {
      let text = render(LineChart(series: series), Style(width: 80, glyphs: glyphs))
      for glyph in "*o+x#%&@" { #expect(text.filter { $0 == glyph }.count > 10) }
    }
  }
}

extension Substring {
  fileprivate func padding(to count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, count - self.count))
  }
}

/// Figures with the worst possible data.
private enum RandomFigures {
  static func all(_ random: inout Noise) -> [any Figure] {
    let bitmaps = (0..<1 + random.below(4)).map { _ in bitmap(&random) }
    let maps = (0..<1 + random.below(4)).map { _ in matrix(&random) }
    let single: [any Figure] = [
      chart(&random), plane(&random), bars(&random), histogram(&random), heatmap(&random),
      HeadMaps(
        title: label(&random), maps, names: random.below(2) == 0 ? nil : labels(&random, 2),
        scale: shading(&random), rowNames: random.below(2) == 0 ? [] : labels(&random, 30),
        columnNames: random.below(2) == 0 ? [] : labels(&random, 30),
        isSigned: random.below(2) == 0, scalesEach: random.below(2) == 0, zoom: zoom(&random)),
      MapOverImage(
        bitmaps[0], maps[0], query: random.below(30) - 5, title: label(&random),
        scale: shading(&random)),
      confusion(&random), table(&random),
      Picture(
        bitmaps[0], title: label(&random), caption: label(&random), patch: random.below(9) - 1,
        gap: random.below(4) - 1, isInverted: random.below(2) == 0, zoom: zoom(&random)),
      Mosaic(
        bitmaps, captions: labels(&random, 3), title: label(&random),
        perRow: random.below(2) == 0 ? nil : random.below(6) - 1, gap: random.below(5) - 1,
        zoom: zoom(&random)),
    ]
    let row = FigureRow(
      (0..<1 + random.below(3)).map { _ in single[random.below(single.count)] },
      columns: random.below(2) == 0 ? nil : random.below(4) - 1)
    return single + [row]
  }

  private static func zoom(_ random: inout Noise) -> Int? {
    random.below(3) == 0 ? random.below(40) - 2 : nil
  }

  private static func number(_ random: inout Noise) -> Double {
    switch random.below(14) {
    case 0: .nan
    case 1: random.below(2) == 0 ? .infinity : -.infinity
    case 2: 1e308 * (random.share() * 2 - 1)
    case 3: .leastNonzeroMagnitude * Double(random.below(5))
    case 4: Double(bitPattern: random.next())
    case 5: 0
    case 6: -0.0
    case 7: 1e-300 * random.share()
    case 8: Double(random.below(1000)) * 1e12
    default: (random.share() * 2 - 1) * 10
    }
  }

  /// Ordinary numbers, those of one kind, or a mixture of all kinds.
  private static func numbers(_ random: inout Noise, _ most: Int) -> [Double] {
    let count = random.below(most)
    switch random.below(4) {
    case 0:
      let constant = number(&random)
      return Array(repeating: constant, count: count)
    case 1: return (0..<count).map { _ in random.normal() }
    default: return (0..<count).map { _ in number(&random) }
    }
  }

  private static let words = [
    "", "loss", "train loss of a model with a name that goes on and on", "日本語のラベル",
    "e\u{301}te\u{301}", "\u{1B}[31mred\u{1B}[0m", "tab\tand\nline", "√m", "👩‍👩‍👧‍👦 family",
    "\u{202E}left",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}", "\u{0}\u{7F}\u{9B}",
    "100%", "<&\">", "🇩🇪", "ﷺ", "≤ ½ Ω ß", " lead and trail ",
  ]

  private static func label(_ random: inout Noise) -> String { words[random.below(words.count)] }

  private static func labels(_ random: inout Noise, _ most: Int) -> [String] {
    (0..<random.below(most + 1)).map { _ in label(&random) }
  }

  private static func shading(_ random: inout Noise) -> ShadeScale {
    ShadeScale.allCases[random.below(3)]
  }

  private static func axis(_ random: inout Noise) -> LineChart.Scale {
    random.below(3) == 0 ? .log : .linear
  }

  private static func chart(_ random: inout Noise) -> LineChart {
    let series = (0..<random.below(12)).map { _ in
      LineChart.Series(
        label(&random), x: random.below(2) == 0 ? nil : numbers(&random, 300),
        y: numbers(&random, 300), marks: [.line, .points, .both][random.below(3)],
        spread: random.below(3) > 0
          ? nil
          : .init(
            numbers(&random, 300), numbers(&random, 300), random.below(2) == 0 ? .bars : .band))
    }
    return LineChart(
      title: label(&random), series: series, xLabel: label(&random), yLabel: label(&random),
      xScale: axis(&random), yScale: axis(&random),
      references: (0..<random.below(3)).map { _ in .init(label(&random), number(&random)) },
      verticals: (0..<random.below(3)).map { _ in .init(label(&random), number(&random)) },
      smoothing: random.below(20) - 2, xLimits: limits(&random), yLimits: limits(&random))
  }

  /// A chart over a plane has linear axes, and no others are made.
  private static func plane(_ random: inout Noise) -> LineChart {
    var chart = chart(&random)
    (chart.xScale, chart.yScale) = (.linear, .linear)
    let look: Ground.Look =
      random.below(2) == 0
      ? .shades(shading(&random), limits(&random))
      : .contours(numbers(&random, 9).filter(\.isFinite).sorted())
    chart.ground = Ground(
      matrix(&random), x: limits(&random) ?? -1...1, y: limits(&random) ?? 0...3, look)
    return chart
  }

  private static func limits(_ random: inout Noise) -> ClosedRange<Double>? {
    let ends = [number(&random), number(&random)].sorted()
    guard random.below(3) == 0, ends.allSatisfy(\.isFinite), ends[0] < ends[1] else { return nil }
    return ends[0]...ends[1]
  }

  private static func bars(_ random: inout Noise) -> BarChart {
    BarChart(
      title: label(&random), labels: labels(&random, 6),
      series: (0..<random.below(4)).map { _ in .init(label(&random), numbers(&random, 8)) },
      scale: axis(&random))
  }

  private static func histogram(_ random: inout Noise) -> Histogram {
    Histogram(
      title: label(&random),
      (0..<random.below(4)).map { _ in .init(label(&random), numbers(&random, 300)) },
      label: label(&random), bins: random.below(40) - 2, range: limits(&random),
      scale: axis(&random))
  }

  private static func matrix(_ random: inout Noise) -> Matrix {
    let (rows, columns) = (random.below(40), random.below(60))
    return Matrix(rows: rows, columns: columns, values: numbers(&random, 2400))
  }

  private static func heatmap(_ random: inout Noise) -> Heatmap {
    Heatmap(
      title: label(&random), matrix(&random), xLabel: label(&random), yLabel: label(&random),
      rowNames: labels(&random, 30), columnNames: labels(&random, 30), scale: shading(&random),
      cells: Heatmap.Cells.allCases[random.below(3)],
      range: random.below(3) == 0 ? -1...random.share() : nil)
  }

  private static func bitmap(_ random: inout Noise) -> Bitmap {
    Bitmap(
      width: random.below(50) - 1, height: random.below(50) - 1, values: numbers(&random, 2500),
      planes: random.below(3) == 0 ? 3 : 1)
  }

  private static func confusion(_ random: inout Noise) -> ConfusionMatrix {
    let size = random.below(14)
    let counts = (0..<size).map { _ in
      (0..<random.below(size + 1)).map { _ in
        random.below(9) == 0 ? Int.max - random.below(3) : random.below(500) - 5
      }
    }
    return ConfusionMatrix(title: label(&random), counts, labels: labels(&random, 14))
  }

  private static func table(_ random: inout Noise) -> Table {
    let rows = (0..<random.below(8)).map { _ in
      (0..<random.below(7)).map { _ -> Table.Cell in
        switch random.below(4) {
        case 0: .text(label(&random))
        case 1: .integer(Int(truncatingIfNeeded: random.next()))
        case 2: .number(number(&random))
        default: .missing
        }
      }
    }
    return Table(title: label(&random), header: labels(&random, 7), rows: rows)
  }
}
