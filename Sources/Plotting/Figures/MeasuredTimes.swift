import Text

/// How long pieces of code took on this machine: bars, or curves over a size on logarithmic axes.
///
/// It differs from run to run, so no script can read it and no repeatable output has it.
package struct MeasuredTimes: Figure, Equatable {
  /// The times of one piece of code.
  package struct Series: Sendable, Equatable {
    /// What was measured.
    package var label: String
    /// Seconds, one for each position; one alone without positions.
    package var seconds: [Double]

    /// Makes a series.
    package init(_ label: String, _ seconds: [Double]) {
      (self.label, self.seconds) = (label, seconds)
    }
  }

  /// Printed above; empty for none.
  package var title: String
  /// What was measured, in order.
  package var series: [Series]
  /// The sizes for which it was measured; `nil` for bars.
  package var positions: [Double]?
  /// What the sizes are.
  package var xLabel: String

  /// Makes a figure.
  package init(
    title: String = "", _ series: [Series], positions: [Double]? = nil, xLabel: String = ""
  ) {
    (self.title, self.series, self.positions, self.xLabel) = (title, series, positions, xLabel)
  }

  /// The bars or curves.
  package func draw(_ style: Style) -> Canvas { chart.draw(style) }

  /// What the bars or curves say.
  package var sentence: String { chart.sentence }

  /// The milliseconds.
  package var numbers: [Table] { chart.numbers }

  /// As bars or curves do.
  package func sharing(_ style: Style) -> Sharing { chart.sharing(style) }

  /// What stands for it in output that must not differ from run to run.
  package var placeholder: String {
    "times of \(series.map(\.label).joined(separator: ", ")): measured, and shown on a terminal"
  }

  private var chart: any Figure {
    let title = [title, "milliseconds on this machine"].filter { !$0.isEmpty }
      .joined(separator: ", ")
    guard let positions else {
      return BarChart(title: title, series.map { ($0.label, (($0.seconds.first ?? .nan) * 1e3)) })
    }
    return LineChart(
      title: title,
      series: series.map {
        LineChart.Series($0.label, x: positions, y: $0.seconds.map { $0 * 1e3 }, marks: .both)
      }, xLabel: xLabel, yLabel: "ms", xScale: .log, yScale: .log)
  }
}
