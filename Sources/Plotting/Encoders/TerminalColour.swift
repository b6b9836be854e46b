/// ECMA-48 SGR codes for an ink in 16, 256 or 2^24 colours.
enum TerminalColour {
  static func code(_ ink: Ink, _ colours: Style.Colours, isPaper: Bool) -> String? {
    switch ink {
    case .plain: return nil
    case .strong: return "1"
    case .muted: return colours == .ansi16 ? "90" : extended(RGB(0x80_8080), colours, isPaper)
    case .warning: return colours == .ansi16 ? "33" : extended(RGB(0xD0_8A00), colours, isPaper)
    case .series(let index):
      guard colours == .ansi16 else {
        return extended(SeriesPalette.colour(index), colours, isPaper)
      }
      return sixteen(SeriesPalette.sixteen(index), isPaper)
    case .rgb(let colour): return extended(colour, colours, isPaper)
    }
  }

  private static func extended(_ colour: RGB, _ colours: Style.Colours, _ isPaper: Bool) -> String {
    let start = isPaper ? "48" : "38"
    switch colours {
    case .none, .ansi16: return sixteen(nearestOfSixteen(colour), isPaper)
    case .ansi256: return "\(start);5;\(nearestOf256(colour))"
    case .trueColour: return "\(start);2;\(colour.red);\(colour.green);\(colour.blue)"
    }
  }

  private static func sixteen(_ number: Int, _ isPaper: Bool) -> String {
    String((number < 8 ? 30 + number : 82 + number) + (isPaper ? 10 : 0))
  }

  /// Index 16…255 of the colour cube or the grey ramp, whichever is nearer.
  static func nearestOf256(_ colour: RGB) -> Int {
    func step(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
    func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
    let (red, green, blue) = (step(colour.red), step(colour.green), step(colour.blue))
    let mean = (Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3
    let grey = min(max((mean - 3) / 10, 0), 23)
    func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
      let (x, y, z) = (r - Int(colour.red), g - Int(colour.green), b - Int(colour.blue))
      return x * x + y * y + z * z
    }
    let cube = distance(level(red), level(green), level(blue))
    let ramp = distance(8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey)
    return ramp < cube ? 232 + grey : 16 + 36 * red + 6 * green + blue
  }

  /// The colour of an index 16…255: a cube of six levels each, then 24 greys.
  static func palette(_ index: Int) -> RGB {
    guard index < 232 else {
      let grey = UInt8(min(max(8 + 10 * (index - 232), 0), 255))
      return RGB(grey, grey, grey)
    }
    let place = max(index - 16, 0)
    let levels = [place / 36, place / 6 % 6, place % 6].map { UInt8($0 == 0 ? 0 : 55 + 40 * $0) }
    return RGB(levels[0], levels[1], levels[2])
  }

  /// The nearest colour of the palette that is not darker than `luminance`.
  static func nearestOf256(_ colour: RGB, from luminance: Double) -> RGB {
    var best = palette(231)
    var least = Int.max
    for index in 16...255 {
      let candidate = palette(index)
      guard candidate.luminance >= luminance else { continue }
      let distance = [
        Int(candidate.red) - Int(colour.red), Int(candidate.green) - Int(colour.green),
        Int(candidate.blue) - Int(colour.blue),
      ].reduce(0) { $0 + $1 * $1 }
      if distance < least { (best, least) = (candidate, distance) }
    }
    return best
  }

  /// The nearest of xterm's default sixteen.
  static func nearestOfSixteen(_ colour: RGB) -> Int {
    var best = 0
    var least = Int.max
    for (number, candidate) in sixteenColours.enumerated() {
      let x = Int(candidate.red) - Int(colour.red)
      let y = Int(candidate.green) - Int(colour.green)
      let z = Int(candidate.blue) - Int(colour.blue)
      let distance = 2 * x * x + 4 * y * y + 3 * z * z
      if distance < least { (best, least) = (number, distance) }
    }
    return best
  }

  private static let sixteenColours: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB(UInt32($0)) }
}
