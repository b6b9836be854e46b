import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Images.
  @BuiltinList static func pictures() -> [BuiltinList.Entry] {
    Builtin(
      "imshow",
      .tensor("image", "[H, W], [1, H, W] or [3, H, W]; or patches [N, C, p, p]"), .title,
      .label("caption", "what is printed below it"),
      .argument("grid", "the side of patches whose borders are drawn, in pixels", default: .int(0)),
      .argument(
        "gap", "how many pixels to leave between the patches, instead of borders", default: .int(0)),
      .optional(.tensor("over", "a map of attention, laid over the image")),
      .optional(.int("query", "the token of the map")),
      .choice("scale", "how the shades of the map follow its numbers", default: ShadeScale.linear),
      .choice(
        "cmap",
        """
        "gray_r" changes black and white; in "coolwarm" zero is blank and blue, or a \
        minus, is below it
        """, default: FigureData.ColourMaps.plain),
      .optional(.argument("zoom", "how many rows of characters a pixel takes, 1 to 32")),
      .optional(.float("vmin", "the number that is black")),
      .optional(.float("vmax", "the number that is white")),
      summary: "A picture: [H, W], [1, H, W] or [3, H, W], from 0 (black) to 1.",
      details:
        """
        Without vmin and vmax, black and white are 0 and 1 or, if a number is outside \
        of that, the least and the greatest. What is not finite is marked as missing.
        """,
      example: "show imshow(image, grid = 4), imshow(image, grid = 4, gap = 2)",
      see: "gallery heatmap"
    ) { image, title, caption, grid, gap, over, query, scale, colours, zoom, low, high in
      let (side, gap) = (try grid.int(in: 0...4096), try gap.int(in: 0...64))
      let rows = try zoom.map { try $0.int(in: 1...32) }
      if let over {
        guard rows == nil, colours != .signed, low == nil, high == nil else {
          throw Failure(
            "with a map over the image, `zoom`, `cmap`, `vmin` and `vmax` have no effect")
        }
        let map = try FigureData.matrix(over, "over")
        if let query, !map.values.indices.contains(query) {
          throw Failure(
            "`query` must be a token of the map, 0 to \(map.values.count - 1), not \(query)")
        }
        return FigureObject(
          MapOverImage(
            try FigureData.bitmap(image), map, query: query, title: title, scale: scale))
      }
      let isCut = image.rank == 4
      if rows != nil || colours == .signed, isCut || side > 0 {
        throw Failure("with patches, `zoom` and `cmap` have no effect")
      }
      guard colours != .signed else {
        let plane = try FigureData.plane(image)
        return FigureObject(
          HeadMaps(
            title: title, [plane], names: [caption], scale: scale, isSigned: true,
            range: try FigureData.signedRange(of: [plane], low, high), zoom: rows))
      }
      let ends = try PictureScale([image], low, high, isInverted: colours == .inverted)
      let bitmap =
        try isCut
        ? FigureData.bitmap(ofPatches: image, range: ends.range)
        : FigureData.bitmap(image, range: ends.range)
      return FigureObject(
        Picture(
          bitmap, title: title, caption: caption, patch: isCut ? image.shape[2] : side, gap: gap,
          isInverted: colours == .inverted, zoom: rows, key: ends.key))
    }
    Builtin(
      "gallery",
      .lazy("images", "[N, C, H, W], or a list"),
      .argument("captions", "strings or numbers, one for each", default: .items([])), .title,
      .optional(
        .int("per_row", "how many must stand in a row; as many as fit, at most eight, if left out")),
      .choice("cmap", "as of imshow", default: FigureData.ColourMaps.plain),
      .optional(.argument("zoom", "how many rows of characters a pixel takes, 1 to 32")),
      .bool("scale_each", "whether each has a scale of its own", default: false),
      .optional(.float("vmin", "the number that is black")),
      .optional(.float("vmax", "the number that is white")),
      summary: "Small pictures in rows, each with its caption.",
      details:
        "All are on one scale, which is told where it is not from 0 to 1.",
      example: "show gallery(images.train.images[:8], captions = images.train.labels[:8])",
      see: "imshow head_maps panel"
    ) { images, captions, title, perRow, colours, zoom, scalesEach, low, high in
      let pictures = try FigureData.pictures(images)
      let rows = try zoom.map { try $0.int(in: 1...32) }
      let texts = try FigureData.captions(captions)
      guard !scalesEach || (low == nil && high == nil) else {
        throw Failure("with `scale_each`, `vmin` and `vmax` have no effect")
      }
      try FigureData.check(texts, "caption", of: pictures.count, "image")
      if colours == .signed {
        guard perRow == nil else {
          throw Failure("`per_row` does not apply to pictures with signs")
        }
        let planes = try pictures.map { try FigureData.plane($0) }
        return FigureObject(
          HeadMaps(
            title: title, planes, names: texts, isSigned: true, scalesEach: scalesEach,
            range: try FigureData.signedRange(of: planes, low, high), zoom: rows))
      }
      let all = try PictureScale(pictures, low, high, isInverted: colours == .inverted)
      let bitmaps = try pictures.map {
        try FigureData.bitmap($0, range: scalesEach ? FigureData.range(of: $0) : all.range)
      }
      let key = scalesEach ? "each from its least number, black, to its greatest" : all.key
      return FigureObject(
        Mosaic(
          bitmaps, captions: texts, title: title, perRow: perRow,
          isInverted: colours == .inverted, zoom: rows, key: key))
    }
    Builtin(
      "panel",
      .values("figures", "the figures, or one list of them"), .title,
      .optional(.argument("columns", "how many stand in a line at most")),
      summary: "Figures side by side, as one figure.",
      details:
        "As many stand in a line as fit, like the figures of one `show`.",
      example: """
        show panel(plot(losses), imshow(image), title = "after training", columns = 2)
        """, see: "show plot imshow"
    ) { values, title, columns in
      var items = values
      if values.count == 1, case .list(let list) = values[0] { items = Array(list.items) }
      let figures = try items.map { value in
        guard case .object(let object) = value, let figure = object as? FigureObject else {
          throw Failure("a panel takes figures, not \(value.described)")
        }
        return figure.figure
      }
      guard !figures.isEmpty else { throw Failure("a panel needs figures") }
      return FigureObject(
        FigureRow(figures, title: title, columns: try columns.map { try $0.int(in: 1...100) }))
    }
  }
}

extension FigureData.ColourMaps: ArgumentChoice {}

extension FigureData {
  /// The pictures of a list, a tensor or a set of images.
  fileprivate static func pictures(_ images: BuiltinArgument) throws -> [Tensor] {
    guard case .object(let object as PixelsObject) = images.value else {
      return try images.tensors()
    }
    guard object.images.count <= 1_000 else {
      throw Failure(
        "a gallery shows at most 1,000 images, not \(Digits.grouped(object.images.count))",
        hint: "take some: images[:32]")
    }
    return try parts(object.images.batch(0..<object.images.count, scale: .unit).images)
  }

  /// The numbers of [H, W] or [1, H, W], which may have signs.
  fileprivate static func plane(_ image: Tensor) throws -> Matrix {
    guard image.rank == 2 || (image.rank == 3 && image.shape[0] == 1) else {
      throw Failure(
        "with signs, a picture must be [H, W] or [1, H, W], not \(image.shape)",
        hint: "take one channel: x[:, 0]")
    }
    return try matrix(image.rank == 3 ? image.selected(0, 0) : image, "image")
  }

  /// The least and the greatest number of a picture.
  fileprivate static func range(of picture: Tensor) throws -> ClosedRange<Double>? {
    let numbers = try picture.numbers().filter(\.isFinite)
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    return low...high
  }

  /// As far below zero as above it, if one of the ends is given.
  fileprivate static func signedRange(
    of planes: [Matrix], _ low: Double?, _ high: Double?
  ) throws -> ClosedRange<Double>? {
    guard low != nil || high != nil else { return nil }
    let numbers = planes.flatMap(\.values).filter(\.isFinite)
    let start = low ?? min(numbers.min() ?? 0, high ?? 0)
    let end = high ?? max(numbers.max() ?? 0, start)
    guard start <= end, start.isFinite, end.isFinite else {
      throw Failure(
        "vmin must be at most vmax, but \(Digits.general(start, 6)) > \(Digits.general(end, 6))")
    }
    let size = max(abs(start), abs(end))
    return size > 0 ? -size...size : nil
  }

  /// A text for each picture: of a list, of a tensor's elements, or of any other sequence.
  fileprivate static func captions(_ captions: BuiltinArgument) throws -> [String] {
    if case .tensor(let tensor) = captions.value {
      return try captions.tensors().map { try text($0, tensor.dtype) }
    }
    if case .string = captions.value { throw captions.mismatch("a list") }
    return try Iteration.items(of: captions.value, captions.call.interpreter).map(\.text)
  }
}
