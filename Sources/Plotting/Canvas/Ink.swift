import Text

/// A colour by its role in the picture, so that each encoder can choose from what it has.
enum Ink: Sendable, Equatable {
  /// The terminal's own foreground, or no background.
  case plain
  /// Axes, grids and keys.
  case muted
  /// Titles.
  case strong
  /// The curve, bar or marker of a series.
  case series(Int)
  /// What went wrong in the data.
  case warning
  /// A pixel or a cell of a colour map.
  case rgb(RGB)
}

/// A colour of 8 bits a channel.
struct RGB: Sendable, Equatable, Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(_ hex: UInt32) {
    self.init(
      UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }

  /// Where a number is missing among colours.
  static let missing = RGB(0xD0_8A00)

  /// Perceived brightness, 0…255 (Rec. 709 weights).
  var luminance: Double {
    0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
  }

  var inverted: RGB { RGB(255 - red, 255 - green, 255 - blue) }

  /// A text colour that is legible on this one.
  var contrast: RGB { luminance > 120 ? RGB(0x10_1010) : RGB(0xF4_F4F4) }

  func mixed(with other: RGB, _ share: Double) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(min(max((Double(a) + (Double(b) - Double(a)) * share).rounded(), 0), 255))
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }
}

/// The colours of series: about equally far from black and white, and distinct in hue.
enum SeriesPalette {
  static let colours = [
    0x4C8DDA, 0xE08A1E, 0x3DA35D, 0xD9534F, 0xA679D2, 0x2AA5A0, 0xD673A8, 0x9A9A2E,
  ].map { RGB(UInt32($0)) }
  /// The nearest of the sixteen, by number (0–7 normal, 8–15 bright).
  static let sixteen = [12, 3, 2, 1, 13, 6, 5, 11]

  static func colour(_ index: Int) -> RGB { colours[wrapped(index, colours.count)] }
  static func sixteen(_ index: Int) -> Int { sixteen[wrapped(index, sixteen.count)] }
}

/// What distinguishes series without colour; letters follow after the first eight.
enum SeriesGlyphs {
  static let all = Array("*o+x#%&@abcdefghijklmnpqrstuvwyz")

  static func glyph(_ index: Int) -> Character { all[wrapped(index, all.count)] }
}

private func wrapped(_ index: Int, _ count: Int) -> Int { (index % count + count) % count }
