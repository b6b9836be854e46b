/// Colours for fractions of a scale, brighter for more, so that they work without colour vision.
enum ColourMap {
  /// Dark blue through green to yellow: nine points of viridis, interpolated linearly.
  static func viridis(_ share: Double, _ colours: Style.Colours = .trueColour) -> RGB {
    guard colours != .ansi256 else { return step(viridis256, share) }
    return between(viridisPoints, share)
  }

  /// Blue below zero, red above, light at zero; `share` is in −1…1.
  static func diverging(_ share: Double, _ colours: Style.Colours = .trueColour) -> RGB {
    guard colours != .ansi256 else { return step(share < 0 ? blue256 : red256, abs(share)) }
    return between(divergingPoints, (share + 1) / 2)
  }

  private static func between(_ points: [RGB], _ share: Double) -> RGB {
    let place = min(max(share.isNaN ? 0 : share, 0), 1) * Double(points.count - 1)
    let lower = min(Int(place), points.count - 2)
    return points[lower].mixed(with: points[lower + 1], place - Double(lower))
  }

  /// The colour of a palette for a fraction; its first one only for zero.
  private static func step(_ palette: [RGB], _ share: Double) -> RGB {
    palette[level(share, palette.count - 1)]
  }

  /// A step 0…`most`; 0 only for zero.
  static func level(_ share: Double, _ most: Int) -> Int {
    guard share > 0 else { return 0 }
    return min(max(Int((share * Double(most)).rounded()), 1), most)
  }

  private static let viridisPoints = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725,
  ].map { RGB(UInt32($0)) }

  private static let divergingPoints = [
    0x2B5FA8, 0x6FA3D8, 0xE8E8E8, 0xE58A6F, 0xB2332E,
  ].map { RGB(UInt32($0)) }

  // From the 256 colours, those that follow the same path and get brighter, or darker, at every
  // step: the nearest ones do not.
  private static let viridis256 = [53, 54, 24, 30, 36, 71, 77, 148, 184, 220, 226].map(
    TerminalColour.palette)
  private static let blue256 = [254, 153, 110, 67, 32, 25].map(TerminalColour.palette)
  private static let red256 = [254, 224, 216, 173, 167, 124].map(TerminalColour.palette)
}
