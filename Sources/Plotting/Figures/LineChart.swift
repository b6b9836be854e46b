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
    /// Heights; what is not a number leaves a gap.
    package var y: [Double]

    /// Makes a series; where `x` and `y` differ in length, the longer is cut.
    package init(_ label: String = "", x: [Double]? = nil, y: [Double]) {
      self.label = label
      self.x = x
      self.y = y
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
    guard style.width >= 24 else { return sampled(12).draw(style) }
    return ChartLayout(self, style).canvas()
  }

  /// Each curve's way from first to last, its least value, and whether it has risen since.
  package var sentence: String {
    let curves = Curve.all(self)
    let drawn = curves.map { $0.sentence(place: xLabel) }.joined(separator: "; ")
    let levels = references.map { "\($0.label) at \(Digits.short($0.value))" }
    let name = title.isEmpty ? (yLabel.isEmpty ? "" : "\(yLabel): ") : "\(title): "
    let all = ([drawn] + (levels.isEmpty ? [] : ["reference " + levels.joined(separator: ", ")]))
    return name + all.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// One row a position, one column a series.
  package var numbers: [Table] { [table(every: 1)] }

  /// A chart shares a line with others down to 38 columns.
  package func sharing(_ style: Style) -> Sharing { .stretches(from: 38) }

  /// About `count` rows of the numbers, the last included: what is shown where nothing fits.
  private func sampled(_ count: Int) -> Table {
    let longest = series.map(\.y.count).max() ?? 0
    return table(every: max(1, (longest + count - 1) / count))
  }

  private func table(every stride: Int) -> Table {
    var header = [xLabel.isEmpty ? "x" : xLabel]
    var places: [Double: Int] = [:]
    var rows: [[Table.Cell]] = []
    for (index, one) in series.enumerated() {
      header.append(one.label.isEmpty ? (yLabel.isEmpty ? "y" : yLabel) : one.label)
      let count = min(one.x?.count ?? one.y.count, one.y.count)
      for place in 0..<count where place % stride == 0 || place == count - 1 {
        let x = one.x?[place] ?? Double(place)
        let row = places[x] ?? rows.count
        if row == rows.count {
          places[x] = row
          rows.append([.number(x)] + Array(repeating: .missing, count: series.count))
        }
        rows[row][index + 1] = .number(one.y[place])
      }
    }
    rows.sort { Table.order($0[0]) < Table.order($1[0]) }
    var table = Table(title: title, header: header, rows: rows)
    table.continues = true
    return table
  }
}

extension Table {
  /// Where a position stands in a table; what is not a number comes last.
  fileprivate static func order(_ cell: Cell) -> Double {
    if case .number(let value) = cell, !value.isNaN { return value }
    return .infinity
  }
}
