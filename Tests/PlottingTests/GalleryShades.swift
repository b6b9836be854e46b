import TestSupport

@testable import Plotting

extension Gallery {
  /// Softmax-like rows over earlier positions; the first row has only itself.
  static func attention(_ seed: UInt64, _ size: Int) -> Matrix {
    var random = Noise(seed)
    var values: [Double] = []
    for row in 0..<size {
      var weights = (0..<size).map { column -> Double in
        guard column <= row else { return 0 }
        let near = column == row ? 3.0 : column == 0 ? 1.5 : 0.2
        return near * (0.2 + random.share() * random.share() * 3)
      }
      let total = weights.reduce(0, +)
      weights = weights.map { $0 / total }
      values += weights
    }
    return Matrix(rows: size, columns: size, values: values)
  }

  private static func waves(_ rows: Int, _ columns: Int, _ shift: Int = 0) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { place in
        let (row, column) = (Double(place / columns), Double((place + 3 * shift) % columns))
        let (x, y) = (column / Double(columns) * 4 - 2, row / Double(rows) * 4 - 2)
        let height = (x * x * x - 3 * x * y * y) / 16 + 0.1 * y
        return (height * 5).rounded() / 5
      })
  }

  static let shades: [Entry] = [
    entry("heatmap", heatmap), entry("heatmap-blocks", heatmapBlocks),
    entry("heatmap-named", heatmapNamed), entry("heatmap-percentile", heatmapPercentile),
    entry("heatmap-signed", heatmapSigned), entry("heatmap-sqrt", heatmapSqrt),
    entry("heads", heads), entry("heads-named", headsNamed),
    entry("maps-signed", mapsSigned), entry("maps-each", mapsEach),
    entry("maps-signed-large", mapsSignedLarge),
    entry("map-over-image", mapOverImage),
    entry("confusion", confusionPlain), entry("confusion-named", confusionNamed),
  ]

  private static let heatmap = Heatmap(
    title: "attention L0 H0", attention(3, 16), xLabel: "key", yLabel: "query")

  private static let heatmapBlocks = Heatmap(
    title: "position code", waves(60, 160), xLabel: "dimension", yLabel: "token")

  private static let heatmapNamed = Heatmap(
    title: "attention", attention(4, 5), rowNames: ["the", "cat", "sat", "down", "."],
    columnNames: ["the", "cat", "sat", "down", "."])

  private static let heatmapPercentile = Heatmap(
    title: "attention L0 H0", attention(3, 9), xLabel: "key", yLabel: "query",
    scale: .percentile, cells: .ramp)

  private static let heatmapSigned = Heatmap(title: "weights", waves(10, 12))

  private static let heatmapSqrt = Heatmap(
    title: "attention L1 H2", attention(5, 17), xLabel: "key", yLabel: "query", scale: .sqrt)

  private static let heads = HeadMaps(
    title: "layer 1", (0..<4).map { attention(UInt64(10 + $0), 12) }, scale: .sqrt)

  private static let headsNamed = HeadMaps(
    title: "layer 1", (0..<3).map { attention(UInt64(10 + $0), 5) },
    rowNames: ["the", "cat", "sat", "down", "."], columnNames: ["the", "cat", "sat", "down", "."])

  private static func weight(_ place: Int, _ filter: Int) -> Double {
    if place == 12 { return 0 }
    let wave = (place * (filter + 2)) % 9 - 4
    return Double(wave * (filter + 1)) * 0.1
  }

  private static let filters = (0..<6).map { (filter: Int) -> Matrix in
    Matrix(rows: 5, columns: 5, values: (0..<25).map { weight($0, filter) })
  }

  private static let mapsSigned = HeadMaps(
    title: "filters", filters, names: (0..<6).map(String.init), isSigned: true)

  /// As large as digits: they shrink to stand beside each other.
  private static let mapsSignedLarge = HeadMaps(
    title: "gradients", (0..<6).map { waves(28, 28, $0) }, names: (0..<6).map(String.init),
    isSigned: true)

  private static let mapsEach = HeadMaps(
    title: "filters", filters, names: (0..<6).map(String.init), isSigned: true, scalesEach: true,
    zoom: 2)

  private static let mapOverImage = MapOverImage(
    sharpThree, attention(6, 7), query: 24, title: "token 24 looks", scale: .sqrt)

  private static let confusionPlain = confusion(title: "test set")

  private static let confusionNamed = confusion(
    title: "Fashion-MNIST",
    labels: [
      "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
      "ankle boot",
    ])

  private static func confusion(title: String, labels: [String] = []) -> ConfusionMatrix {
    var random = Noise(7)
    let counts = (0..<10).map { row in
      (0..<10).map { column in
        row == column ? 900 + random.below(100) : random.below(12) * random.below(4)
      }
    }
    return ConfusionMatrix(title: title, counts, labels: labels)
  }
}
