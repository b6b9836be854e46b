import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Bars.
  @BuiltinList static func bars() -> [BuiltinList.Entry] {
    Builtin(
      "bar",
      .numbers(
        "heights",
        """
        a map from labels to numbers, or numbers; a map from names to lists has a \
        bar of each name for every label
        """), .title,
      .optional(.list("labels", "what stands beside the bars")),
      .choice("scale", "how bars grow", default: LineChart.Scale.linear),
      summary: "Horizontal bars: a map from labels to numbers, or numbers with labels.",
      example: "show bar({\"MLP\": 269_322, \"TokenMix\": 18_478}, title = \"parameters\")",
      see: "hist boxplot table"
    ) { heights, title, labels, scale in
      let (names, series) = try FigureData.bars(heights)
      let given = (labels ?? []).map(\.text)
      try FigureData.check(given, "label", of: names.count, "bar")
      return FigureObject(
        BarChart(
          title: title, labels: given.isEmpty ? names : given, series: series, scale: scale))
    }
    Builtin(
      "boxplot",
      .numbers(
        "x",
        """
        a map from labels to lists of numbers, a matrix whose columns are groups, or \
        the numbers of one group
        """), .title,
      .optional(.list("labels", "what stands beside the boxes")),
      summary: "A box plot: each group's median, quartiles, whiskers and outliers.",
      details:
        "The whiskers reach the farthest numbers within 1.5 times the box beyond it.",
      example: "show boxplot({\"Adam\": [0.96, 0.97, 0.97], \"SGD\": [0.91, 0.95, 0.93]})",
      see: "hist bar"
    ) { x, title, labels in
      let groups = try FigureData.series(x)
      let given = (labels ?? []).map(\.text)
      try FigureData.check(given, "label", of: groups.count, "group")
      let names = given.isEmpty ? groups.map(\.0) : given
      return FigureObject(
        BoxPlot(title: title, zip(names, groups).map { BoxPlot.Group($0, $1.1) }))
    }
    Builtin(
      "hist",
      .numbers("x", "numbers, or a map from labels to numbers, which share their bins"),
      .argument("bins", "about how many bins; their edges are round", default: .int(12)), .title,
      .label("label", "what is counted"),
      .optional(.value("range", "[low, high]; what lies beyond is counted below")),
      .bool("log", "whether bars grow with the logarithm of the count", default: false),
      summary: "A histogram: how many numbers fall into each bin.",
      example: "show hist({\"before\": randn(200), \"after\": 0.5 * randn(200)}, bins = 20)",
      see: "bar boxplot bincount"
    ) { x, bins, title, label, range, isLog in
      let series: [BarChart.Series]
      if case .map(let map) = x {
        series = try map.pairs.map { .init($0.key.text, try FigureData.numbers($0.value)) }
      } else {
        series = [.init("", try FigureData.numbers(x))]
      }
      return FigureObject(
        Histogram(
          title: title, series, label: label, bins: try bins.int(in: 1...10_000),
          range: try FigureData.limits(range, "range", .linear), scale: isLog ? .log : .linear))
    }
  }
}
