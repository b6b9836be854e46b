import Text

/// Curves over a common axis: losses, accuracies, profiles over layers.
package struct LineChart: Figure, Equatable {
  /// How values are spread along an axis.
  package enum Scale: String, Sendable, CaseIterable {
    case linear, log
  }

  /// One curve.
  package struct Series: Sendable, Equatable {
    /// Name, shown where the curve ends.
    package var label: String
    /// Positions; `nil` counts from 0.
    package var x: [Double]?
    /// Heights; NaN and infinities leave a gap.
    package var y: [Double]

    /// Makes a series; what is missing in `x` or `y` is NaN, so that it is counted.
    package init(_ label: String = "", x: [Double]? = nil, y: [Double]) {
      func filled(_ numbers: [Double], _ count: Int) -> [Double] {
        numbers + Array(repeating: .nan, count: max(count - numbers.count, 0))
      }
      self.label = label
      self.x = x.map { filled($0, y.count) }
      self.y = filled(y, x?.count ?? 0)
    }
  }

  /// A level to compare with.
  package struct Reference: Sendable, Equatable {
    /// Name, shown at the line's end.
    package var label: String
    /// Height.
    package var value: Double

    /// Makes a reference line.
    package init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

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
  /// Points in the moving average that is drawn instead of the values; 1 draws the values.
  package var smoothing: Int

  /// Makes a chart.
  package init(
    title: String = "", series: [Series], xLabel: String = "", yLabel: String = "",
    xScale: Scale = .linear, yScale: Scale = .linear, references: [Reference] = [],
    smoothing: Int = 1
  ) {
    self.title = title
    self.series = series
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.xScale = xScale
    self.yScale = yScale
    self.references = references
    self.smoothing = smoothing
  }

  /// The curves with axes, their labels, and last, min and max below.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24 else { return CurveTable.sampled(self, 12, style) }
    return ChartLayout(self, style).canvas()
  }

  /// How each curve runs from first to last, its least value, and whether it has risen since.
  package var sentence: String {
    let curves = Curve.all(self)
    let drawn = curves.map { $0.sentence(place: xLabel) }.joined(separator: "; ")
    let levels = references.map { "\($0.label) at \(Digits.short($0.value))" }
    let name = title.isEmpty ? (yLabel.isEmpty ? "" : "\(yLabel): ") : "\(title): "
    let all = ([drawn] + (levels.isEmpty ? [] : ["reference " + levels.joined(separator: ", ")]))
    return name + all.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// One row per position, one column per series.
  package var numbers: [Table] { [CurveTable.all(self)] }

  /// A chart shares a line with others, down to 38 columns.
  package func sharing(_ style: Style) -> Sharing { .stretches(from: 38) }
}
