import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Matrices as shades, and tables.
  @BuiltinList static func matrices() -> [BuiltinList.Entry] {
    Builtin(
      "heatmap", .tensor("matrix"), .title, .label("xlabel"), .label("ylabel"),
      .list("rows", default: []), .list("columns", default: []),
      .choice("scale", default: ShadeScale.linear), .choice("cells", default: Heatmap.Cells.auto),
      .optional(.float("vmin")), .optional(.float("vmax")),
      summary: "The numbers of a matrix as shades.",
      details:
        "rows, columns: their names. scale: \"linear\", \"sqrt\" or \"percentile\". cells: "
        + "\"digits\" (tenths), \"ramp\", or \"auto\": digits up to 16x16. vmin, vmax: the ends "
        + "of the scale, the matrix's own without. What is too large is drawn in block means.",
      example: "show heatmap(attn[0], title = \"head 0\")"
    ) { tensor, title, xLabel, yLabel, rows, columns, scale, cells, low, high in
      let matrix = try FigureData.matrix(tensor, "matrix")
      let (rowNames, columnNames) = (rows.map(\.text), columns.map(\.text))
      try FigureData.check(rowNames, "name", of: matrix.rows, "row")
      try FigureData.check(columnNames, "name", of: matrix.columns, "column")
      return FigureObject(
        Heatmap(
          title: title, matrix, xLabel: xLabel, yLabel: yLabel, rowNames: rowNames,
          columnNames: columnNames, scale: scale, cells: cells,
          range: try FigureData.range(of: matrix, low, high)))
    }
    Builtin(
      "head_maps", .tensors("maps"), .title, .list("names", default: []),
      .choice("scale", default: ShadeScale.linear),
      summary: "Small maps side by side: one for each head, [heads, N, N].",
      details: "All are on one scale: \"linear\", \"sqrt\" or \"percentile\".",
      example: "show head_maps(attn[0], title = \"layer 1\")"
    ) { tensors, title, names, scale in
      let maps = try tensors.map { try FigureData.matrix($0, "maps") }
      let texts = names.map(\.text)
      try FigureData.check(texts, "name", of: maps.count, "map")
      return FigureObject(HeadMaps(title: title, maps, names: texts, scale: scale))
    }
    Builtin(
      "confusion", .tensor("truth"), .tensor("prediction"), .list("labels", default: []), .title,
      summary: "How often each class was taken for each other.",
      details: "truth, prediction: [N] classes, numbered from 0. labels: their names.",
      example: "show confusion(y, logits.argmax(1), images.classes)"
    ) { truth, guess, labels, title in
      let names = labels.map(\.text)
      let counts = try FigureData.confusions(truth, guess, names)
      return FigureObject(ConfusionMatrix(title: title, counts, labels: names))
    }
    Builtin(
      "table", .argument("rows"), .list("header"), .title,
      summary: "A table: a list of rows and the names of the columns.",
      details: "Numbers are aligned at their points; what is too wide is cut with ~.",
      example: "show table([[\"MLP\", 269_322]], [\"model\", \"parameters\"])"
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
  /// How often each class was taken for each other.
  fileprivate static func confusions(
    _ truth: Tensor, _ guess: Tensor, _ names: [String]
  ) throws -> [[Int]] {
    guard truth.shape == guess.shape else {
      throw Failure("confusion: shapes \(truth.shape) and \(guess.shape) differ")
    }
    let pairs = try zip(truth.numbers(), guess.numbers()).map { ($0, $1) }
    let highest = pairs.reduce(Double(names.count - 1)) { max($0, $1.0, $1.1) }
    guard highest < 1_000, pairs.allSatisfy({ isClass($0.0) && isClass($0.1) }) else {
      throw Failure("confusion: classes are whole numbers from 0, at most 1,000 of them")
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
