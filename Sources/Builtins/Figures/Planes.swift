import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Numbers over a plane.
  @BuiltinList static func planes() -> [BuiltinList.Entry] {
    Builtin(
      "contour",
      .numbers(
        "z",
        """
        a matrix whose row 0 lies at the lower end of ylim, or a function of x and \
        y, called once with tensors of all places
        """),
      .optional(.value("xlim", "[low, high]; of a matrix its columns if left out")),
      .optional(.value("ylim", "[low, high]; of a matrix its rows if left out")),
      .value(
        "levels", "about how many lines, at most 9, or a list of their heights", default: .int(8)),
      .title, .label("xlabel"), .label("ylabel"),
      .optional(
        .value("paths", "[N, 2] or a map from labels to such: places x, y, joined in their order")),
      .optional(.value("points", "the same, drawn as separate points")),
      .choice(
        "scale", "with \"log\" the heights are powers of ten, and round numbers between a few",
        default: LineChart.Scale.linear), .interpreter,
      summary: "A contour plot of a matrix or a function, with paths drawn over it.",
      details:
        "A digit stands on the upper side of each line.",
      example:
        """
        show contour((x, y) -> x ** 2 + 10 * y ** 2, xlim = [-2, 2], ylim = [-1, 1],
          paths = {"SGD": [[-1.5, 0.5], [-1.0, -0.3], [-0.6, 0.1]]})
        """, see: "heatmap plot meshgrid"
    ) { z, xLimits, yLimits, levels, title, xLabel, yLabel, paths, points, scale, me in
      for case .tensor(let tensor)? in [xLimits, yLimits] where tensor.rank == 2 {
        throw Failure(
          "the heights come first, then the ends of the axes",
          hint: "write `contour(z, xlim = [-2, 2], ylim = [-1, 1])`")
      }
      let x = try FigureData.limits(xLimits, "xlim", .linear)
      let y = try FigureData.limits(yLimits, "ylim", .linear)
      let matrix = try FigureData.plane(z, x, y, me)
      guard matrix.rows > 1, matrix.columns > 1 else {
        throw Failure("a contour needs at least 2x2 numbers, not \(matrix.rows)x\(matrix.columns)")
      }
      return FigureObject(
        LineChart(
          title: title, series: try FigureData.tracks(paths, points), xLabel: xLabel,
          yLabel: yLabel, xLimits: x, yLimits: y,
          ground: Ground(
            matrix, x: x ?? 0...Double(matrix.columns - 1), y: y ?? 0...Double(matrix.rows - 1),
            .contours(try FigureData.levels(levels, scale, matrix)))))
    }
  }
}

extension FigureData {
  /// A matrix, or a function's values at places over a rectangle.
  fileprivate static func plane(
    _ z: Value, _ x: ClosedRange<Double>?, _ y: ClosedRange<Double>?, _ me: Interpreter
  ) throws -> Matrix {
    if case .tensor(let tensor) = z { return try matrix(tensor, "z") }
    guard let x, let y else {
      throw Failure(
        "a function needs a rectangle to be drawn over",
        hint: "write `contour(f, xlim = [-2, 2], ylim = [-1, 1])`")
    }
    // Odd, so that the middle is one of the places.
    let (columns, rows) = (121, 81)
    let across = try Tensor.linspace(x.lowerBound, x.upperBound, columns)
    let up = try Tensor.linspace(y.lowerBound, y.upperBound, rows)
    let places = try [
      across.unsqueezed(0).broadcast(to: [rows, columns]),
      up.unsqueezed(1).broadcast(to: [rows, columns]),
    ]
    let result = try Recording.disabled { try me.call(z, places.map { Value.tensor($0) }) }
    guard case .tensor(let heights) = result, heights.shape == [rows, columns] else {
      throw Failure(
        "the function gives \(result.described) for tensors x and y of shape [\(rows), "
          + "\(columns)], not a height for each place",
        hint: "compute it from the tensors, as in (x, y) -> x ** 2 + y ** 2")
    }
    return try matrix(heights, "z")
  }

  /// Heights of lines: those of a list, or about so many.
  fileprivate static func levels(
    _ value: Value, _ scale: LineChart.Scale, _ matrix: Matrix
  ) throws(Failure) -> [Double] {
    if let count = value.integer {
      guard (1...Ground.mostLevels).contains(count) else {
        throw Failure("`levels` must be a number from 1 to \(Ground.mostLevels), not \(count)")
      }
      return scale == .log
        ? Ground.logarithmicLevels(matrix, count) : Ground.levels(matrix, count)
    }
    guard scale == .linear else {
      throw Failure("with a list of `levels`, `scale` has no effect")
    }
    let levels = try numbers(value)
    guard (1...Ground.mostLevels).contains(levels.count), levels.allSatisfy(\.isFinite),
      zip(levels, levels.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw Failure(
        "`levels` must be at most \(Ground.mostLevels) heights in ascending order, not "
          + brief(value))
    }
    return levels
  }

  /// Paths and points as series, each with its marks.
  static func tracks(_ paths: Value?, _ points: Value?) throws(Failure) -> [LineChart.Series] {
    var series: [LineChart.Series] = []
    for (given, name, marks) in [
      (paths, "paths", LineChart.Marks.both), (points, "points", .points),
    ] {
      guard let given else { continue }
      guard case .map(let map) = given else {
        series.append(try track("", given, name, marks))
        continue
      }
      for pair in map.pairs { series.append(try track(pair.key.text, pair.value, name, marks)) }
    }
    guard series.count <= LineChart.mostMarks else {
      throw Failure(
        "at most \(LineChart.mostMarks) labels can be told apart, not \(Digits.grouped(series.count))"
      )
    }
    return series
  }

  private static func track(
    _ label: String, _ value: Value, _ name: String, _ marks: LineChart.Marks
  ) throws(Failure) -> LineChart.Series {
    var pairs: [[Double]] = []
    switch value {
    case .tensor(let tensor) where tensor.rank == 2 && tensor.shape[1] == 2:
      let numbers = try numbers(value)
      pairs = (0..<tensor.shape[0]).map { [numbers[2 * $0], numbers[2 * $0 + 1]] }
    case .tensor(let tensor) where tensor.shape == [2]: pairs = [try numbers(value)]
    case .list(let list):
      let isOne = list.items.count == 2 && list.items.allSatisfy { $0.number != nil }
      for item in isOne ? [value] : Array(list.items) { pairs.append((try? numbers(item)) ?? []) }
    default: break
    }
    guard !pairs.isEmpty, pairs.allSatisfy({ $0.count == 2 }) else {
      throw Failure(
        "`\(name)` must be [N, 2] or a list of (x, y), not \(value.described)",
        hint: "stack the steps: stack(steps)")
    }
    return LineChart.Series(label, x: pairs.map { $0[0] }, y: pairs.map { $0[1] }, marks: marks)
  }
}
