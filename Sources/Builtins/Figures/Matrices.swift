import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Matrices as shades, and tables.
  @BuiltinList static func matrices() -> [BuiltinList.Entry] {
    Builtin(
      "heatmap",
      .tensor("matrix", "[rows, columns]"), .title, .label("xlabel"), .label("ylabel"),
      .list("rows", "the names of the rows", default: []),
      .list("columns", "the names of the columns", default: []),
      .choice("scale", "how shades follow the numbers", default: ShadeScale.linear),
      .choice(
        "cells", "what fills a cell: tenths as digits, shades, or digits up to 16x16",
        default: Heatmap.Cells.auto),
      .optional(.float("vmin", "the number at the lower end of the scale")),
      .optional(.float("vmax", "the number at the upper end of the scale")),
      .optional(.value("xlim", "[low, high] of the x axis in data units")),
      .optional(.value("ylim", "[low, high] of the y axis; row 0 lies at the lower end")),
      .optional(
        .value("paths", "[N, 2] or a map from labels to such: places x, y, joined in their order")),
      .optional(.value("points", "the same, drawn as separate points")),
      summary: "A matrix, drawn as shades.",
      details:
        """
        What is too large is drawn in block means. With xlim and ylim, paths and \
        points may lie over the map, as over a contour.
        """,
      example: "show heatmap(attn[0], title = \"head 0\")",
      see: "head_maps imshow contour confusion"
    ) {
      tensor, title, xLabel, yLabel, rows, columns, scale, cells, low, high, xLimits, yLimits,
      paths, points in
      let matrix = try FigureData.matrix(tensor, "matrix")
      let range = try FigureData.range(of: matrix, low, high)
      let (rowNames, columnNames) = (rows.map(\.text), columns.map(\.text))
      try FigureData.check(rowNames, "name", of: matrix.rows, "row")
      try FigureData.check(columnNames, "name", of: matrix.columns, "column")
      let x = try FigureData.limits(xLimits, "xlim", .linear)
      let y = try FigureData.limits(yLimits, "ylim", .linear)
      guard x != nil || y != nil || paths != nil || points != nil else {
        return FigureObject(
          Heatmap(
            title: title, matrix, xLabel: xLabel, yLabel: yLabel, rowNames: rowNames,
            columnNames: columnNames, scale: scale, cells: cells, range: range))
      }
      guard let x, let y else {
        throw Failure(
          "paths and points are in data units, so the map needs `xlim` and `ylim`",
          hint: "row 0 lies at the lower end of ylim")
      }
      guard rowNames.isEmpty, columnNames.isEmpty, cells == .auto else {
        throw Failure("`rows`, `columns` and `cells` are for maps without `xlim` and `ylim`")
      }
      return FigureObject(
        LineChart(
          title: title, series: try FigureData.tracks(paths, points), xLabel: xLabel,
          yLabel: yLabel, xLimits: x, yLimits: y,
          ground: Ground(matrix, x: x, y: y, .shades(scale, range))))
    }
    Builtin(
      "head_maps",
      .tensors("maps", "[heads, N, N], or a list of matrices"), .title,
      .list("names", "the names of the maps", default: []),
      .choice("scale", "how shades follow the numbers", default: ShadeScale.linear),
      .list("rows", "the names of the rows of each, as the tokens of a text", default: []),
      .list("columns", "the names of the columns", default: []),
      summary: "Small maps side by side, one for each head: [heads, N, N].",
      details:
        "All are on one scale.",
      example: "show head_maps(attn, title = \"layer 1\")", see: "heatmap gallery tapped"
    ) { tensors, title, names, scale, rows, columns in
      let maps = try tensors.map { try FigureData.matrix($0, "maps") }
      let texts = names.map(\.text)
      try FigureData.check(texts, "name", of: maps.count, "map")
      for map in maps {
        try FigureData.check(rows.map(\.text), "name", of: map.rows, "row")
        try FigureData.check(columns.map(\.text), "name", of: map.columns, "column")
      }
      return FigureObject(
        HeadMaps(
          title: title, maps, names: texts.isEmpty ? nil : texts, scale: scale,
          rowNames: rows.map(\.text), columnNames: columns.map(\.text)))
    }
    Builtin(
      "confusion",
      .tensor("truth", "classes [N], numbered from 0"),
      .tensor("prediction", "classes [N]"),
      .list("labels", "the names of the classes", default: []), .title,
      summary: "A confusion matrix: how often each class was predicted as which.",
      example: "show confusion(labels, logits.argmax(1))", see: "heatmap accuracy"
    ) { truth, guess, labels, title in
      let names = labels.map(\.text)
      let counts = try FigureData.confusions(truth, guess, names)
      return FigureObject(ConfusionMatrix(title: title, counts, labels: names))
    }
    Builtin(
      "table",
      .argument("rows", "a list of lists, one for each row"),
      .list("header", "the names of the columns"), .title,
      summary: "A table: a list of rows and the names of the columns.",
      details: "Numbers are aligned at their decimal points; what is too wide is cut with ~.",
      example: "show table([[\"MLP\", 269_322]], [\"model\", \"parameters\"])", see: "bar summary"
    ) { argument, header, title in
      let rows = try argument.list().items.map { row -> [Table.Cell] in
        guard case .list(let cells) = row else { throw argument.mismatch("a list of rows") }
        return cells.items.map { Table.Cell($0) }
      }
      if let long = rows.firstIndex(where: { $0.count > header.count }) {
        throw Failure(
          "row \(long) has \(Digits.count(rows[long].count, "entry")) and the header "
            + Digits.count(header.count, "name"))
      }
      return FigureObject(Table(title: title, header: header.map(\.text), rows: rows))
    }
  }
}

extension Heatmap.Cells: ArgumentChoice {}

extension FigureData {
  /// A confusion matrix: how often each class was predicted as which.
  fileprivate static func confusions(
    _ truth: Tensor, _ guess: Tensor, _ names: [String]
  ) throws -> [[Int]] {
    guard truth.shape == guess.shape else {
      throw Failure("confusion: shapes \(truth.shape) and \(guess.shape) differ")
    }
    let pairs = try zip(truth.numbers(), guess.numbers()).map { ($0, $1) }
    let highest = pairs.reduce(Double(names.count - 1)) { max($0, $1.0, $1.1) }
    guard highest < 1_000, pairs.allSatisfy({ isClass($0.0) && isClass($0.1) }) else {
      throw Failure("confusion: classes must be whole numbers from 0 to 999")
    }
    let size = Int(max(highest, 0)) + 1
    try check(names, "label", of: size, "class")
    var counts = Array(repeating: Array(repeating: 0, count: size), count: size)
    for (row, column) in pairs { counts[Int(row)][Int(column)] += 1 }
    return counts
  }

  /// Whether a number can be a class's.
  private static func isClass(_ number: Double) -> Bool {
    number >= 0 && number == number.rounded()
  }
}
