import Testing

@testable import Plotting

/// Pictures ruled or cut into patches, in every size in which they are drawn.
@Suite struct PatchedPictureTests {
  /// A diagonal of white patches on black.
  private func picture(_ patch: Int, _ gap: Int) -> Picture {
    let side = 2 * patch
    let bytes = (0..<side * side).map { place -> UInt8 in
      (place / side < patch) == (place % side < patch) ? 255 : 0
    }
    return Picture(Bitmap(width: side, height: side, bytes: bytes), patch: patch, gap: gap)
  }

  private func lines(_ picture: Picture, _ width: Int) -> [String] {
    render(picture, Style(width: width, glyphs: .ascii, colours: .none)).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  @Test func rulesStandBetweenPatches() {
    #expect(
      lines(picture(3, 0), 80) == [
        "@@@@@@|", "@@@@@@|", "@@@@@@|", "------+------", "      |@@@@@@", "      |@@@@@@",
        "      |@@@@@@",
      ])
  }

  @Test(arguments: [3, 5, 7]) func anOddPatchStaysWholeWhenShrunk(_ side: Int) {
    let shown = lines(picture(side, 0), 2 * side + 1)
    let rows = (side + 1) / 2
    let white = String(repeating: "@", count: side)
    let black = String(repeating: " ", count: side)
    let rule = String(repeating: "-", count: side)
    #expect(shown.prefix(rows).allSatisfy { $0 == white + "|" })
    #expect(shown[rows] == rule + "+" + rule)
    #expect(shown.dropFirst(rows + 1).allSatisfy { $0 == black + "|" + white })
    #expect(shown.count == 2 * rows + 1)
  }

  @Test func gapsAreEmptyAndBlackIsNot() {
    let shown = lines(picture(2, 1), 80)
    #expect(shown == ["@@@@  ....", "@@@@  ....", "", "....  @@@@", "....  @@@@"])
  }

  @Test func halfBlocksKeepTheirWidth() {
    let style = Style(width: 80, glyphs: .unicode, colours: .trueColour)
    #expect(picture(4, 0).draw(style).width == 9)
    #expect(picture(4, 2).draw(style).width == 10)
    #expect(picture(4, 2).draw(style).height == 5)
  }

  @Test func aRowShrinksItsPicturesWhereThatSavesALine() {
    let small = FigureRow([picture(7, 0), picture(7, 0), picture(7, 0)])
    let text = render(small, Style(width: 40, glyphs: .ascii, colours: .none))
    #expect(text.split(separator: "\n").map(\.count).max() == 33)
  }

  @Test(arguments: 1...64) func aPatchedPictureFitsItsWidth(_ width: Int) {
    for gap in [0, 1, 3] {
      for side in [3, 4, 5, 7] {
        let canvas = picture(side, gap).draw(
          Style(width: width, glyphs: .unicode, colours: .trueColour))
        #expect(canvas.width <= width)
        #expect(canvas.width >= min(3, width))
      }
    }
  }

  @Test func aNarrowPictureKeepsAsManyPixelsAsFit() {
    let wide = Picture(Gallery.sharpThree, patch: 7)
    #expect(wide.draw(Style(width: 24, glyphs: .unicode, colours: .trueColour)).width == 19)
    #expect(wide.draw(Style(width: 24)).width == 19)
  }
}
