import Text

/// The key under a heatmap: what its cells mean, with real bounds.
enum ShadeKey {
  static func canvas(
    _ shade: Shade, _ form: CellGrid.Form, missing: Int, beyond: Int = 0, _ style: Style
  ) -> Canvas {
    let isDigits = form == .digits
    let isPicture = form == .halves || form == .squares
    var parts: [Canvas] = []
    if style.hasShades || isPicture {
      parts.append(gradient(shade, isPicture: isPicture, style))
      if isDigits { parts.append(text(digits(shade), style)) }
    } else {
      parts.append(text(isDigits ? digits(shade) : ramp(shade, style), style))
    }
    if missing > 0 {
      let look = isPicture ? "in orange" : "shown as !"
      let text = "! \(Digits.grouped(missing)) non-finite, \(look)"
      parts.append(Canvas(lines: style.wrapped(text, style.width), style, ink: .warning))
    }
    if beyond > 0 {
      let text = "! \(Digits.count(beyond, "value")) beyond the scale, drawn as its end"
      parts.append(Canvas(lines: style.wrapped(text, style.width), style, ink: .warning))
    }
    return Canvas.stacked(parts, style)
  }

  private static func text(_ text: String, _ style: Style) -> Canvas {
    Canvas(lines: style.wrapped(text, style.width), style, ink: .muted)
  }

  private static func digits(_ shade: Shade) -> String {
    let top = Digits.short(shade.high)
    let value = shade.isSigned ? "|value|" : "value"
    let of: String
    switch (shade.scale, shade.isSigned || shade.low == 0) {
    case (.linear, true): of = "tenths of \(top)"
    case (.linear, false): of = "tenths of the way from \(Digits.short(shade.low)) to \(top)"
    case (.sqrt, _): of = "tenths of sqrt(\(value)/\(top))"
    case (.percentile, _): of = "tenths of the rank up to \(top)"
    }
    return "key 0..9 = \(of), . = exactly 0"
  }

  private static func ramp(_ shade: Shade, _ style: Style) -> String {
    let floor = shade.isSigned ? "0" : Digits.short(shade.low)
    let sign = shade.isSigned ? ", - before negative" : ""
    if shade.scale == .linear && style.width >= 34 {
      // Spaces would break in wrapping: the ramp's own blank is named instead.
      let ramp = String(GreyRamp.glyphs.dropFirst())
      return "scale \(floor) [\(ramp)] \(Digits.short(shade.high)), blank = exactly \(floor)\(sign)"
    }
    let levels = (1...9).map { level in
      "\(GreyRamp.glyphs[level])\u{A0}\(Digits.rough(shade.upperEdge(level)))"
    }
    return "up to " + levels.joined(separator: " ") + "; blank = exactly \(floor)\(sign)"
  }

  private static func gradient(_ shade: Shade, isPicture: Bool, _ style: Style) -> Canvas {
    let low = Digits.short(shade.low)
    let high = Digits.short(shade.high)
    let room = style.width - DisplayWidth.of(low) - DisplayWidth.of(high) - 2
    let columns = min(max(room, 1), 24)
    var canvas = Canvas(width: style.width, height: 1, style)
    var x = canvas.write(low, 0, 0, .muted) + 1
    let hasPixels = isPicture && style.pixels != nil
    let steps = hasPixels ? 4 * columns : columns
    let colours = (0..<steps).map { step in
      let share = steps > 1 ? Double(step) / Double(steps - 1) : 1
      return shade.colour(
        shade.isSigned ? share * 2 - 1 : share, hasPixels ? .trueColour : style.colours)
    }
    if hasPixels {
      var bar = Canvas(width: columns, height: 1, style)
      let bytes = colours.flatMap { [$0.red, $0.green, $0.blue] }
      bar.drawPixels(
        Bitmap(width: steps, height: 1, bytes: bytes, isColour: true), columns: Double(columns),
        rows: 1)
      canvas.paste(bar, x, 0)
    } else {
      for (place, colour) in colours.enumerated() {
        canvas.put(" ", x + place, 0, on: .rgb(colour))
      }
    }
    x += columns
    canvas.write(high, x + 1, 0, .muted)
    return canvas
  }
}

extension Digits {
  /// Two significant digits, for the edges of a key.
  static func rough(_ value: Double) -> String {
    let size = abs(value)
    if size == 0 || !size.isFinite { return short(value) }
    if size >= 1e4 || size < 1e-4 { return scientificTrimmed(value, 1) }
    return trimmed(fixed(value, max(0, 1 - decimalExponent(size))))
  }
}
