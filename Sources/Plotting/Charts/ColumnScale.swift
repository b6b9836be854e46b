/// A horizontal scale: positions to columns of the plot.
struct ColumnScale: Sendable {
  struct Tick: Sendable, Equatable {
    var column: Int
    var label: String
  }

  let extent: Extent
  let columns: Int
  let isLogarithmic: Bool
  private let low: Double
  private let span: Double

  init(_ extent: Extent, columns: Int, isLogarithmic: Bool) {
    self.extent = extent
    self.columns = columns
    self.isLogarithmic = isLogarithmic
    low = isLogarithmic ? log10(extent.low) : extent.low
    span = (isLogarithmic ? log10(extent.high) : extent.high) - low
  }

  /// 0 at the first column's middle, `columns` − 1 at the last one's.
  func position(_ x: Double) -> Double {
    guard span > 0 else { return 0 }
    let place = isLogarithmic ? log10(x) : x
    return (place - low) / span * Double(columns - 1)
  }

  /// The value at a position of a linear scale.
  func value(_ position: Double) -> Double {
    columns > 1 ? low + position / Double(columns - 1) * span : low
  }

  func column(_ x: Double) -> Int { min(max(cell(position(x)), 0), columns - 1) }

  func ticks(wholeNumbers: Bool) -> [Tick] {
    let room = { (label: String) in label.utf8.count + 2 }
    let found =
      isLogarithmic
      ? Ticks.decades(extent, cells: columns, room: room)
      : Ticks.inside(
        extent, cells: columns, wanted: min(16, max(8, Double(columns) / 4)),
        wholeNumbers: wholeNumbers && extent.span > 0, room: room)
    return found.map { Tick(column: column($0.value), label: $0.label) }
  }
}
