import Interpreter
import Plotting
import Tensors
import Text

/// What charts are made of.
extension FigureData {
  /// The curves of plot(curves), plot(x, y) or plot(curves, x = …).
  static func curves(_ curves: Value, _ y: Value?, _ x: Value?) throws(Failure)
    -> [LineChart.Series]
  {
    if case .string = x, y != nil {
      throw Failure(
        "a plot has no format strings",
        hint: "`markers = true` marks the points; `scatter(x, y)` draws nothing else")
    }
    if y != nil, x != nil {
      throw Failure("`x` is given twice: before `y`, and by name")
    }
    let heights = try series(y ?? curves)
    guard let positions = y == nil ? x : curves else {
      return heights.map { LineChart.Series($0.0, y: $0.1) }
    }
    let each = try perCurve(positions, "x", heights.map(\.0))
    var result: [LineChart.Series] = []
    for (label, y) in heights {
      guard let positions = each(label) else {
        throw Failure("`x` has no positions for \(Value.quoted(label))")
      }
      let x = try numbers(positions)
      guard x.count == y.count else {
        throw Failure(
          "`x` has \(Digits.count(x.count, "position")) and \(named(label)) has "
            + Digits.count(y.count, "point"))
      }
      result.append(LineChart.Series(label, x: x, y: y))
    }
    return result
  }

  private static func named(_ label: String) -> String {
    label.isEmpty ? "the curve" : Value.quoted(label)
  }

  /// An argument for each curve: those of a map by their labels, anything else for all of them.
  private static func perCurve(
    _ value: Value, _ name: String, _ labels: [String]
  ) throws(Failure) -> (String) -> Value? {
    guard case .map(let map) = value else { return { _ in value } }
    var found: [String: Value] = [:]
    for pair in map.pairs { found[pair.key.text] = pair.value }
    if let other = map.pairs.first(where: { !labels.contains($0.key.text) }) {
      let known = labels.filter { !$0.isEmpty }
      throw Failure(
        "`\(name)` names \(Value.quoted(other.key.text)), which is not a curve",
        hint: known.isEmpty
          ? "the curve has no name; leave the map out" : Spelling.hint(other.key.text, known))
    }
    return { found[$0] }
  }

  /// Gives curves their error bars and bands.
  static func addSpreads(
    _ errors: Value?, _ bands: Value?, to series: inout [LineChart.Series]
  ) throws(Failure) {
    let labels = series.map(\.label)
    for (given, name) in [(errors, "yerr"), (bands, "band")] {
      guard let given else { continue }
      if series.count > 1 {
        guard case .map = given else {
          throw Failure(
            "there are \(series.count) curves: `\(name)` must say whose it is",
            hint: "write a map from labels")
        }
      }
      let each = try perCurve(given, name, labels)
      for index in series.indices {
        guard let value = each(series[index].label) else { continue }
        guard series[index].spread == nil else {
          throw Failure("\(named(series[index].label)) has both `yerr` and `band`; give one")
        }
        series[index].spread =
          name == "yerr" ? try errorBars(value, series[index]) : try band(value, series[index])
      }
    }
  }

  private static func errorBars(
    _ value: Value, _ series: LineChart.Series
  ) throws(Failure) -> LineChart.Spread {
    let sizes: [Double]
    if let size = value.number {
      sizes = Array(repeating: size, count: series.y.count)
    } else {
      sizes = try numbers(value)
    }
    try check(sizes, series, "yerr")
    if let wrong = sizes.first(where: { $0 < 0 }) {
      throw Failure("an error must be at least 0, not \(Digits.general(wrong, 6))")
    }
    return LineChart.Spread(
      zip(series.y, sizes).map { $0 - $1 }, zip(series.y, sizes).map { $0 + $1 }, .bars)
  }

  private static func band(
    _ value: Value, _ series: LineChart.Series
  ) throws(Failure) -> LineChart.Spread {
    let ends: [Value] =
      switch value {
      case .list(let list): Array(list.items)
      case .tensor(let tensor) where tensor.rank == 2:
        try Failure.wrapping { () throws(TensorError) in
          try parts(tensor).map { Value.tensor($0) }
        }
      default: []
      }
    guard ends.count == 2, ends.allSatisfy({ $0.number == nil }) else {
      throw Failure("a band must be [low, high], the numbers of its edges, not \(value.described)")
    }
    let (low, high) = (try numbers(ends[0]), try numbers(ends[1]))
    try check(low, series, "band")
    try check(high, series, "band")
    return LineChart.Spread(low, high, .band)
  }

  private static func check(
    _ numbers: [Double], _ series: LineChart.Series, _ name: String
  ) throws(Failure) {
    guard numbers.count == series.y.count else {
      throw Failure(
        "`\(name)` has \(Digits.count(numbers.count, "number")) and \(named(series.label)) has "
          + Digits.count(series.y.count, "point"))
    }
  }

  /// Lines to compare with.
  static func references(_ value: Value?) throws(Failure) -> [LineChart.Reference] {
    guard let value else { return [] }
    return try pairs(value).map { LineChart.Reference($0.0, $0.1) }
  }

  /// The ends of an axis.
  static func limits(
    _ value: Value?, _ name: String, _ scale: LineChart.Scale
  ) throws(Failure) -> ClosedRange<Double>? {
    guard let value else { return nil }
    let ends = (try? numbers(value)) ?? []
    guard ends.count == 2, ends.allSatisfy(\.isFinite), ends[0] < ends[1] else {
      throw Failure(
        "`\(name)` must be [low, high], two numbers in ascending order, not "
          + brief(value))
    }
    guard scale == .linear || ends[0] > 0 else {
      throw Failure("a log axis begins above 0, and `\(name)` at \(Digits.general(ends[0], 6))")
    }
    return ends[0]...ends[1]
  }

  // MARK: Points

  /// Points by their classes, each a series.
  static func clouds(
    _ x: Value, _ y: Value, _ classes: Value?, _ labels: [String]
  ) throws -> [LineChart.Series] {
    let (x, y) = (try numbers(x), try numbers(y))
    guard x.count == y.count else {
      throw Failure(
        "`x` has \(Digits.count(x.count, "number")) and `y` has \(Digits.grouped(y.count))")
    }
    guard let classes else {
      if !labels.isEmpty {
        throw Failure("`labels` are the names of classes, but `c` is not given")
      }
      return [LineChart.Series("", x: x, y: y, marks: .points)]
    }
    let groups = try groups(classes, labels)
    let count = groups.reduce(0) { $0 + $1.places.count }
    guard count == x.count else {
      throw Failure(
        "`c` has \(Digits.count(count, "class")) for \(Digits.count(x.count, "point"))")
    }
    guard groups.count <= LineChart.mostMarks else {
      throw Failure(
        "a scatter can show at most \(LineChart.mostMarks) classes, not \(Digits.grouped(groups.count))"
      )
    }
    return groups.map { group in
      LineChart.Series(
        group.name, x: group.places.map { x[$0] }, y: group.places.map { y[$0] }, marks: .points)
    }
  }

  /// The places of each class: numbers in their order, texts in that of their appearance.
  private static func groups(
    _ classes: Value, _ labels: [String]
  ) throws -> [(name: String, places: [Int])] {
    if case .list(let list) = classes, list.items.contains(where: \.isText) {
      guard labels.isEmpty else { throw Failure("`labels` name numbers, but `c` has strings") }
      return grouped(list.items.map(\.text)).map { ($0.key, $0.places) }
    }
    if case .string = classes {
      throw Failure("`c` must be a class for each point; each class gets its own mark and colour")
    }
    return try grouped(try numbers(classes)).sorted { $0.key < $1.key }.map { number, places in
      guard let whole = Int(exactly: number) else {
        throw Failure(
          "a class must be a whole number or a string, not \(Digits.general(number, 6))",
          hint: "turn numbers into classes: `c = (x > 0.5) * 1`")
      }
      if labels.isEmpty { return (String(whole), places) }
      guard labels.indices.contains(whole) else {
        throw Failure("\(Digits.count(labels.count, "label")) and a class \(whole)")
      }
      return (labels[whole], places)
    }
  }

  private static func grouped<Key: Hashable>(_ keys: [Key]) -> [(key: Key, places: [Int])] {
    var order: [Key] = []
    var places: [Key: [Int]] = [:]
    for (place, key) in keys.enumerated() {
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(place)
    }
    return order.map { ($0, places[$0] ?? []) }
  }
}

extension Value {
  fileprivate var isText: Bool { if case .string = self { true } else { false } }
}
