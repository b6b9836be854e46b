import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Curves and points.
  @BuiltinList static func charts() -> [BuiltinList.Entry] {
    Builtin(
      "plot",
      .numbers(
        "curves",
        """
        numbers [N], a matrix whose columns are curves, or a map from labels to \
        numbers; with y, the positions
        """),
      .optional(.numbers("y", "the heights, if the first argument is the positions")),
      .optional(
        .numbers("x", "the positions: one for all curves, or a map; 0, 1, 2, … if left out")),
      .title,
      .label("xlabel"), .label("ylabel"),
      .choice("xscale", "how the x axis grows", default: LineChart.Scale.linear),
      .choice("yscale", "how the y axis grows", default: LineChart.Scale.linear),
      .optional(
        .value("ref", "a height, or a map from labels to heights, drawn as a level dashed line")),
      .optional(.value("vref", "the same of positions, upright")),
      .int("smooth", "how many points each drawn one is the mean of", default: 1),
      .bool("markers", "whether each point has a mark", default: false),
      .optional(
        .value("xlim", "[low, high], the ends of the x axis; what lies beyond is counted below")),
      .optional(.value("ylim", "[low, high], the same of the y axis")),
      .optional(
        .value(
          "yerr",
          """
          error bars, half as long as they are; a map where there are several curves
          """)),
      .optional(.value("band", "[low, high] around the curve; a map where there are several")),
      summary: "A line chart of numbers, or of a map from labels to numbers.",
      details:
        "Points are joined in their order, and what is not a number leaves a gap.",
      example: """
        show plot({"train": losses, "val": [1.0, 0.7, 0.6, 0.6]}, xlabel = "epoch")
        """, see: "scatter hist record contour panel"
    ) {
      curves, y, x, title, xLabel, yLabel, xScale, yScale, levels, verticals, smoothing, markers,
      xLimits, yLimits, errors, bands in
      var series = try FigureData.curves(curves, y, x)
      if errors != nil || bands != nil, smoothing > 1 {
        throw Failure("error bars belong to the points, but `smooth` draws their means")
      }
      try FigureData.addSpreads(errors, bands, to: &series)
      if markers { for index in series.indices { series[index].marks = .both } }
      return FigureObject(
        LineChart(
          title: title, series: series, xLabel: xLabel, yLabel: yLabel, xScale: xScale,
          yScale: yScale, references: try FigureData.references(levels),
          verticals: try FigureData.references(verticals), smoothing: smoothing,
          xLimits: try FigureData.limits(xLimits, "xlim", xScale),
          yLimits: try FigureData.limits(yLimits, "ylim", yScale)))
    }
    Builtin(
      "scatter",
      .numbers("x", "positions [N]"),
      .numbers("y", "heights [N]"),
      .optional(.value("c", "the class of each point, a whole number or a string")),
      .list("labels", "the names of classes 0, 1, …", default: []),
      .title, .label("xlabel"), .label("ylabel"),
      .choice("xscale", "how the x axis grows", default: LineChart.Scale.linear),
      .choice("yscale", "how the y axis grows", default: LineChart.Scale.linear),
      .optional(
        .value("ref", "a height, or a map from labels to heights, drawn as a level dashed line")),
      .optional(.value("vref", "the same of positions, upright")),
      .optional(
        .value("xlim", "[low, high], the ends of the x axis; what lies beyond is counted below")),
      .optional(.value("ylim", "[low, high], the same of the y axis")),
      summary: "Points, with a mark for each class.",
      details:
        """
        Points of one kind are counted where they fall together; those of several take \
        turns.
        """,
      example: "show scatter(logits[:, 0], logits[:, 1], c = [0, 1, 0, 1])", see: "plot contour"
    ) {
      x, y, classes, labels, title, xLabel, yLabel, xScale, yScale, levels, verticals, xLimits,
      yLimits in
      FigureObject(
        LineChart(
          title: title, series: try FigureData.clouds(x, y, classes, labels.map(\.text)),
          xLabel: xLabel, yLabel: yLabel, xScale: xScale, yScale: yScale,
          references: try FigureData.references(levels),
          verticals: try FigureData.references(verticals),
          xLimits: try FigureData.limits(xLimits, "xlim", xScale),
          yLimits: try FigureData.limits(yLimits, "ylim", yScale)))
    }
  }
}

extension LineChart.Scale: ArgumentChoice {}
extension ShadeScale: ArgumentChoice {}

extension TypedParameter where T == String {
  /// What is printed above a figure.
  static var title: Self { .string("title", "what is printed above it", default: "") }

  /// What is printed beside an axis.
  static func label(_ name: String, _ about: String = "what is printed beside the axis") -> Self {
    .string(name, about, default: "")
  }
}
