import TestSupport

@testable import Plotting

/// Points, spreads, limits, and planes with paths over them.
extension Gallery {
  static let points: [Entry] = [
    entry("scatter", scatter), entry("scatter-piles", scatterPiles),
    entry("chart-markers", chartMarkers), entry("chart-errors", chartErrors),
    entry("chart-band", chartBand), entry("chart-limits", chartLimits),
    entry("chart-vertical", chartVertical), entry("chart-path", chartPath),
  ]

  static let planes: [Entry] = [
    entry("contour", contour), entry("contour-log", contourLog),
    entry("contour-paths", contourPaths),
    entry("plane", plane), entry("plane-signed", planeSigned), entry("plane-large", planeLarge),
  ]

  private static func cloud(
    _ seed: UInt64, _ count: Int, _ x: Double, _ y: Double, _ label: String
  ) -> LineChart.Series {
    var random = Noise(seed)
    let places = (0..<count).map { _ in (x + random.normal(), y + random.normal() * 0.7) }
    return LineChart.Series(label, x: places.map(\.0), y: places.map(\.1), marks: .points)
  }

  private static let scatter = LineChart(
    title: "two directions of three classes",
    series: [
      cloud(1, 60, -1.5, 0, "cat"), cloud(2, 60, 1.5, 0.5, "dog"), cloud(3, 40, 0, 2, "owl"),
    ], xLabel: "first", yLabel: "second")

  private static let scatterPiles = LineChart(
    title: "one class", series: [cloud(4, 400, 0, 0, "")], xLabel: "x", yLabel: "y")

  private static let epochs = (1...8).map(Double.init)

  private static func rising(_ top: Double) -> [Double] { epochs.map { top - 0.3 / $0 } }

  private static let chartMarkers = LineChart(
    title: "accuracy",
    series: [
      .init("MLP", x: epochs, y: rising(0.97), marks: .both),
      .init("linear", x: epochs, y: rising(0.92), marks: .both),
    ], xLabel: "epoch")

  private static func spread(
    _ label: String, _ top: Double, _ look: LineChart.Spread.Look
  ) -> LineChart.Series {
    let y = rising(top)
    return LineChart.Series(
      label, x: epochs, y: y, marks: look == .bars ? .both : .line,
      spread: .init(
        zip(y, epochs).map { $0 - 0.08 / $1 - 0.01 }, zip(y, epochs).map { $0 + 0.04 / $1 + 0.01 },
        look))
  }

  private static let chartErrors = LineChart(
    title: "accuracy over five seeds",
    series: [spread("MLP", 0.97, .bars), spread("linear", 0.86, .bars)], xLabel: "epoch")

  private static let chartBand = LineChart(
    title: "accuracy over five seeds",
    series: [spread("MLP", 0.97, .band), spread("linear", 0.86, .band)], xLabel: "epoch")

  private static let chartLimits = LineChart(
    title: "loss",
    series: [.init("train", y: train), .init("val", y: validation)], xLabel: "step",
    references: [.init("chance", 2.3)], verticals: [.init("end", 250)], xLimits: 20...120,
    yLimits: 0...1)

  private static let chartVertical = LineChart(
    title: "loss", series: [.init("", y: train)], xLabel: "step",
    verticals: [.init("warm", 20), .init("drop", 120)])

  private static let chartPath = LineChart(
    title: "a spiral",
    series: [.init("", x: spiral.map { $0[0] }, y: spiral.map { $0[1] }, marks: .both)])

  /// Gradient descent with momentum on a bowl.
  private static let spiral: [[Double]] = {
    var (place, speed) = ([2.0, 0.8], [0.0, 0.0])
    return (0..<25).map { _ in
      defer {
        speed = [0.8 * speed[0] - 0.04 * 2 * place[0], 0.8 * speed[1] - 0.04 * 20 * place[1]]
        place = [place[0] + speed[0], place[1] + speed[1]]
      }
      return place
    }
  }()

  private static func grid(
    _ rows: Int, _ columns: Int, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>,
    _ height: (Double, Double) -> Double
  ) -> Matrix {
    func at(_ index: Int, _ count: Int, _ range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count - 1)
    }
    let values = (0..<rows * columns).map {
      height(at($0 % columns, columns, x), at($0 / columns, rows, y))
    }
    return Matrix(rows: rows, columns: columns, values: values)
  }

  private static let bowl = grid(41, 61, -2.5...2.5, -1...1) { $0 * $0 + 10 * $1 * $1 }

  private static let contour = LineChart(
    title: "a bowl", series: [], xLabel: "x", yLabel: "y",
    ground: Ground(bowl, x: -2.5...2.5, y: -1...1, .contours(Ground.levels(bowl, 8))))

  private static let valley = grid(41, 61, -2...2, -1...3) {
    (1 - $0) * (1 - $0) + 100 * ($1 - $0 * $0) * ($1 - $0 * $0)
  }

  private static let contourLog = LineChart(
    title: "a valley", series: [],
    ground: Ground(valley, x: -2...2, y: -1...3, .contours(Ground.logarithmicLevels(valley, 8))))

  private static let contourPaths = LineChart(
    title: "momentum on a bowl",
    series: [
      .init("momentum", x: spiral.map { $0[0] }, y: spiral.map { $0[1] }, marks: .both),
      .init("minimum", x: [0], y: [0], marks: .points),
    ], xLabel: "x", yLabel: "y", xLimits: -2.5...2.5, yLimits: -1...1,
    ground: Ground(bowl, x: -2.5...2.5, y: -1...1, .contours([0.1, 0.5, 1, 2, 4, 8])))

  private static let plane = LineChart(
    title: "heights", series: [.init("path", x: [0, 1, 3], y: [0, 2, 3], marks: .both)],
    xLimits: 0...4, yLimits: 0...4,
    ground: Ground(
      grid(9, 9, 0...4, 0...4) { $0 * $1 }, x: 0...4, y: 0...4, .shades(.linear, nil)))

  private static let planeSigned = LineChart(
    title: "a saddle", series: [],
    ground: Ground(
      grid(11, 11, -1...1, -1...1) { $0 * $0 - $1 * $1 }, x: -1...1, y: -1...1,
      .shades(.sqrt, nil)))

  private static let planeLarge = LineChart(
    title: "a large one", series: [],
    ground: Ground(
      grid(200, 300, 0...3, 0...2) { $0 < 1 && $1 < 1 ? .nan : $0 + $1 }, x: 0...3, y: 0...2,
      .shades(.linear, 0...4)))
}
