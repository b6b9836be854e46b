import Testing

@testable import Plotting

/// Images: sizes, brightness, captions.
@Suite struct PictureTests {
  private let colour = Style(width: 80, glyphs: .unicode, colours: .trueColour)
  private let ascii = Style(width: 80)

  private func flat(_ width: Int, _ height: Int, _ level: UInt8 = 255) -> Bitmap {
    Bitmap(width: width, height: height, bytes: Array(repeating: level, count: width * height))
  }

  private func size(_ figure: some Figure, _ style: Style) -> [Int] {
    let canvas = figure.draw(style)
    return [canvas.width, canvas.height]
  }

  @Test func sizes() {
    #expect(size(Picture(Gallery.three), ascii) == [56, 28])
    #expect(size(Picture(Gallery.three), colour) == [28, 14])
    #expect(size(Picture(Gallery.sunset), colour) == [32, 16])
    #expect(size(Picture(Gallery.three), Style(width: 40)) == [28, 14])
    #expect(size(Picture(Gallery.three), Style(width: 20)) == [14, 7])
  }

  @Test func aPixelIsTheNearestInk() {
    let bytes = GreyRamp.inks.map { UInt8(($0 * 255).rounded()) }
    let row = lines(Picture(Bitmap(width: 10, height: 1, bytes: bytes)))[0]
    #expect(row == "    ....,,,,::::;;;;++++xxxxoooo%%%%@@@@")
  }

  @Test func twoPixelsAHalfBlock() {
    let picture = Picture(Bitmap(width: 1, height: 3, bytes: [255, 0, 7]))
    #expect(picture.draw(colour).height > 1)
    let wide = Picture(Bitmap(width: 13, height: 3, bytes: Array(repeating: 9, count: 39)))
    #expect(
      lines(wide, 80, .unicode, .trueColour)[1]
        == "\u{1B}[38;2;9;9;9m" + String(repeating: "▀", count: 13) + "\u{1B}[0m")
  }

  @Test func bothKindsOfInversion() {
    let picture = Picture(flat(13, 1, 255), isInverted: true)
    #expect(lines(picture) == [""])
    let white = render(Picture(flat(13, 1, 255)), Style(width: 80, lightBackground: true))
    #expect(white == "\n")
    let black = render(Picture(flat(13, 1, 0)), Style(width: 80, lightBackground: true))
    #expect(black == String(repeating: "@", count: 26) + "\n")
    // Colours are the same on every background.
    let pixels = render(
      Picture(flat(13, 1, 255)),
      Style(width: 80, glyphs: .unicode, colours: .trueColour, lightBackground: true))
    #expect(pixels.contains("255;255;255"))
    #expect(render(picture, colour).contains("38;2;0;0;0"))
  }

  @Test func captionsStandInTheMiddleBelow() {
    let shown = lines(Mosaic([flat(8, 4), flat(8, 4)], captions: ["7", "a longer one"]))
    #expect(
      shown == [
        "@@@@@@@@@@@@@@@@  @@@@@@@@@@@@@@@@", "@@@@@@@@@@@@@@@@  @@@@@@@@@@@@@@@@",
        "@@@@@@@@@@@@@@@@  @@@@@@@@@@@@@@@@", "@@@@@@@@@@@@@@@@  @@@@@@@@@@@@@@@@",
        "       7            a longer one",
      ])
  }

  @Test func rowsWithoutInkInAnyPictureAreLeftOut() {
    let bar = Bitmap(width: 2, height: 5, bytes: [0, 0, 0, 0, 255, 255, 0, 0, 0, 0])
    let low = Bitmap(width: 2, height: 5, bytes: [0, 0, 0, 0, 0, 0, 255, 255, 0, 0])
    #expect(lines(Mosaic([bar, low])) == ["@@@@", "      @@@@"])
    #expect(lines(Picture(bar, patch: 0)).count > 2)
  }

  @Test func aMosaicWrapsToTheWidth() {
    let figure = Mosaic(Array(repeating: flat(28, 28), count: 12))
    for width in [24, 40, 80, 120] {
      let shown = lines(figure, width)
      let pictures = shown[0].split(separator: " ", omittingEmptySubsequences: true)
      #expect(shown[0].count <= width && pictures.allSatisfy { $0.count == pictures[0].count })
      #expect(shown[0].contains("@  @") == (pictures.count > 1))
      #expect(pictures.count == min(8, 12 / ((12 + (width + 2) / 16 - 1) / ((width + 2) / 16))))
    }
  }

  @Test func anImpossibleSizeIsAnEmptyPicture() {
    for (width, height) in [(-1, 5), (0, 0), (.max, .max), (1 << 40, 1)] {
      let bitmap = Bitmap(width: width, height: height, bytes: [1])
      #expect(bitmap.width == 0 && bitmap.bytes.isEmpty)
      #expect(lines(Picture(bitmap, caption: "none")) == ["none"])
    }
  }

  @Test func numbersBecomeBytesAsMatplotlibHasIt() {
    #expect(Bitmap(width: 2, height: 1, values: [0, 0.5]).bytes == [0, 128])
    #expect(Bitmap(width: 3, height: 1, values: [-1, 0, 3]).bytes == [0, 64, 255])
    #expect(Bitmap(width: 2, height: 1, values: [.nan, .infinity]).bytes == [0, 0])
    #expect(Bitmap(width: 1, height: 1, values: [0, 1, 0.5], planes: 3).bytes == [0, 255, 128])
  }

  @Test func coloursFillTheRangeOfInk() {
    let dull = Bitmap(
      width: 2, height: 1, bytes: [100, 100, 100, 200, 200, 200], isColour: true)
    #expect(dull.greyed.bytes == [0, 255])
    let flat = Bitmap(width: 2, height: 1, bytes: [100, 100, 100, 110, 110, 110], isColour: true)
    let greyed = flat.greyed.bytes.map(Int.init)
    #expect(greyed[1] - greyed[0] == 30 && (60...120).contains(greyed[0]))
    for level: UInt8 in [0, 128, 255] {
      let constant = Bitmap(width: 1, height: 1, bytes: [level, level, level], isColour: true)
      #expect(abs(Int(constant.greyed.bytes[0]) - Int(level)) <= 2)
    }
    #expect(Gallery.three.greyed == Gallery.three)
  }
}
