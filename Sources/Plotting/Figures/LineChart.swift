import Text

/// Curves over a common axis: losses, accuracies, profiles over layers.
package struct LineChart: Figure, Equatable {
  /// How values are spread along an axis.
  package enum Scale: String, Sendable, CaseIterable {
    case linear, log
  }

  /// How the points of a series are shown.
  package enum Marks: Sendable, Equatable {
    /// A line from each to the next.
    case line
    /// A mark at each.
    case points
    /// Both.
    case both
  }

  /// How far the numbers behind each point are apart.
  package struct Spread: Sendable, Equatable {
    /// How it is drawn.
    package enum Look: String, Sendable {
      case bars = "error bar"
      case band = "edge"
    }

    /// The lower and upper end at each point.
    package var low, high: [Double]
    /// A bar at each point, or a band from point to point.
    package var look: Look

    /// Makes a spread.
    package init(_ low: [Double], _ high: [Double], _ look: Look) {
      (self.low, self.high, self.look) = (low, high, look)
    }
  }

  /// One curve.
  package struct Series: Sendable, Equatable {
    /// Name, shown where the curve ends.
    package var label: String
    /// Positions; `nil` counts from 0.
    package var x: [Double]?
    /// Heights; NaN and infinities leave a gap.
    package var y: [Double]
    /// Line, points or both.
    package var marks: Marks
    /// Error bars or a band, if it has any.
    package var spread: Spread?

    /// Makes a series; what is missing in `x` or `y` is NaN, so that it is counted.
    package init(
      _ label: String = "", x: [Double]? = nil, y: [Double], marks: Marks = .line,
      spread: Spread? = nil
    ) {
      func filled(_ numbers: [Double], _ count: Int) -> [Double] {
        numbers + Array(repeating: .nan, count: max(count - numbers.count, 0))
      }
      self.label = label
      self.x = x.map { filled($0, y.count) }
      self.y = filled(y, x?.count ?? 0)
      self.marks = marks
      self.spread = spread
    }
  }

  /// A level to compare with.
  package struct Reference: Sendable, Equatable {
    /// Name, shown at the line's end.
    package var label: String
    /// Height, or position of a vertical line.
    package var value: Double

    /// Makes a reference line.
    package init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// How many series have a mark of their own.
  package static let mostMarks = SeriesGlyphs.all.count

  /// Printed above; empty for none.
  package var title: String
  /// The curves, in the order of their glyphs and colours.
  package var series: [Series]
  /// What the horizontal axis counts.
  package var xLabel: String
  /// What the vertical axis measures.
  package var yLabel: String
  /// The horizontal scale.
  package var xScale: Scale
  /// The vertical scale.
  package var yScale: Scale
  /// Levels to compare with.
  package var references: [Reference]
  /// Positions to compare with, as vertical lines.
  package var verticals: [Reference]
  /// Points in the moving average that is drawn instead of the values; 1 draws the values.
  package var smoothing: Int
  /// The ends of the horizontal axis; the data's own where `nil`.
  package var xLimits: ClosedRange<Double>?
  /// The ends of the vertical axis; the data's own where `nil`.
  package var yLimits: ClosedRange<Double>?
  /// What is under the curves.
  package var ground: Ground?
  /// What else is to be said below of how the curves came about; empty for nothing.
  package var warning = ""

  /// Makes a chart.
  package init(
    title: String = "", series: [Series], xLabel: String = "", yLabel: String = "",
    xScale: Scale = .linear, yScale: Scale = .linear, references: [Reference] = [],
    verticals: [Reference] = [], smoothing: Int = 1, xLimits: ClosedRange<Double>? = nil,
    yLimits: ClosedRange<Double>? = nil, ground: Ground? = nil
  ) {
    self.title = title
    self.series = series
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.xScale = xScale
    self.yScale = yScale
    self.references = references
    self.verticals = verticals
    self.smoothing = smoothing
    self.xLimits = xLimits
    self.yLimits = yLimits
    self.ground = ground
  }

  /// The curves with axes, their labels, and last, min and max below.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24 else { return CurveTable.sampled(self, 12, style) }
    let layout = ChartLayout.fitting(self, style)
    guard let ground else { return layout.canvas() }
    return Canvas.stacked([layout.canvas(), ground.key(layout)], style)
  }

  /// How each curve runs from first to last, its least value, and whether it has risen since.
  package var sentence: String {
    let drawn = Curve.all(self).map { $0.sentence(place: xLabel) }.joined(separator: "; ")
    let levels = (references + verticals).map { "\($0.label) at \(Digits.short($0.value))" }
    let name = title.isEmpty ? (yLabel.isEmpty ? "" : "\(yLabel): ") : "\(title): "
    let all = [
      ground?.sentence ?? "", drawn,
      levels.isEmpty ? "" : "reference " + levels.joined(separator: ", "),
    ]
    return name + all.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// One row per position, one column per series.
  package var numbers: [Table] {
    let ground = ground.map { [$0.table(title)] } ?? []
    return series.isEmpty && !ground.isEmpty ? ground : ground + [CurveTable.all(self)]
  }

  /// A chart shares a line with others, down to 38 columns.
  package func sharing(_ style: Style) -> Sharing { .stretches(from: 38) }
}
