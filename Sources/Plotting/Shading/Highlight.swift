/// The colours of a grey picture that is lit up where attention goes.
struct Highlight {
  private static let steps = 5
  private let colours: Style.Colours
  /// The steps of the 256 colours for each grey seen so far.
  private var ramps: [UInt8: [RGB]] = [:]

  init(_ colours: Style.Colours) { self.colours = colours }

  /// The colour of a pixel: `grey` is 0…255, `share` 0…1.
  mutating func colour(_ grey: Double, _ share: Double) -> RGB {
    let base = UInt8(min(max(grey * 0.55 + 24, 0), 255))
    guard colours == .ansi256 else { return Highlight.lit(base, share) }
    let ramp = ramps[base] ?? Highlight.ramp(base)
    ramps[base] = ramp
    return ramp[ColourMap.level(share, Highlight.steps)]
  }

  private static func lit(_ base: UInt8, _ share: Double) -> RGB {
    RGB(base, base, base).mixed(with: RGB(0xFF_B000), min(max(share, 0), 1) * 0.85)
  }

  /// Each step is the nearest of the palette that is not darker than the previous one.
  private static func ramp(_ base: UInt8) -> [RGB] {
    var ramp = [TerminalColour.palette(TerminalColour.nearestOf256(lit(base, 0)))]
    for step in 1...steps {
      let wanted = lit(base, Double(step) / Double(steps))
      ramp.append(TerminalColour.nearestOf256(wanted, from: ramp[step - 1].luminance))
    }
    return ramp
  }
}
