import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Curves and points.
  @BuiltinList static func charts() -> [BuiltinList.Entry] {
    Builtin(
      "plot", .numbers("curves"), .optional(.numbers("y")), .optional(.numbers("x")), .title,
      .label("xlabel"), .label("ylabel"), .choice("xscale", default: LineChart.Scale.linear),
      .choice("yscale", default: LineChart.Scale.linear), .optional(.value("ref")),
      .optional(.value("vref")), .int("smooth", default: 1), .bool("markers", default: false),
      .optional(.value("xlim")), .optional(.value("ylim")), .optional(.value("yerr")),
      .optional(.value("band")),
      summary: "A line chart of numbers, or of a map from labels to numbers.",
      details:
        "The columns of a matrix are curves, as in matplotlib. Without x the positions are 0, 1, "
        + "2, …; a map gives each curve its own. Points are joined in their order. markers: a mark "
        + "at each point. xscale, yscale: \"linear\" or \"log\". xlim, ylim: [low, high]; what "
        + "lies beyond is counted below. ref, vref: a number, or a map from labels to numbers, "
        + "drawn as dashed lines, level or upright. smooth: how many points each drawn one is the "
        + "mean of. yerr: error bars, half as long as they are; band: [low, high] around the "
        + "curve; maps where there are several curves. What is not a number leaves a gap.",
      example: "show plot(epochs, {\"train\": losses, \"val\": others}, xlabel = \"epoch\")"
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
      "scatter", .numbers("x"), .numbers("y"), .optional(.value("c")), .list("labels", default: []),
      .title, .label("xlabel"), .label("ylabel"),
      .choice("xscale", default: LineChart.Scale.linear),
      .choice("yscale", default: LineChart.Scale.linear), .optional(.value("ref")),
      .optional(.value("vref")), .optional(.value("xlim")), .optional(.value("ylim")),
      summary: "Points, with a mark for each class.",
      details:
        "c: the class of each point, a whole number or a string; labels: the names of classes 0, 1, "
        + "…. Points of one kind are counted where they fall together; those of several take "
        + "turns. xscale, yscale, ref, vref, xlim, ylim: as of plot.",
      example: "show scatter(z[:, 0], z[:, 1], c = y, labels = images.classes)"
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
  static var title: Self { .string("title", default: "") }

  /// What is printed beside an axis.
  static func label(_ name: String) -> Self { .string(name, default: "") }
}
