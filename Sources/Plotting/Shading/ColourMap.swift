/// Colours for shares of a scale, brighter for more, so that they survive without colour vision.
enum ColourMap {
  /// Dark blue over green to yellow: nine points of viridis, straight lines between.
  static func viridis(_ share: Double) -> RGB { between(viridisPoints, share) }

  /// Blue below zero, red above, light at zero; `share` is in −1…1.
  static func diverging(_ share: Double) -> RGB { between(divergingPoints, (share + 1) / 2) }

  /// A grey picture lit up where attention goes.
  static func highlight(_ grey: Double, _ share: Double) -> RGB {
    let base = UInt8(min(max(grey * 0.55 + 24, 0), 255))
    return RGB(base, base, base).mixed(with: RGB(0xFF_B000), min(max(share, 0), 1) * 0.85)
  }

  private static func between(_ points: [RGB], _ share: Double) -> RGB {
    let place = min(max(share.isNaN ? 0 : share, 0), 1) * Double(points.count - 1)
    let lower = min(Int(place), points.count - 2)
    return points[lower].mixed(with: points[lower + 1], place - Double(lower))
  }

  private static let viridisPoints = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
  ].map { RGB(UInt32($0)) }

  private static let divergingPoints = [
    0x2B5FA8, 0x6FA3D8, 0xE8E8E8, 0xE58A6F, 0xB2332E,
  ].map { RGB(UInt32($0)) }
}
