/// How the values of a heatmap are spread over its levels.
package enum ShadeScale: String, Sendable, CaseIterable {
  /// Proportionally.
  case linear
  /// By the square root, which shows small ones: causal attention saturates on its first row.
  case sqrt
  /// By rank, so that each level has about as many cells.
  case percentile
}

/// Values as fractions of one scale: 0…1, or −1…1 if some are negative.
struct Shade: Sendable {
  let low: Double
  let high: Double
  let scale: ShadeScale
  let isSigned: Bool
  /// The magnitudes above the floor in order, for ranks.
  private let sorted: [Double]

  init(_ values: some Sequence<Double>, _ scale: ShadeScale, range: ClosedRange<Double>? = nil) {
    let finite = values.filter { Extent.isDrawable($0) }
    let extent = Extent(finite) ?? Extent(0, 1)
    let isSigned = (range?.lowerBound ?? extent.low) < 0
    self.isSigned = isSigned
    self.scale = scale
    if let range {
      let size = max(abs(range.lowerBound), abs(range.upperBound))
      low = isSigned ? -size : range.lowerBound
      high = isSigned ? size : range.upperBound
    } else if isSigned {
      let size = max(abs(extent.low), abs(extent.high))
      (low, high) = (-size, size)
    } else {
      // From zero, unless that would hide all differences.
      low = extent.low > extent.high / 2 && extent.low < extent.high ? extent.low : 0
      high = extent.high
    }
    let floor = isSigned ? 0 : low
    sorted =
      scale == .percentile
      ? finite.map { isSigned ? abs($0) : $0 }.filter { $0 > floor }.sorted() : []
  }

  /// Whether a number is outside the scale, whose end then represents it.
  func isBeyond(_ value: Double) -> Bool {
    value.isFinite && (value > high || value < low)
  }

  /// `nil` for NaN and infinities.
  func share(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let zero = isSigned ? 0 : low
    let span = high - zero
    guard span > 0 else { return value > zero ? 1 : 0 }
    let size = isSigned ? abs(value) : value - zero
    let linear = min(max(size / span, 0), 1)
    let share: Double
    switch scale {
    case .linear: share = linear
    case .sqrt: share = linear.squareRoot()
    case .percentile: share = linear > 0 ? rank(isSigned ? size : value) : 0
    }
    return isSigned && value < 0 ? -share : share
  }

  /// The fraction of values that are at most `value`.
  private func rank(_ value: Double) -> Double {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return sorted.isEmpty ? 1 : Double(low) / Double(sorted.count)
  }

  /// The greatest value of level `level` of nine.
  func upperEdge(_ level: Int) -> Double {
    let share = Double(level) / 9
    let zero = isSigned ? 0 : low
    switch scale {
    case .linear: return zero + share * (high - zero)
    case .sqrt: return zero + share * share * (high - zero)
    case .percentile:
      guard !sorted.isEmpty else { return high }
      return sorted[
        min(max(Int((share * Double(sorted.count)).rounded(.up)) - 1, 0), sorted.count - 1)]
    }
  }

  func colour(_ share: Double, _ colours: Style.Colours) -> RGB {
    isSigned ? ColourMap.diverging(share, colours) : ColourMap.viridis(share, colours)
  }

  /// `(sqrt scale)`, for the title.
  var note: String { scale == .linear ? "" : "  (\(scale.rawValue) scale)" }
}
