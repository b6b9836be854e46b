import Foundation
import TestSupport
import Testing
import Text

@testable import Plotting

/// Pictures as pixels of a terminal, read again as the terminal does.
@Suite struct PixelTests {
  private static let encodings = Pixels.Encoding.allCases

  private func style(
    _ encoding: Pixels.Encoding, _ width: Int = 80, cell: PixelSize = PixelSize(4, 8),
    most: PixelSize = PixelSize(10_000, 10_000), rows: Int = 40
  ) -> Style {
    var style = Style(width: width, glyphs: .unicode, colours: .trueColour)
    style.pixels = Pixels(encoding, cell: cell, most: most, rows: rows)
    return style
  }

  /// How far apart the farthest channels are; nil where a pixel is missing in only one.
  private func difference(_ a: Bitmap, _ b: Bitmap) -> Int? {
    guard (a.width, a.height) == (b.width, b.height) else { return nil }
    var most = 0
    for y in 0..<a.height {
      for x in 0..<a.width {
        guard a.isMissing(x, y) == b.isMissing(x, y) else { return nil }
        if a.isMissing(x, y) { continue }
        for (p, q) in [
          (a[x, y].red, b[x, y].red), (a[x, y].green, b[x, y].green),
          (a[x, y].blue, b[x, y].blue),
        ] { most = max(most, abs(Int(p) - Int(q))) }
      }
    }
    return most
  }

  // MARK: The writers

  @Test(arguments: [Gallery.three, Gallery.sharpThree, Gallery.sunset])
  func sixelsAreThePicture(_ bitmap: Bitmap) throws {
    let palette = Palette(bitmap, most: 1_000)
    let read = try #require(PictureReader.pictures(in: sixel(palette)).first)
    #expect(difference(read, palette.bitmap) == 0)
    // Hundredths of 255.
    if palette.colours.count < 256 { #expect(try #require(difference(read, bitmap)) <= 2) }
  }

  private func sixel(_ palette: Palette) -> String {
    String(decoding: Sixel.encode(palette), as: UTF8.self)
  }

  @Test(arguments: 0..<UInt64(12)) func everyPictureSurvives(_ seed: UInt64) throws {
    var random = Noise(seed)
    let (width, height) = (1 + random.below(40), 1 + random.below(40))
    let shades = 1 + random.below(300)
    let bitmap = Bitmap(
      width: width, height: height,
      bytes: (0..<3 * width * height).map { _ in UInt8(random.below(shades) % 256) },
      isColour: true, missing: (0..<width * height).map { _ in random.below(5) == 0 })
    let palette = Palette(bitmap, most: 16)
    #expect(palette.colours.count <= 16)
    let read = try #require(PictureReader.pictures(in: sixel(palette)).first)
    #expect(difference(read, palette.bitmap) == 0)
    for isPacked in [false, true] {
      let copy = try #require(PictureReader.png(PNG.encode(bitmap, isPacked: isPacked)))
      #expect(difference(copy, bitmap) == 0)
    }
  }

  @Test func fewColoursAreNearTheManyThatTheyStandFor() throws {
    let palette = Palette(Gallery.sunset, most: 16)
    #expect(palette.colours.count == 16)
    let far = zip(palette.bitmap.bytes, Gallery.sunset.bytes).map { abs(Int($0) - Int($1)) }
    #expect(Double(far.reduce(0, +)) / Double(far.count) < 8)
  }

  /// The same picture by every protocol, but for the hundredths of sixels.
  @Test(arguments: Gallery.entries) func theProtocolsAgree(_ entry: Gallery.Entry) throws {
    let pictures = Self.encodings.map {
      PictureReader.pictures(in: render(entry.figure, style($0)))
    }
    #expect(pictures[1] == pictures[2])
    #expect(pictures[0].count == pictures[1].count)
    for (sixels, png) in zip(pictures[0], pictures[1]) {
      let allowed = Palette(png, most: .max).colours.count > 256 ? 40 : 2
      #expect(try #require(difference(sixels, png)) <= allowed)
    }
  }

  // MARK: The layout

  @Test(arguments: Gallery.entries) func picturesKeepToTheirCells(_ entry: Gallery.Entry) throws {
    for encoding in Self.encodings {
      for width in [24, 40, 80, 120] {
        let text = render(entry.figure, style(encoding, width, most: PixelSize(200, 10_000)))
        let words = Escapes.removed(from: text)
        for line in words.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width) }
        for picture in PictureReader.pictures(in: text) {
          #expect(picture.width > 0 && picture.width % 4 == 0 && picture.height % 8 == 0)
          #expect(picture.width <= 200 && picture.width <= 4 * width)
        }
        #expect(!words.contains("▀"))
      }
    }
  }

  @Test func imagesAndMapsArePictures() {
    for entry in Gallery.pictures + Gallery.shades where !entry.name.hasPrefix("confusion") {
      let count = PictureReader.pictures(in: render(entry.figure, style(.kitty))).count
      #expect(count > 0, "\(entry.name)")
    }
    for entry in Gallery.charts + Gallery.bars {
      #expect(PictureReader.pictures(in: render(entry.figure, style(.kitty))).isEmpty)
    }
  }

  /// The pixels of an image are all there, though its cells are fewer.
  @Test func aPictureIsNoCoarserThanItMust() throws {
    let bitmap = Bitmap(
      width: 160, height: 160, bytes: (0..<25_600).map { UInt8($0 % 2 * 255) })
    let shown = try #require(
      PictureReader.pictures(in: render(Picture(bitmap), style(.kitty))).first)
    // Every other column is white, in 80 cells of 4 pixels.
    #expect(shown.width == 320)
    #expect((0..<320).allSatisfy { shown[$0, 3].red == UInt8($0 / 2 % 2 * 255) })
    let map = Matrix(rows: 60, columns: 160, values: (0..<9_600).map { Double($0 % 2) })
    let text = render(Heatmap(map), style(.kitty))
    #expect(!text.contains("block means"))
    #expect(try #require(PictureReader.pictures(in: text).first).width > 160)
  }

  @Test func whatDoesNotFitTheScreenIsMadeOfCharacters() {
    let picture = Picture(Gallery.three, zoom: 2)
    #expect(render(picture, style(.sixel, rows: 28)).contains("\u{1B}P"))
    // A zoom that does not fit is smaller, like one that is too wide.
    #expect(render(picture, style(.sixel, rows: 27)).contains("a zoom of 2"))
    let map = HeadMaps(
      [Matrix(rows: 3, columns: 3, values: Array(repeating: 0.5, count: 9))], zoom: 20)
    let text = render(map, style(.sixel, 120, rows: 10))
    #expect(!text.contains("\u{1B}P") && text.contains("▀"))
  }

  /// A letter on a picture is not under it.
  @Test func aCharacterOnAPictureIsSeenThroughAHole() throws {
    let figure = MapOverImage(
      Gallery.three, Matrix(rows: 2, columns: 2, values: [0, 1, 2, 3]), query: 0)
    let text = render(figure, style(.kitty))
    #expect(Escapes.removed(from: text).contains("Q"))
    let pictures = PictureReader.pictures(in: text)
    let over = try #require(pictures.last { !$0.missing.isEmpty })
    #expect(over.missing.count(where: \.self) >= 4 * 8)
  }

  /// Rows first, so that they are on the screen, then the pictures, from the last of them.
  @Test func aStripIsOneLineOfAPage() throws {
    let text = render(Picture(Gallery.three, caption: "3"), style(.sixel))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines[1].hasSuffix("3") && lines[2].isEmpty)
    #expect(lines[0].count { $0 == "\u{B}" } == 13)
    #expect(lines[0].contains("\u{1B}7\u{1B}[13A\u{1B}[1G\u{1B}P"))
    #expect(lines[0].hasSuffix("\u{1B}\\\u{1B}8"))
    #expect(Escapes.removed(from: text).count { $0 == "\n" } == 15)
  }

  // MARK: Others who read sixels

  /// libsixel's decoder and ours find the same pixels.
  @Test func sixelsAreReadByOthers() throws {
    let tools = ["/usr/bin/sixel2png", "/usr/bin/convert"]
    guard tools.allSatisfy(FileManager.default.isExecutableFile) else {
      print("skipped: needs sixel2png and convert (libsixel-bin, imagemagick)")
      return
    }
    let folder = try TemporaryFolder()
    for (index, bitmap) in [Gallery.three, Gallery.sunset].enumerated() {
      let palette = Palette(bitmap, most: 256)
      try Data(Sixel.encode(palette)).write(to: URL(filePath: folder.path + "/a\(index).six"))
      try run(tools[0], "-i", folder.path + "/a\(index).six", "-o", folder.path + "/a\(index).png")
      try run(tools[1], folder.path + "/a\(index).png", "rgb:" + folder.path + "/a\(index).rgb")
      let bytes = try Data(contentsOf: URL(filePath: folder.path + "/a\(index).rgb"))
      #expect(Array(bytes) == palette.bitmap.bytes)
    }
  }

  private func run(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
