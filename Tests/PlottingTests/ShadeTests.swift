import Testing

@testable import Plotting

/// Heatmaps, heads, maps over images, confusion.
@Suite struct ShadeTests {
  private func ramp(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map(Double.init))
  }

  @Test func theRampIsInTheOrderOfItsInk() {
    #expect(String(GreyRamp.glyphs) == " .,:;+xo%@")
    #expect(GreyRamp.inks == GreyRamp.inks.sorted() && Set(GreyRamp.inks).count == 10)
    #expect((0...9).map { GreyRamp.level(Double($0) / 9) } == Array(0...9))
    #expect(GreyRamp.level(1e-12) == 1)
    for (index, ink) in GreyRamp.inks.enumerated() {
      #expect(GreyRamp.nearest(ink) == GreyRamp.glyphs[index])
    }
    #expect(GreyRamp.nearest(0.05 + 1e-9) == "." && GreyRamp.nearest(0.04) == " ")
  }

  /// What the terminal shows for a colour.
  private func shown(_ colour: RGB, _ colours: Style.Colours) -> RGB {
    colours == .ansi256
      ? TerminalColour.palette(TerminalColour.nearestOf256(colour)) : colour
  }

  @Test(arguments: [Style.Colours.ansi256, .trueColour])
  func colourMapsGrowBrighter(_ colours: Style.Colours) {
    let steps = (0...200).map { Double($0) / 200 }
    func grows(_ map: (Double) -> RGB) -> Bool {
      let bright = steps.map { shown(map($0), colours).luminance }
      return zip(bright, bright.dropFirst()).allSatisfy { $1 >= $0 - 0.5 }
    }
    #expect(grows { ColourMap.viridis($0, colours) })
    // Diverging: darker and darker on both sides of zero, each with its own hue.
    #expect(grows { ColourMap.diverging(1 - $0, colours) })
    #expect(grows { ColourMap.diverging($0 - 1, colours) })
    for share in steps.dropFirst() {
      let (below, above) = (
        shown(ColourMap.diverging(-share, colours), colours),
        shown(ColourMap.diverging(share, colours), colours)
      )
      #expect(below.blue >= below.red && above.red >= above.blue)
    }
    for grey in stride(from: 0.0, through: 255, by: 5) {
      var light = Highlight(colours)
      #expect(grows { light.colour(grey, $0) }, "\(grey)")
    }
    #expect(grows { RGB(UInt8($0 * 255), UInt8($0 * 255), UInt8($0 * 255)) })
    let viridis = Set(steps.map { shown(ColourMap.viridis($0, colours), colours) })
    #expect(viridis.count >= 10)
  }

  @Test func thePaletteIsXterms() {
    #expect(TerminalColour.palette(16) == RGB(0x00_0000))
    #expect(TerminalColour.palette(110) == RGB(0x87_AFD7))
    #expect(TerminalColour.palette(231) == RGB(0xFF_FFFF))
    #expect(TerminalColour.palette(232) == RGB(0x08_0808))
    #expect(TerminalColour.palette(255) == RGB(0xEE_EEEE))
  }

  @Test func digitsUpTo16AndTheRampBeyond() {
    #expect(lines(Heatmap(ramp(16, 16))).last == "key 0..9 = tenths of 255, . = exactly 0")
    #expect(lines(Heatmap(ramp(17, 16))).last == "scale 0 [.,:;+xo%@] 271, blank = exactly 0")
    #expect(lines(Heatmap(ramp(2, 2), cells: .ramp)).last?.hasPrefix("scale 0 [") == true)
  }

  @Test func aDigitIsATenthAndADotIsExactlyZero() {
    let matrix = Matrix(rows: 1, columns: 5, values: [0, 1e-9, 0.5, 0.99, 1])
    #expect(lines(Heatmap(matrix))[1] == "0| . 0 5 9 9")
  }

  @Test func theRampTakesTwoColumnsACell() {
    let row = lines(Heatmap(Matrix(rows: 1, columns: 3, values: [0, 4.5, 9]), cells: .ramp))[1]
    #expect(row == "0|  ++@@")
  }

  @Test func whatIsTooLargeBecomesBlockMeansAndSaysSo() {
    let figure = Heatmap(title: "big", ramp(100, 100))
    for width in [24, 40, 80, 120] {
      let note = lines(figure, width).joined(separator: " ")
      #expect(note.contains(/\(block means: a cell is \d+x\d+ of 100x100\)/))
    }
    let matrix = Matrix(rows: 2, columns: 2, values: [1, 2, 3, .nan])
    #expect(matrix.shrunk(2).values == [2])
  }

  @Test(arguments: [ShadeScale.sqrt, .percentile]) func otherScalesAreNamed(_ scale: ShadeScale) {
    let figure = Heatmap(title: "attention", ramp(20, 20), scale: scale)
    #expect(lines(figure).first == "attention  (\(scale) scale)")
    #expect(lines(figure).contains { $0.hasPrefix("up to . ") })
    let heads = HeadMaps(title: "layer", [ramp(4, 4)], scale: scale)
    #expect(lines(heads).first == "layer  (\(scale) scale)")
  }

  @Test func thePercentileScaleUsesEveryLevelAlike() {
    let shade = Shade((1...900).map { Double($0 * $0 * $0) }, .percentile)
    var counts = Array(repeating: 0, count: 10)
    for value in 1...900 {
      counts[GreyRamp.level(shade.share(Double(value * value * value)) ?? 0)] += 1
    }
    #expect(counts[0] == 0 && counts.dropFirst().allSatisfy { $0 == 100 })
  }

  @Test func aKeyNamesTheRealBounds() {
    let figure = Heatmap(Matrix(rows: 1, columns: 2, values: [-0.5, 0.25]))
    for colours in Style.Colours.allCases {
      let key = lines(figure, 80, .unicode, colours).map(plain).suffix(2).joined(separator: " ")
      #expect(key.contains("0.5"))
    }
  }

  @Test func headsShareOneScaleAndOneKey() {
    let maps = [Matrix(rows: 1, columns: 1, values: [1]), Matrix(rows: 1, columns: 1, values: [9])]
    let shown = lines(HeadMaps(maps, names: ["a", "b"]))
    #expect(shown == [" a    b", "|..  |@@", "scale 0 [.,:;+xo%@] 9, blank = exactly 0"])
    #expect(lines(HeadMaps(maps)).first == " head 0   head 1")
  }

  @Test func aMapStandsBesideItsImage() {
    let image = Bitmap(width: 4, height: 4, bytes: Array(repeating: 255, count: 16))
    let map = Matrix(rows: 2, columns: 2, values: [0, 0, 0, 1])
    let shown = lines(MapOverImage(image, map, query: 0))
    #expect(shown[0] == "@@@@@@@@")
    #expect(shown[1].contains("Q"))
    #expect(shown[2] == "@@@@@@@@       @@@@")
    #expect(shown.contains("Q = the token that looks"))
  }

  @Test func theDiagonalStandsInBrackets() {
    let figure = ConfusionMatrix([[5, 1], [0, 12]], labels: ["cat", "dog"])
    #expect(
      lines(figure) == [
        "rows=true cols=predicted", "    cat dog", "cat| [5]  1", "dog|  . [12]",
        ". = 0; right 17 of 18 = 94.44%",
      ])
    #expect(figure.sentence.contains("cat as dog (1)"))
  }

  @Test func whatIsNotANumberIsMarkedAndCounted() {
    let figure = Heatmap(Matrix(rows: 1, columns: 3, values: [.nan, 1, .infinity]))
    let shown = lines(figure)
    #expect(shown[1] == "0| ! 9 !")
    #expect(shown.last == "! 2 non-finite, shown as !")
  }

  @Test func mapsStandBesideEachOtherAndBreakTheirKeys() {
    let maps = (0..<2).map { Heatmap(title: "map \($0)", ramp(8, 8), scale: .sqrt) }
    let shown = lines(FigureRow(maps), 60)
    #expect(shown[0].contains("map 0") && shown[0].contains("map 1"))
    #expect(shown[2].filter { $0 == "|" }.count == 2)
    #expect(lines(FigureRow(maps), 50).filter { $0.contains("map ") }.count == 2)
  }
}
