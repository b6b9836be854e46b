/// The numbers of a chart: a row for each position, a column for each series.
struct CurveTable {
  private let chart: LineChart
  /// Whether no series goes back, so that rows can be ordered by position and shared by series.
  private let isOrdered: Bool
  private var rows: [[Table.Cell]] = []
  /// The rows that have a position.
  private var places: [Double: [Int]] = [:]
  /// The column of each series; its spread is in the two after it.
  private let columns: [Int]
  private let width: Int

  /// All numbers.
  static func all(_ chart: LineChart) -> Table { CurveTable(chart, every: 1).table }

  /// About `count` rows, the last included, and how many there are: shown when nothing else fits.
  static func sampled(_ chart: LineChart, _ count: Int, _ style: Style) -> Canvas {
    let longest = chart.series.map(\.y.count).max() ?? 0
    let step = max(1, (longest + count - 1) / count)
    let table = CurveTable(chart, every: step).table.draw(style)
    guard step > 1 else { return table }
    let note = style.wrapped("(1 of \(step) points of each curve)", style.width)
    return Canvas.stacked([table, Canvas(lines: note, style, ink: .muted)], style)
  }

  private init(_ chart: LineChart, every step: Int) {
    self.chart = chart
    isOrdered = chart.series.allSatisfy { one in
      guard let x = one.x else { return true }
      return zip(x, x.dropFirst()).allSatisfy { $0 <= $1 }
    }
    var next = 1
    columns = chart.series.map { one in
      defer { next += one.spread == nil ? 1 : 3 }
      return next
    }
    width = next
    for (index, one) in chart.series.enumerated() {
      var seen: [Double: Int] = [:]
      for place in one.y.indices where place % step == 0 || place == one.y.count - 1 {
        let x = one.x?[place] ?? Double(place)
        add(x, place, index, occurrence: seen[x, default: 0])
        seen[x, default: 0] += 1
      }
    }
  }

  private mutating func add(_ x: Double, _ place: Int, _ series: Int, occurrence: Int) {
    let known = places[x, default: []]
    var row = rows.count
    if isOrdered, known.indices.contains(occurrence) { row = known[occurrence] }
    if row == rows.count {
      places[x, default: []].append(row)
      rows.append([.number(x)] + Array(repeating: .missing, count: width - 1))
    }
    let one = chart.series[series]
    rows[row][columns[series]] = .number(one.y[place])
    for (offset, ends) in [one.spread?.low, one.spread?.high].enumerated() {
      guard let ends, ends.indices.contains(place) else { continue }
      rows[row][columns[series] + 1 + offset] = .number(ends[place])
    }
  }

  private var table: Table {
    let header =
      [chart.xLabel.isEmpty ? "x" : chart.xLabel]
      + chart.series.flatMap { one in
        let label = one.label.isEmpty ? chart.yLabel : one.label
        let name = label.isEmpty ? "y" : label
        return one.spread == nil ? [name] : [name, "\(name) low", "\(name) high"]
      }
    var sorted = rows
    if isOrdered {
      sorted = rows.enumerated().sorted {
        (CurveTable.order($0.element[0]), $0.offset) < (CurveTable.order($1.element[0]), $1.offset)
      }.map(\.element)
    }
    var table = Table(title: chart.title, header: header, rows: sorted)
    table.continues = true
    return table
  }

  /// The position by which a cell is sorted; non-finite numbers come last.
  private static func order(_ cell: Table.Cell) -> Double {
    if case .number(let value) = cell, !value.isNaN { return value }
    return .infinity
  }
}
