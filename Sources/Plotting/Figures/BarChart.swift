import Text

/// Bars side by side, or several in each group, with their values printed.
package struct BarChart: Figure, Equatable {
  /// One bar in every group.
  package struct Series: Sendable, Equatable {
    /// The name; may be empty if there is only one.
    package var label: String
    /// One value per group; missing ones have no bar.
    package var values: [Double]
    /// The standard deviation behind each value, where there is one; printed with it.
    package var deviations: [Double?]

    /// Makes a series.
    package init(_ label: String = "", _ values: [Double], deviations: [Double?] = []) {
      self.label = label
      self.values = values
      self.deviations = deviations
    }

    fileprivate func deviation(_ index: Int) -> String {
      guard deviations.indices.contains(index), let size = deviations[index] else { return "" }
      return " +/- \(Digits.rough(size))"
    }
  }

  /// Printed above; empty for none.
  package var title: String
  /// Names of the bars, or of the groups of bars.
  package var labels: [String]
  /// One series for simple bars.
  package var series: [Series]
  /// How values become lengths.
  package var scale: LineChart.Scale

  /// Makes a chart with one bar per label.
  package init(
    title: String = "", _ bars: [(label: String, value: Double)], scale: LineChart.Scale = .linear
  ) {
    self.init(
      title: title, labels: bars.map(\.label), series: [Series("", bars.map(\.value))], scale: scale
    )
  }

  /// Makes a chart with one group of bars per label.
  package init(
    title: String = "", labels: [String], series: [Series], scale: LineChart.Scale = .linear
  ) {
    self.title = title
    self.labels = labels
    self.series = series
    self.scale = scale
  }

  /// One line per bar, its label on the left, its value at its end.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24 else { return Canvas.stacked(numbers.map { $0.draw(style) }, style) }
    var lines: [BarLine] = []
    let isGrouped = series.count > 1
    let texts = series.map { BarNumbers.texts($0.values) }
    for group in 0..<groups {
      let label = labels.indices.contains(group) ? labels[group] : String(group)
      for (index, one) in series.enumerated() where one.values.indices.contains(group) {
        let isFirst = index == 0
        lines.append(
          BarLine(
            label: isFirst ? label : "", part: isGrouped ? one.label : "",
            value: one.values[group], text: texts[index][group] + style.clean(one.deviation(group)),
            series: index))
      }
    }
    return BarLine.canvas(
      title: title, lines, scale: scale, groupSize: isGrouped ? series.count : 1, style)
  }

  private var groups: Int { max(labels.count, series.map(\.values.count).max() ?? 0) }

  /// The bars in order with their values.
  package var sentence: String {
    let name = title.isEmpty ? "bars" : title
    let all = series.map { one in
      let values = one.values.enumerated().map { index, value in
        "\(labels.indices.contains(index) ? labels[index] : String(index)) = \(Digits.short(value))"
          + one.deviation(index)
      }
      return (one.label.isEmpty ? "" : "\(one.label): ") + values.joined(separator: ", ")
    }
    return "\(name): " + all.joined(separator: "; ")
  }

  /// One row per group, one column per series.
  package var numbers: [Table] {
    [
      Table(
        title: title,
        header: ["label"] + series.map { $0.label.isEmpty ? "value" : $0.label },
        rows: (0..<groups).map { group in
          [.text(labels.indices.contains(group) ? labels[group] : String(group))]
            + series.map {
              $0.values.indices.contains(group) ? .number($0.values[group]) : .missing
            }
        })
    ]
  }

  /// Bars share a line with others, down to 36 columns.
  package func sharing(_ style: Style) -> Sharing { .stretches(from: 36) }
}
