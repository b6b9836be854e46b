import Interpreter
import Plotting
import Tensors
import Text

/// Turns values into what figures are made of.
enum FigureData {
  /// The numbers of a list or of a tensor; numbers in tensors of one element count too.
  static func numbers(_ value: Value) throws(Failure) -> [Double] {
    switch value {
    case .tensor(let tensor):
      return try Failure.wrapping { () throws(TensorError) in try tensor.numbers() }
    case .range(let range):
      guard range.count <= Limits.elements else { throw Failure("too many numbers for a figure") }
      return (0..<range.count).map { Double(range[$0]) }
    case .list(let list):
      var numbers: [Double] = []
      numbers.reserveCapacity(list.items.count)
      for item in list.items { numbers.append(try number(item)) }
      return numbers
    default: throw Failure("a figure needs numbers, not \(value.described)")
    }
  }

  /// A value as a message shows it: itself if it is short, else what it is.
  static func brief(_ value: Value) -> String {
    let text = value.text
    return text.utf8.count <= 60 ? text : value.described
  }

  static func number(_ value: Value) throws(Failure) -> Double {
    if case .tensor(let tensor) = value, tensor.count == 1 { return tensor.number }
    if case .object(let object) = value, let number = object.number { return number }
    guard let number = value.number else {
      throw Failure("a figure needs numbers, not \(value.described)")
    }
    return number
  }

  /// Curves by label: from a map, a list of numbers, or a tensor whose columns are curves.
  static func series(_ value: Value) throws(Failure) -> [(String, [Double])] {
    switch value {
    case .map(let map):
      var series: [(String, [Double])] = []
      for pair in map.pairs {
        let label = pair.key.text
        if case .list(let list) = pair.value, let inner = list.items.first, isMany(inner) {
          throw Failure(
            "the curve \(Value.quoted(label)) must be numbers, and its first one is "
              + inner.described,
            hint: "positions come first: `plot({\(Value.quoted(label)): x}, "
              + "{\(Value.quoted(label)): y})`")
        }
        series.append((label, try row(pair.value)))
      }
      return series
    case .tensor(let tensor) where tensor.rank == 2:
      let matrix = try matrix(tensor, "curves")
      return (0..<matrix.columns).map { column in
        let places = stride(from: column, to: matrix.values.count, by: matrix.columns)
        return (String(column), places.map { matrix.values[$0] })
      }
    default: return [("", try row(value))]
    }
  }

  /// The numbers of a list or of a one-dimensional tensor.
  private static func row(_ value: Value) throws(Failure) -> [Double] {
    if case .tensor(let tensor) = value, tensor.rank > 1 {
      throw Failure(
        "this must have one dimension, not shape \(tensor.shape)",
        hint: "take one row, x[0], or all numbers, x.flatten()")
    }
    if case .list(let list) = value, let inner = list.items.first, isMany(inner) {
      throw Failure(
        "a figure needs numbers, not \(inner.described)",
        hint: "name the curves: {\"a\": [1, 2], \"b\": [3, 4]}")
    }
    return try numbers(value)
  }

  /// Refuses names unless there is one for each thing.
  static func check(
    _ names: [String], _ what: String, of count: Int, _ thing: String
  ) throws(Failure) {
    guard names.isEmpty || names.count == count else {
      throw Failure(
        "\(Digits.count(names.count, what)) for \(Digits.count(count, thing))",
        hint: "give one for each, or none")
    }
  }

  /// Labelled numbers: from a map, or from a list or tensor, labelled by position.
  static func pairs(_ value: Value) throws(Failure) -> [(String, Double)] {
    if case .map(let map) = value {
      var pairs: [(String, Double)] = []
      for pair in map.pairs { pairs.append((pair.key.text, try number(pair.value))) }
      return pairs
    }
    if let single = value.number { return [("", single)] }
    return try row(value).enumerated().map { (String($0.offset), $0.element) }
  }

  /// Bars: one series of labelled numbers, or one for each name of a map from names to lists.
  static func bars(_ value: Value) throws(Failure) -> ([String], [BarChart.Series]) {
    if case .map(let map) = value, map.pairs.contains(where: { isMany($0.value) }) {
      let series = try series(value).map { BarChart.Series($0.0, $0.1) }
      let count = series.first?.values.count ?? 0
      for one in series where one.values.count != count {
        throw Failure(
          "\(Value.quoted(one.label)) has \(Digits.count(one.values.count, "bar")) and "
            + "\(Value.quoted(series[0].label)) has \(Digits.grouped(count))")
      }
      return ((0..<count).map(String.init), series)
    }
    let pairs = try pairs(value)
    return (pairs.map(\.0), [BarChart.Series("", pairs.map(\.1))])
  }

  private static func isMany(_ value: Value) -> Bool {
    switch value {
    case .list, .range: true
    case .tensor(let tensor): tensor.rank == 1
    default: false
    }
  }

  /// How numbers become colours, in matplotlib's words.
  enum ColourMaps: String, CaseIterable {
    case plain = "gray"
    case inverted = "gray_r"
    case signed = "coolwarm"
  }

  /// The ends of a scale; those not given come from the matrix.
  static func range(
    of matrix: Matrix, _ low: Double?, _ high: Double?
  ) throws(Failure) -> ClosedRange<Double>? {
    guard low != nil || high != nil else { return nil }
    let finite = matrix.values.filter(\.isFinite)
    let low = low ?? min(finite.min() ?? 0, high ?? 0)
    let high = high ?? max(finite.max() ?? 1, low)
    guard low <= high, low.isFinite, high.isFinite else {
      throw Failure(
        "vmin must be at most vmax, but \(Digits.general(low, 6)) > \(Digits.general(high, 6))")
    }
    return low...high
  }

  /// A picture of [H, W], [1, H, W] or [3, H, W].
  static func bitmap(_ tensor: Tensor, range: ClosedRange<Double>? = nil) throws -> Bitmap {
    var image = tensor
    if image.rank == 2 { image = try image.unsqueezed(0) }
    guard image.rank == 3, image.shape[0] == 1 || image.shape[0] == 3, image.count > 0 else {
      throw Failure(
        "a picture must be [H, W], [1, H, W] or [3, H, W], not \(tensor.shape)",
        hint: "take one image from a batch: x[0]")
    }
    return Bitmap(
      width: image.shape[2], height: image.shape[1], values: try image.numbers(),
      planes: image.shape[0], range: range)
  }

  /// Square patches [N, C, p, p] put together, as square as possible, in reading order.
  static func bitmap(
    ofPatches patches: Tensor, range: ClosedRange<Double>? = nil
  ) throws -> Bitmap {
    let (count, side) = (patches.shape[0], patches.shape[2])
    guard side == patches.shape[3], (1...4_096).contains(count), patches.count <= 1 << 24 else {
      throw Failure("patches must be [N, C, p, p] with p at most 4096, not \(patches.shape)")
    }
    var columns = 1
    while columns * columns < count || count % columns != 0 { columns += 1 }
    return try bitmap(
      patches.rearranged("(r c) k y x -> k (r y) (c x)", ["c": columns]), range: range)
  }

  static func matrix(_ tensor: Tensor, _ name: String) throws(Failure) -> Matrix {
    guard tensor.rank == 2 else {
      throw Failure("`\(name)` must be a matrix, not shape \(tensor.shape)")
    }
    return Matrix(
      rows: tensor.shape[0], columns: tensor.shape[1],
      values: try Failure.wrapping { () throws(TensorError) in try tensor.numbers() })
  }

  /// The slices along the first dimension.
  static func parts(_ tensor: Tensor) throws(TensorError) -> [Tensor] {
    try (0..<(tensor.shape.first ?? 0)).map { (index) throws(TensorError) in
      try tensor.selected(0, index)
    }
  }

  /// One element as a caption.
  static func text(_ tensor: Tensor, _ dtype: DType) throws(Failure) -> String {
    let number = tensor.count == 1 ? tensor.number : .nan
    if dtype != .float32, let whole = Int(exactly: number) { return String(whole) }
    return Value.float(number).text
  }
}

extension Table.Cell {
  /// A value as an entry of a table; a tensor of one element is the number that it holds.
  package init(_ value: Value) {
    switch value.plain ?? value {
    case .none, .unset: self = .missing
    case .int(let number): self = .integer(number)
    case .float(let number): self = .number(number)
    case let other: self = .text(other.text)
    }
  }
}
