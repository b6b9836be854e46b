import Interpreter
import Plotting
import Tensors
import Text

/// Whether a number can be that of a class.
private func isClass(_ number: Double) -> Bool { number >= 0 && number == number.rounded() }

extension BuiltinTable {
  static func figures() -> BuiltinGroup {
    let title = BuiltinParameter.optional("title", .text(""))
    return BuiltinGroup(
      "Figures",
      [
        Builtin(
          "plot",
          [
            .required("curves"), .optional("x"), title, .optional("xlabel", .text("")),
            .optional("ylabel", .text("")), .optional("xscale", .text("linear")),
            .optional("yscale", .text("linear")), .optional("ref", .none),
            .optional("smooth", .int(1)),
          ], "A line chart of numbers, or of a map from labels to numbers.",
          details:
            "The columns of a matrix are curves, as in matplotlib. x: the positions, 0, 1, 2, … without. xscale, yscale: \"linear\" or \"log\". ref: a "
            + "number, or a map from labels to numbers, drawn as dashed lines. smooth: how many "
            + "points each drawn one is the mean of. What is not a number leaves a gap.",
          example: "show plot({\"train\": losses, \"val\": others}, xlabel = \"epoch\")"
        ) { arguments, _ in
          let x = try arguments.has(1) ? FigureData.numbers(arguments[1]) : nil
          let series = try FigureData.series(arguments[0]).map { label, y in
            if let x, x.count != y.count {
              let name = label.isEmpty ? "the curve" : Value.quoted(label)
              throw Failure(
                "`x` has \(Digits.count(x.count, "position")) and \(name) has "
                  + Digits.count(y.count, "point"))
            }
            return LineChart.Series(label, x: x, y: y)
          }
          let references =
            try arguments.has(7)
            ? FigureData.pairs(arguments[7]).map { LineChart.Reference($0.0, $0.1) } : []
          return .object(
            FigureObject(
              LineChart(
                title: try arguments.string(2), series: series, xLabel: try arguments.string(3),
                yLabel: try arguments.string(4),
                xScale: try arguments.choice(5, LineChart.Scale.self),
                yScale: try arguments.choice(6, LineChart.Scale.self), references: references,
                smoothing: try arguments.int(8))))
        },
        Builtin(
          "bar",
          [
            .required("heights"), title, .optional("labels"), .optional("scale", .text("linear")),
          ], "Horizontal bars: a map from labels to numbers, or numbers with labels.",
          details:
            "scale: \"linear\" or \"log\". A map from names to lists has a bar of each name for "
            + "every label.",
          example: "show bar({\"MLP\": 269_322, \"TokenMix\": 18_478}, title = \"parameters\")"
        ) { arguments, _ in
          let (names, series) = try FigureData.bars(arguments[0])
          let given = arguments.has(2) ? try arguments.list(2).map(\.text) : []
          try FigureData.check(given, "label", of: names.count, "bar")
          let labels = given.isEmpty ? names : given
          return .object(
            FigureObject(
              BarChart(
                title: try arguments.string(1), labels: labels, series: series,
                scale: try arguments.choice(3, LineChart.Scale.self))))
        },
        Builtin(
          "hist",
          [.required("x"), .optional("bins", .int(12)), title, .optional("label", .text(""))],
          "How often numbers of each size occur.",
          details:
            "bins: about how many; their edges are round. label: what is counted.",
          example: "show hist(W, bins = 20)"
        ) { arguments, _ in
          let bins = try arguments.int(1, in: 1...10_000)
          return .object(
            FigureObject(
              Histogram(
                title: try arguments.string(2), try FigureData.numbers(arguments[0]),
                label: try arguments.string(3), bins: bins)))
        },
        Builtin(
          "imshow",
          [
            .required("image"), title, .optional("caption", .text("")),
            .optional("grid", .int(0)), .optional("gap", .int(0)), .optional("over"),
            .optional("query"), .optional("scale", .text("linear")),
            .optional("cmap", .text("gray")),
          ], "A picture: [H, W], [1, H, W] or [3, H, W], from 0 (black) to 1.",
          details:
            "grid: the side of patches whose borders are drawn. gap: pixels to leave between the "
            + "patches, instead of borders; patches may also be given as such, [N, C, p, p]. "
            + "over: a map of attention, laid over the image; query: its token; scale: of the "
            + "map, \"linear\", \"sqrt\" or \"percentile\". cmap: \"gray\", or \"gray_r\", which "
            + "changes black and white.",
          example: "show imshow(image, grid = 4), imshow(image, grid = 4, gap = 2)"
        ) { arguments, _ in
          let image = try arguments.tensor(0)
          let (grid, gap) = (try arguments.int(3, in: 0...4096), try arguments.int(4, in: 0...64))
          let isCut = image.rank == 4
          let bitmap = try isCut ? FigureData.bitmap(ofPatches: image) : FigureData.bitmap(image)
          if arguments.has(5) {
            let map = try FigureData.matrix(arguments.tensor(5), "over")
            let query = try arguments.optionalInt(6)
            if let query, !map.values.indices.contains(query) {
              throw Failure(
                "`query` is a token of the map, 0 to \(map.values.count - 1), not \(query)")
            }
            return .object(
              FigureObject(
                MapOverImage(
                  bitmap, map, query: query, title: try arguments.string(1),
                  scale: try arguments.choice(7, ShadeScale.self))))
          }
          return .object(
            FigureObject(
              Picture(
                bitmap, title: try arguments.string(1), caption: try arguments.string(2),
                patch: isCut ? image.shape[2] : grid, gap: gap,
                isInverted: try arguments.choice(8, FigureData.Greys.self) == .inverted)))
        },
        Builtin(
          "gallery",
          [
            .required("images"), .optional("captions", .items([])), title,
            .optional("per_row"), .optional("cmap", .text("gray")),
          ], "Small pictures in rows, each with a caption.",
          details:
            "images: [N, C, H, W], or a list. captions: texts or numbers. per_row: how many must "
            + "stand in a row; as many as fit, at most eight, without. cmap: \"gray\" or "
            + "\"gray_r\".",
          example: "show gallery(train.images[:32], captions = train.labels[:32])"
        ) { arguments, _ in
          var pictures: [Tensor] = []
          if case .object(let object as PixelsObject) = arguments[0] {
            guard object.images.count <= 1_000 else {
              throw Failure(
                "a gallery shows at most 1,000 images, not \(Digits.grouped(object.images.count))",
                hint: "take some: images[:32]")
            }
            pictures = try FigureData.parts(
              object.images.batch(0..<object.images.count, scale: .unit).images)
          } else {
            pictures = try arguments.tensors(0)
          }
          let captions: [String] =
            if case .tensor(let tensor) = arguments[1] {
              try arguments.tensors(1).map { try FigureData.text($0, tensor.dtype) }
            } else {
              try arguments.list(1).map(\.text)
            }
          try FigureData.check(captions, "caption", of: pictures.count, "image")
          return .object(
            FigureObject(
              Mosaic(
                try pictures.map { try FigureData.bitmap($0) }, captions: captions,
                title: try arguments.string(2), perRow: try arguments.optionalInt(3),
                isInverted: try arguments.choice(4, FigureData.Greys.self) == .inverted)))
        },
        Builtin(
          "heatmap",
          [
            .required("matrix"), title, .optional("xlabel", .text("")),
            .optional("ylabel", .text("")), .optional("rows", .items([])),
            .optional("columns", .items([])), .optional("scale", .text("linear")),
            .optional("cells", .text("auto")), .optional("vmin"), .optional("vmax"),
          ], "The numbers of a matrix as shades.",
          details:
            "rows, columns: their names. scale: \"linear\", \"sqrt\" or \"percentile\". cells: "
            + "\"digits\" (tenths), \"ramp\", or \"auto\": digits up to 16x16. vmin, vmax: the ends "
            + "of the scale, the matrix's own without. What is too large is drawn in block means.",
          example: "show heatmap(attn[0], title = \"head 0\")"
        ) { arguments, _ in
          let matrix = try FigureData.matrix(arguments.tensor(0), "matrix")
          let (rows, columns) = (
            try arguments.list(4).map(\.text), try arguments.list(5).map(\.text)
          )
          try FigureData.check(rows, "name", of: matrix.rows, "row")
          try FigureData.check(columns, "name", of: matrix.columns, "column")
          return .object(
            FigureObject(
              Heatmap(
                title: try arguments.string(1), matrix,
                xLabel: try arguments.string(2), yLabel: try arguments.string(3),
                rowNames: rows, columnNames: columns,
                scale: try arguments.choice(6, ShadeScale.self),
                cells: try arguments.choice(7, Heatmap.Cells.self),
                range: try FigureData.range(
                  of: matrix, try arguments.optionalFloat(8), try arguments.optionalFloat(9)))))
        },
        Builtin(
          "head_maps",
          [
            .required("maps"), title, .optional("names", .items([])),
            .optional("scale", .text("linear")),
          ], "Small maps side by side: one for each head, [heads, N, N].",
          details: "All are on one scale: \"linear\", \"sqrt\" or \"percentile\".",
          example: "show head_maps(attn[0], title = \"layer 1\")"
        ) { arguments, _ in
          let maps = try arguments.tensors(0).map { try FigureData.matrix($0, "maps") }
          let names = try arguments.list(2).map(\.text)
          try FigureData.check(names, "name", of: maps.count, "map")
          return .object(
            FigureObject(
              HeadMaps(
                title: try arguments.string(1), maps, names: names,
                scale: try arguments.choice(3, ShadeScale.self))))
        },
        Builtin(
          "confusion",
          [.required("truth"), .required("prediction"), .optional("labels", .items([])), title],
          "How often each class was taken for each other.",
          details: "truth, prediction: [N] classes, numbered from 0. labels: their names.",
          example: "show confusion(y, logits.argmax(1), images.classes)"
        ) { arguments, _ in
          let (truth, guess) = (try arguments.tensor(0), try arguments.tensor(1))
          guard truth.shape == guess.shape else {
            throw Failure("confusion: shapes \(truth.shape) and \(guess.shape) differ")
          }
          let labels = try arguments.list(2).map(\.text)
          let pairs = try zip(truth.numbers(), guess.numbers()).map { ($0, $1) }
          let highest = pairs.reduce(Double(labels.count - 1)) { max($0, $1.0, $1.1) }
          guard highest < 1_000, pairs.allSatisfy({ isClass($0.0) && isClass($0.1) }) else {
            throw Failure(
              "confusion: classes are whole numbers from 0, at most 1,000 of them")
          }
          let size = Int(max(highest, 0)) + 1
          try FigureData.check(labels, "label", of: size, "class")
          var counts = Array(repeating: Array(repeating: 0, count: size), count: size)
          for (row, column) in pairs { counts[Int(row)][Int(column)] += 1 }
          return .object(
            FigureObject(ConfusionMatrix(title: try arguments.string(3), counts, labels: labels)))
        },
        Builtin(
          "table", [.required("rows"), .required("header"), title],
          "A table: a list of rows and the names of the columns.",
          details: "Numbers are aligned at their points; what is too wide is cut with ~.",
          example: "show table([[\"MLP\", 269_322]], [\"model\", \"parameters\"])"
        ) { arguments, _ in
          let rows = try arguments.list(0).map { row -> [Table.Cell] in
            guard case .list(let cells) = row else { throw arguments.mismatch(0, "a list of rows") }
            return cells.items.map { Table.Cell($0) }
          }
          let header = try arguments.list(1).map(\.text)
          if let long = rows.firstIndex(where: { $0.count > header.count }) {
            throw Failure(
              "row \(long) has \(Digits.count(rows[long].count, "entry")) and the header "
                + Digits.count(header.count, "name"))
          }
          return .object(
            FigureObject(Table(title: try arguments.string(2), header: header, rows: rows)))
        },
      ])
  }
}
