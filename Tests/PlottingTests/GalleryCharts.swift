import TestSupport

@testable import Plotting

extension Gallery {
  private static func falling(_ seed: UInt64, from: Double, to: Double, _ noise: Double) -> [Double]
  {
    var random = Noise(seed)
    var height = 1.0
    return (0..<200).map { _ in
      defer { height *= 0.97 }
      return to + (from - to) * height + random.normal() * noise * (0.3 + height)
    }
  }

  static let train = falling(1, from: 2.4, to: 0.1, 0.05)
  static let validation = falling(2, from: 2.5, to: 0.5, 0.03)

  static let charts: [Entry] = [
    entry("chart", chart), entry("chart-alone", chartAlone), entry("chart-constant", chartConstant),
    entry("chart-crowded", chartCrowded), entry("chart-empty", chartEmpty),
    entry("chart-log", chartLog), entry("chart-log-narrow", chartLogNarrow),
    entry("chart-log-x", chartLogX), entry("chart-not-finite", chartNotFinite),
    entry("chart-point", chartPoint), entry("chart-reference", chartReference),
    entry("chart-smooth", chartSmooth),
  ]

  private static let chart = LineChart(
    title: "loss", series: [.init("train", y: train), .init("val", y: validation)],
    xLabel: "step")

  private static let chartAlone = LineChart(
    title: "loss", series: [.init("", y: train)], xLabel: "step")

  private static let chartConstant = LineChart(
    title: "learning rate", series: [.init("lr", x: [1, 2, 3], y: [0.001, 0.001, 0.001])],
    xLabel: "epoch")

  private static let chartCrowded = LineChart(
    title: "norm",
    series: (0..<8).map(fan), xLabel: "layer", yLabel: "root mean square")

  private static let chartEmpty = LineChart(
    title: "nothing yet", series: [.init("loss", y: [])], xLabel: "step")

  private static let chartLog = LineChart(
    title: "gradient norm",
    series: [
      .init("none", x: (1...30).map(Double.init), y: (0..<30).map { powerOf(0.6, $0) }),
      .init("batch norm", x: (1...30).map(Double.init), y: (0..<30).map { powerOf(1.05, $0) }),
    ], xLabel: "layer", yScale: .log)

  private static let chartLogNarrow = LineChart(
    title: "loss",
    series: [.init("train", y: train.map { max($0, 0.02) }), .init("val", y: validation)],
    xLabel: "step", yScale: .log)

  private static let chartLogX = LineChart(
    title: "error by sample size",
    series: [
      .init(
        "error", x: [10, 30, 100, 300, 1000, 3000], y: [0.5, 0.31, 0.2, 0.11, 0.07, -0.01])
    ],
    xLabel: "samples", xScale: .log, yScale: .log)

  private static let chartNotFinite = LineChart(
    title: "diverging",
    series: [
      .init("train", y: (0..<60).map(broken)),
      .init("val", y: (0..<60).map { $0 == 50 ? Double.infinity : 3 - 0.03 * Double($0) }),
    ], xLabel: "step")

  private static let chartPoint = LineChart(
    title: "accuracy", series: [.init("val", x: [1], y: [0.93])], xLabel: "epoch")

  private static let chartReference = LineChart(
    title: "accuracy of TokenMix",
    series: [
      .init("train", x: [1, 2, 3, 4, 5], y: [0.912, 0.951, 0.968, 0.975, 0.981]),
      .init("val", x: [1, 2, 3, 4, 5], y: [0.934, 0.956, 0.963, 0.964, 0.9651]),
    ], xLabel: "epoch", references: [.init("MLP", 0.9729), .init("linear", 0.925)])

  private static let chartSmooth = LineChart(
    title: "loss", series: [.init("train", y: train)], xLabel: "step", smoothing: 20)

  private static func powerOf(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }

  private static func fan(_ index: Int) -> LineChart.Series {
    let heights = (1...9).map { (layer: Int) -> Double in 3 + Double(layer * (index - 4)) * 0.04 }
    return LineChart.Series("model \(index)", x: (1...9).map { Double($0) }, y: heights)
  }

  private static func broken(_ step: Int) -> Double {
    if step < 20 { return 2.5 - 0.1 * Double(step) }
    return step < 30 ? .nan : 1 + 0.05 * Double(step)
  }
}
