import Text

/// Ten characters ordered by their ink, so that text can show grey.
enum GreyRamp {
  static let glyphs = Array(" .,:;+xo%@")

  /// The fraction of a cell that each glyph covers, measured over seven fonts, 1 for the darkest.
  static let inks = [0, 0.10, 0.17, 0.19, 0.27, 0.36, 0.52, 0.62, 0.78, 1]

  /// The glyph whose ink is nearest to a brightness in 0…1: for pictures.
  static func nearest(_ brightness: Double) -> Character { glyphs[nearestIndex(brightness)] }

  private static func nearestIndex(_ brightness: Double) -> Int {
    var best = 0
    for index in inks.indices where abs(inks[index] - brightness) < abs(inks[best] - brightness) {
      best = index
    }
    return best
  }

  /// The glyph for each byte of brightness.
  static let ofByte: [Character] = (0...255).map { nearest(Double($0) / 255) }

  /// Levels 0…9 of a fraction: 0 only for zero, level i up to i ninths: for heatmaps.
  static func level(_ share: Double) -> Int {
    guard share > 0 else { return 0 }
    return min(max(Int((share * 9 - 1e-9).rounded(.up)), 1), 9)
  }
}
