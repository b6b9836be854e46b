import Text

/// What is under the axis.
///
/// Tick labels, the axis's name, each curve's last, min and max, and what could not be drawn.
struct ChartFoot {
  struct Line {
    var glyph: Character?
    var series: Int?
    var text: String
    var ink: Ink
  }

  /// Where the name of the horizontal axis goes.
  enum NamePlace {
    /// At the right end of the tick labels, of the axis, or of a row of its own.
    case ticks, axis, below
  }

  let lines: [Line]
  let namePlace: NamePlace
  /// 1 if the axis's name needs a row of its own.
  var labelRows: Int { namePlace == .below ? 1 : 0 }

  /// More curves than this are counted rather than listed.
  private static let mostCurves = 40

  static func lines(_ layout: ChartLayout) -> ChartFoot {
    var lines: [Line] = []
    let curves = layout.curves.prefix(mostCurves)
    let names = curves.map { layout.style.fitted($0.label, max(layout.style.width / 2, 8)) }
    let nameWidth = names.map { DisplayWidth.of($0) }.max() ?? 0
    let facts = curves.map { parts($0, layout) }
    let widths = (0..<3).map { part in
      facts.map { $0.indices.contains(part) ? DisplayWidth.of($0[part]) : 0 }.max() ?? 0
    }
    let room = layout.style.width - 4
    let oneLine = nameWidth + 2 + widths.reduce(0, +) + 4 <= room
    for (curve, name) in zip(curves, names) {
      let parts = facts[curve.index]
      let isNamed = nameWidth > 0
      let glyph = layout.curves.count > 1 || isNamed ? SeriesGlyphs.glyph(curve.index) : nil
      if oneLine {
        let columns = zip(parts, widths).map { padded($0, $1) }.joined(separator: "  ")
        let text = isNamed ? padded(name, nameWidth) + "  " + columns : columns
        lines.append(Line(glyph: glyph, series: curve.index, text: text, ink: .plain))
        continue
      }
      var line = name
      var mark = glyph
      for part in parts {
        let joined = line.isEmpty ? part : line + "  " + part
        if DisplayWidth.of(joined) <= room {
          line = joined
        } else {
          if !line.isEmpty {
            lines.append(
              Line(glyph: mark, series: mark == nil ? nil : curve.index, text: line, ink: .plain))
          }
          mark = nil
          line = cut("  " + part, room)
        }
      }
      lines.append(
        Line(glyph: mark, series: mark == nil ? nil : curve.index, text: line, ink: .plain))
    }
    if layout.curves.count > mostCurves {
      lines.append(
        Line(text: "and \(layout.curves.count - mostCurves) more", ink: .muted))
    }
    for (texts, ink) in [(notes(layout), Ink.muted), (warnings(layout), .warning)] {
      for text in texts {
        for (row, part) in layout.style.wrapped(text, layout.style.width - 4).enumerated() {
          lines.append(Line(text: row == 0 ? part : "  " + part, ink: ink))
        }
      }
    }
    let name = layout.style.clean(
      layout.chart.xLabel + (layout.chart.xScale == .log ? " (log)" : ""))
    let ticks = layout.across.ticks(wholeNumbers: false)
    let end = ticks.map { layout.left + $0.column + DisplayWidth.of($0.label) / 2 + 1 }.max() ?? 0
    let free = layout.style.width - DisplayWidth.of(name)
    let place: NamePlace =
      name.isEmpty || end + 2 <= free
      ? .ticks : layout.left + layout.across.columns < free ? .axis : .below
    return ChartFoot(lines: lines, namePlace: place)
  }

  private static func parts(_ curve: Curve, _ layout: ChartLayout) -> [String] {
    if curve.marks == .points { return curve.pointFacts ?? ["no points"] }
    guard let last = curve.last, let least = curve.least, let greatest = curve.greatest else {
      return ["no finite values"]
    }
    if let facts = curve.pathFacts { return facts }
    return [
      "last \(Digits.short(last.value))",
      "min \(Digits.short(least.value)) at \(Digits.place(least.place))",
      "max \(Digits.short(greatest.value)) at \(Digits.place(greatest.place))",
    ]
  }

  /// What the marks in the plot mean, where their names are not beside them.
  private static func notes(_ layout: ChartLayout) -> [String] {
    let bands = layout.curves.filter { $0.spread == .band }.map { curve in
      "\(SpreadDrawing.filling(curve.index)) band"
        + (curve.label.isEmpty ? "" : " of \(curve.label)")
    }
    return bands + layout.verticalNotes + [layout.points.note].filter { !$0.isEmpty }
  }

  private static func warnings(_ layout: ChartLayout) -> [String] {
    var warnings = layout.chart.warning.isEmpty ? [] : ["! " + layout.chart.warning]
    let place = layout.chart.xLabel.isEmpty ? "x" : layout.chart.xLabel
    for curve in layout.curves {
      let name = curve.label.isEmpty ? "" : " in \(curve.label)"
      if curve.notFinite > 0 {
        warnings.append(
          "! \(Digits.grouped(curve.notFinite)) non-finite\(name), first at \(place) "
            + Digits.place(curve.firstNotFinite))
      }
      if curve.notPositive > 0 {
        warnings.append(
          "! \(Digits.count(curve.notPositive, "value")) <= 0\(name) dropped by the log axis")
      }
      if curve.outside > 0 {
        warnings.append("! \(Digits.count(curve.outside, "point"))\(name) outside of the limits")
      }
      guard let spread = curve.spread?.rawValue else { continue }
      if curve.brokenSpreads > 0 {
        warnings.append(
          "! \(Digits.count(curve.brokenSpreads, spread))\(name) not drawn: non-finite")
      }
      if curve.cutSpreads > 0 {
        warnings.append("! \(Digits.count(curve.cutSpreads, spread))\(name) cut at the axes")
      }
    }
    for line in layout.chart.references where !layout.scale.height(line.value).isFinite {
      warnings.append(warning(line, line.value <= 0 ? "is not on a log axis" : "cannot be drawn"))
    }
    for line in layout.chart.verticals
    where !Extent.isDrawable(line.value) || (layout.chart.xScale == .log && line.value <= 0) {
      warnings.append(warning(line, line.value <= 0 ? "is not on a log axis" : "cannot be drawn"))
    }
    for (lines, limits) in [
      (layout.chart.references, layout.chart.yLimits),
      (layout.chart.verticals, layout.chart.xLimits),
    ] {
      guard let limits else { continue }
      warnings += lines.filter { !limits.contains($0.value) && Extent.isDrawable($0.value) }.map {
        warning($0, "is outside of the limits")
      }
    }
    if layout.curves.allSatisfy({ $0.points.isEmpty }), layout.chart.ground == nil {
      warnings.append(layout.curves.isEmpty ? "no series to draw" : "no values to draw")
    }
    return warnings
  }

  private static func warning(_ line: LineChart.Reference, _ reason: String) -> String {
    let name = line.label.isEmpty ? "" : " \(line.label)"
    return "! the reference\(name) at \(Digits.short(line.value)) \(reason)"
  }

  func draw(_ layout: ChartLayout, _ canvas: inout Canvas, _ ticks: [ColumnScale.Tick]) {
    var y = layout.top + layout.scale.rows + 1
    var end = 0
    for tick in ticks {
      let size = DisplayWidth.of(tick.label)
      let x = min(max(layout.left + tick.column - size / 2, 0), max(canvas.width - size, 0))
      guard x >= end || end == 0 else { continue }
      end = canvas.write(tick.label, x, y, .muted) + 1
    }
    let isLog = layout.chart.xScale == .log
    let name = layout.style.fitted(layout.chart.xLabel + (isLog ? " (log)" : ""), canvas.width)
    if !name.isEmpty {
      let offset =
        switch namePlace {
        case .axis: -1
        case .ticks: 0
        case .below: 1
        }
      canvas.write(name, canvas.width - DisplayWidth.of(name), y + offset, .muted)
    }
    y = layout.top + layout.scale.rows + 2 + labelRows
    let isMarked = lines.contains { $0.glyph != nil }
    for line in lines {
      if let glyph = line.glyph, let series = line.series {
        canvas.put(glyph, 2, y, .series(series), isShape: true)
        canvas.strokes.append(
          Stroke(
            points: [Stroke.Point(x: 2.5, y: Double(y) + 0.5)], ink: .series(series),
            marker: series))
      }
      canvas.write(line.text, isMarked && line.ink == .plain ? 4 : 2, y, line.ink)
      y += 1
    }
  }
}
