import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Curves and bars.
  @BuiltinList static func charts() -> [BuiltinList.Entry] {
    Builtin(
      "plot", .numbers("curves"), .optional(.value("x")), .title, .label("xlabel"),
      .label("ylabel"),
      .choice("xscale", default: LineChart.Scale.linear),
      .choice("yscale", default: LineChart.Scale.linear), .optional(.value("ref")),
      .int("smooth", default: 1),
      summary: "A line chart of numbers, or of a map from labels to numbers.",
      details:
        "The columns of a matrix are curves, as in matplotlib. x: the positions, 0, 1, 2, … without. "
        + "xscale, yscale: \"linear\" or \"log\". ref: a number, or a map from labels to numbers, "
        + "drawn as dashed lines. smooth: the number of points in the moving average drawn. What is "
        + "not a number leaves a gap.",
      example: "show plot({\"train\": losses, \"val\": others}, xlabel = \"epoch\")"
    ) { curves, positions, title, xLabel, yLabel, xScale, yScale, references, smoothing in
      let x = try positions.map { try FigureData.numbers($0) }
      let series = try FigureData.series(curves).map { label, y in
        if let x, x.count != y.count {
          let name = label.isEmpty ? "the curve" : Value.quoted(label)
          throw Failure(
            "`x` has \(Digits.count(x.count, "position")) and \(name) has "
              + Digits.count(y.count, "point"))
        }
        return LineChart.Series(label, x: x, y: y)
      }
      let lines = try references.map { value in
        try FigureData.pairs(value).map { LineChart.Reference($0.0, $0.1) }
      }
      return FigureObject(
        LineChart(
          title: title, series: series, xLabel: xLabel, yLabel: yLabel, xScale: xScale,
          yScale: yScale, references: lines ?? [], smoothing: smoothing))
    }
    Builtin(
      "bar", .numbers("heights"), .title, .optional(.list("labels")),
      .choice("scale", default: LineChart.Scale.linear),
      summary: "Horizontal bars: a map from labels to numbers, or numbers with labels.",
      details:
        "scale: \"linear\" or \"log\". A map from names to lists has a bar of each name for "
        + "every label.",
      example: "show bar({\"MLP\": 269_322, \"TokenMix\": 18_478}, title = \"parameters\")"
    ) { heights, title, labels, scale in
      let (names, series) = try FigureData.bars(heights)
      let given = (labels ?? []).map(\.text)
      try FigureData.check(given, "label", of: names.count, "bar")
      return FigureObject(
        BarChart(
          title: title, labels: given.isEmpty ? names : given, series: series, scale: scale))
    }
    Builtin(
      "boxplot", .numbers("x"), .title, .optional(.list("labels")),
      summary: "Where the numbers of each group lie: median, quartiles, whiskers, outliers.",
      details:
        "x: a map from labels to lists of numbers, a matrix whose columns are groups, or the numbers "
        + "of one group. The whiskers reach the farthest numbers within 1.5 times the box beyond it.",
      example: "show boxplot({\"Adam\": [0.96, 0.97, 0.97], \"SGD\": [0.91, 0.95, 0.93]})"
    ) { x, title, labels in
      let groups = try FigureData.series(x)
      let given = (labels ?? []).map(\.text)
      try FigureData.check(given, "label", of: groups.count, "group")
      let names = given.isEmpty ? groups.map(\.0) : given
      return FigureObject(
        BoxPlot(title: title, zip(names, groups).map { BoxPlot.Group($0, $1.1) }))
    }
    Builtin(
      "hist", .numbers("x"), .argument("bins", default: .int(12)), .title, .label("label"),
      summary: "How often numbers of each size occur.",
      details: "bins: about how many; their edges are round. label: what is counted.",
      example: "show hist(W, bins = 20)"
    ) { x, bins, title, label in
      FigureObject(
        Histogram(
          title: title, try FigureData.numbers(x), label: label,
          bins: try bins.int(in: 1...10_000)))
    }
  }
}

extension LineChart.Scale: ArgumentChoice {}
extension ShadeScale: ArgumentChoice {}

extension TypedParameter where T == String {
  /// What is printed above a figure.
  static var title: Self { .string("title", default: "") }

  /// What is printed beside an axis.
  static func label(_ name: String) -> Self { .string(name, default: "") }
}
