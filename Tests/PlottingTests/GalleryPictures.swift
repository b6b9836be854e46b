@testable import Plotting

extension Gallery {
  /// A digit three, white on black, with soft edges.
  static let three = Bitmap(
    width: 28, height: 28,
    bytes: (0..<784).map { place in
      let (x, y) = (Double(place % 28) - 13, Double(place / 28))
      let (centre, isOpen) = y < 13.5 ? (9.0, x < 0 && y > 9.5) : (18.0, x < 0 && y < 17.5)
      let radius = ((x * x) + (y - centre) * (y - centre)).squareRoot()
      let distance = isOpen ? 9 : abs(radius - 5)
      return UInt8(min(max((2.4 - distance) * 255, 0), 255))
    })

  /// The same without soft edges.
  static let sharpThree = Bitmap(
    width: 28, height: 28, bytes: three.bytes.map { $0 > 127 ? 255 : 0 })

  static let sunset = Bitmap(
    width: 32, height: 32,
    bytes: (0..<1024).flatMap { place -> [UInt8] in
      let (x, y) = (place % 32, place / 32)
      let isSun = (x - 20) * (x - 20) + (y - 14) * (y - 14) < 30
      if isSun { return [255, 220, 90] }
      if y > 21 { return [30, UInt8(60 + x), UInt8(110 - y)] }
      return [UInt8(90 + 5 * y), UInt8(60 + 3 * y), UInt8(160 - 3 * y)]
    }, isColour: true)

  /// Bars of every brightness, each with its own stripe, so that captions can be checked.
  private static func stripes(_ index: Int) -> Bitmap {
    Bitmap(
      width: 8, height: 8,
      bytes: (0..<64).map { place in
        let (x, y) = (place % 8, place / 8)
        return x == index || y == index ? 255 : UInt8(20 * x)
      })
  }

  static let pictures: [Entry] = [
    entry("picture", picture), entry("picture-colour", pictureColour),
    entry("picture-inverted", pictureInverted), entry("picture-patches", picturePatches),
    entry("picture-patches-apart", picturePatchesApart), entry("picture-tiny", pictureTiny),
    entry("mosaic", mosaic), entry("mosaic-many", mosaicMany), entry("mosaic-three", mosaicThree),
    entry("mosaic-tiny", mosaicTiny), entry("mosaic-zoom", mosaicZoom),
  ]

  /// Three images of 28x28 stand side by side in 80 columns.
  private static let mosaicThree = Mosaic([three, sharpThree, three], captions: ["a", "b", "c"])

  private static let tiny = (0..<6).map { index in
    Bitmap(width: 5, height: 5, values: (0..<25).map { Double(($0 + 3 * index) % 7) / 6 })
  }

  private static let mosaicTiny = Mosaic(
    tiny, captions: (0..<6).map(String.init), title: "filters", key: "scale 0 to 0.3")

  private static let mosaicZoom = Mosaic(tiny, title: "filters", zoom: 3)

  private static let picture = Picture(three, title: "one training image", caption: "label 3")

  private static let pictureColour = Picture(sunset, caption: "sunset")

  private static let pictureInverted = Picture(three, caption: "for paper", isInverted: true)

  private static let picturePatches = Picture(sharpThree, caption: "patch 7", patch: 7)

  private static let picturePatchesApart = Picture(sharpThree, caption: "patch 7", patch: 7, gap: 3)

  private static let pictureTiny = Picture(stripes(3), caption: "8x8")

  private static let mosaic = Mosaic(
    [sharpThree, sunset, sharpThree],
    captions: ["3", "sunset over the sea", "predicted 8, truth 3"],
    title: "mistakes")

  private static let mosaicMany = Mosaic(
    (0..<7).map(stripes), captions: (0..<7).map { "class \($0)" })

}
