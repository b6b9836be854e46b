import Foundation

/// How the cost of an image grows with one setting of the Simple ViT, compared with its arithmetic.
struct Scaling {
  /// What grows.
  let name: String
  /// Its values, and the lab's settings for each.
  let points: [(value: Double, settings: Settings)]
  /// Whether memory must not grow faster than the setting; parameters grow as the width's square.
  let keepsMemoryLinear: Bool

  /// The size of a Simple ViT.
  struct Settings {
    var size = 32
    var patch = 4
    var dim = 128
    var depth = 4
    var heads = 4
    var batch = 16

    var text: String {
      "size=\(size) patch=\(patch) dim=\(dim) depth=\(depth) heads=\(heads) hidden=\(dim) "
        + "batch=\(batch) steps=2 builtin=true"
    }

    /// GFLOP of a training step for one image: three times the products of the forward pass.
    var gigaflops: Double {
      let (dim, patch) = (Double(dim), Double(patch))
      let tokens = Double((size / Int(patch)) * (size / Int(patch)))
      let layer = tokens * 6 * dim * dim + 2 * tokens * tokens * dim
      return 6 * (tokens * 3 * patch * patch * dim + Double(depth) * layer + 10 * dim) * 1e-9
    }
  }

  private init(
    _ name: String, _ values: [Int], keepsMemoryLinear: Bool = false,
    _ change: (inout Settings, Int) -> Double
  ) {
    self.name = name
    self.keepsMemoryLinear = keepsMemoryLinear
    points = values.map { value in
      var settings = Settings()
      let shown = change(&settings, value)
      return (shown, settings)
    }
  }

  /// Batch, width, depth, and tokens: up to ten times the 256 of the published Simple ViT.
  static let all = [
    Scaling("batch", [8, 16, 32, 64, 128]) { settings, value in
      settings.batch = value
      return Double(value)
    },
    Scaling("width", [64, 128, 256, 512]) { settings, value in
      settings.dim = value
      return Double(value)
    },
    Scaling("depth", [1, 2, 4, 8]) { settings, value in
      settings.depth = value
      return Double(value)
    },
    Scaling("tokens", [32, 48, 64, 102], keepsMemoryLinear: true) { settings, value in
      (settings.size, settings.patch, settings.batch) = (value, 2, 1)
      return Double((value / 2) * (value / 2))
    },
  ]

  /// Times each point, and prints the exponents of cost, arithmetic and memory.
  ///
  /// They are slopes of the fitted lines in logarithms.
  func run(lab: String, on page: Page) throws {
    page.line(
      name.padded(10) + "ms an image".padded(14, left: true) + "GFLOP/s".padded(10, left: true)
        + "peak MB".padded(10, left: true))
    var costs: [Double] = []
    var megabytes: [Double] = []
    for (value, settings) in points {
      let command = Command.script(
        "vit", settings.text, lab: lab, units: Double(2 * settings.batch))
      let seconds = try command.measure()
      let memory = try Command(arguments: command.arguments, figure: .memory).measure()
      costs.append(seconds)
      megabytes.append(memory)
      page.line(
        String(format: "%.0f", value).padded(10)
          + String(format: "%.3f", seconds * 1000).padded(14, left: true)
          + String(format: "%.0f", settings.gigaflops / seconds).padded(10, left: true)
          + String(format: "%.0f", memory).padded(10, left: true))
    }
    let values = points.map(\.value)
    let measured = slope(values, costs)
    let arithmetic = slope(values, points.map(\.settings.gigaflops))
    page.line(
      String(
        format: "exponent %.2f, of the arithmetic %.2f%@", measured, arithmetic,
        measured > arithmetic + 0.1 ? "  missed" : ""))
    // The largest two, where what the program holds anyway matters least.
    let growth = slope(values.suffix(2), megabytes.suffix(2))
    page.line(
      String(
        format: "memory: exponent %.2f%@\n", growth,
        keepsMemoryLinear && growth > 1.1 ? "  missed" : ""))
  }

  private func slope(_ x: [Double], _ y: [Double]) -> Double {
    let (u, v) = (x.map { log($0) }, y.map { log($0) })
    let (mu, mv) = (u.reduce(0, +) / Double(u.count), v.reduce(0, +) / Double(v.count))
    let covariance = zip(u, v).reduce(0) { $0 + ($1.0 - mu) * ($1.1 - mv) }
    return covariance / u.reduce(0) { $0 + ($1 - mu) * ($1 - mu) }
  }
}
