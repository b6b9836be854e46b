import TestSupport

@testable import Plotting

extension Gallery {
  static let bars: [Entry] = [
    entry("bars", barsPlain), entry("bars-grouped", barsGrouped), entry("bars-log", barsLog),
    entry("bars-signed", barsSigned), entry("bars-softmax", barsSoftmax),
    entry("boxes", boxes), entry("boxes-not-finite", boxesNotFinite),
    entry("histogram", histogram), entry("histogram-not-finite", histogramNotFinite),
    entry("histogram-several", histogramSeveral), entry("histogram-log", histogramLog),
    entry("times", times), entry("times-of-sizes", timesOfSizes),
  ]

  private static let times = MeasuredTimes(
    title: "one step", [.init("forward", [0.0021]), .init("backward", [0.0043])])

  private static let timesOfSizes = MeasuredTimes(
    title: "attention",
    [
      .init("pairs", [2e-5, 8.1e-5, 3.3e-4, 1.5e-3]),
      .init("maps", [6e-5, 1.1e-4, 2.2e-4, 4.3e-4]),
    ],
    positions: [64, 128, 256, 512], xLabel: "tokens")

  private static let barsPlain = BarChart(
    title: "test accuracy",
    [("MLP", 0.9729), ("MLP, permuted", 0.9712), ("TokenMix", 0.9651), ("chance", 0.1)])

  private static let barsGrouped = BarChart(
    title: "accuracy", labels: ["MNIST", "Fashion-MNIST"],
    series: [.init("MLP", [0.973, 0.871]), .init("TokenMix", [0.965, 0.852])])

  private static let barsLog = BarChart(
    title: "parameters", [("MLP", 269_322), ("TokenMix", 18_478), ("bias", 10), ("none", 0)],
    scale: .log)

  private static let barsSigned = BarChart(
    title: "change in accuracy", [("wider", 0.012), ("no norm", -0.034), ("same", 0)])

  private static let barsSoftmax = BarChart(
    title: "probabilities of the first test image",
    (0..<10).map { (label: String($0), value: probability($0)) })

  private static let boxes = BoxPlot(
    title: "test accuracy over seeds",
    [
      .init("LayerNorm", [0.961, 0.963, 0.964, 0.966, 0.967, 0.969, 0.97]),
      .init("BatchNorm", [0.958, 0.964, 0.965, 0.965, 0.966, 0.967, 0.942]),
      .init("none", [0.93, 0.951, 0.944]), .init("one run", [0.95]),
    ])

  private static let boxesNotFinite = BoxPlot(
    [.init("diverged", [.nan, .infinity]), .init("fine", [1, 2, .nan, 4, 8])])

  private static let histogram = Histogram(
    title: "weights of the first layer",
    weights)

  private static let histogramNotFinite = Histogram(
    [1, 2, 2, 3, 3, 3, 4, 4, 5, .nan, .infinity], label: "grade", bins: 4)

  private static let weights: [Double] = {
    var random = Noise(9)
    return (0..<2000).map { _ in random.normal() * 0.05 }
  }()

  private static let histogramSeveral = Histogram(
    title: "weights", [.init("before", weights), .init("after", weights.map { $0 * 0.5 + 0.03 })],
    bins: 8)

  private static let histogramLog = Histogram(
    title: "weights", [.init("", weights)], bins: 8, range: -0.1...0.1, scale: .log)

  static let texts: [Entry] = [
    entry("table", table), entry("table-mixed", tableMixed), entry("row-charts", rowCharts),
    entry("row-pictures", rowPictures), entry("row-columns", rowColumns),
  ]

  private static let table = Table(
    title: "results", header: ["model", "parameters", "test accuracy", "epoch time"],
    rows: [
      [.text("MLP"), .integer(269_322), .number(0.97291), .text("1.9 s")],
      [.text("TokenMix, patch 4"), .integer(18_478), .number(0.9651), .text("2.4 s")],
      [
        .text("a model with a name that is far too long for its column"), .missing,
        .number(0.1),
      ],
    ])

  private static let tableMixed = Table(
    header: ["", "value", "best"],
    rows: [
      [.text("parameters"), .integer(269_322), .integer(7)],
      [.text("accuracy"), .number(0.97291), .number(1.5)],
      [.text("loss"), .number(0.3), .number(12)],
    ])

  private static let rowCharts = FigureRow([
    LineChart(title: "loss", series: [.init("train", y: train)], xLabel: "step"),
    LineChart(
      title: "accuracy", series: [.init("val", x: [1, 2, 3], y: [0.93, 0.95, 0.96])],
      xLabel: "epoch"),
  ])

  private static let rowColumns = FigureRow(
    [
      barsSigned, Picture(sharpThree, caption: "one"), Picture(three, caption: "two"),
      Picture(sharpThree, caption: "three"),
    ], title: "two in a line", columns: 2)

  private static let rowPictures = FigureRow(
    [
      Picture(sharpThree, caption: "original"), Picture(sharpThree, caption: "grid", patch: 7),
      Picture(sharpThree, caption: "tokens", patch: 7, gap: 2),
    ], title: "an image as tokens")

  private static func probability(_ digit: Int) -> Double {
    digit == 7 ? 0.99872 : 0.0012 / Double(1 + digit * digit * digit)
  }
}
