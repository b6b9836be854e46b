import Interpreter
import Plotting
import Tensors
import Text

extension BuiltinTable {
  /// Images.
  @BuiltinList static func pictures() -> [BuiltinList.Entry] {
    Builtin(
      "imshow", .tensor("image"), .title, .label("caption"), .argument("grid", default: .int(0)),
      .argument("gap", default: .int(0)), .optional(.tensor("over")), .optional(.int("query")),
      .choice("scale", default: ShadeScale.linear),
      .choice("cmap", default: FigureData.ColourMaps.plain), .optional(.argument("zoom")),
      summary: "A picture: [H, W], [1, H, W] or [3, H, W], from 0 (black) to 1.",
      details:
        "grid: the side of patches whose borders are drawn. gap: pixels to leave between the "
        + "patches, instead of borders; patches may also be given as such, [N, C, p, p]. "
        + "over: a map of attention, laid over the image; query: its token; scale: of the "
        + "map, \"linear\", \"sqrt\" or \"percentile\". cmap: \"gray\"; \"gray_r\", which "
        + "changes black and white; or \"coolwarm\", which tells signs apart: blue is below zero, "
        + "and without colour zero is blank and a minus stands before what is below it. zoom: how "
        + "many rows a pixel takes.",
      example: "show imshow(image, grid = 4), imshow(image, grid = 4, gap = 2)"
    ) { image, title, caption, grid, gap, over, query, scale, colours, zoom in
      let (side, gap) = (try grid.int(in: 0...4096), try gap.int(in: 0...64))
      let rows = try zoom.map { try $0.int(in: 1...32) }
      if let over {
        guard rows == nil, colours != .signed else {
          throw Failure("with a map over the image, `zoom` and `cmap` have no effect")
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
        return FigureObject(
          HeadMaps(
            title: title, [try FigureData.plane(image)], names: [caption], scale: scale,
            isSigned: true, zoom: rows))
      }
      let bitmap = try isCut ? FigureData.bitmap(ofPatches: image) : FigureData.bitmap(image)
      return FigureObject(
        Picture(
          bitmap, title: title, caption: caption, patch: isCut ? image.shape[2] : side, gap: gap,
          isInverted: colours == .inverted, zoom: rows))
    }
    Builtin(
      "gallery", .lazy("images"), .argument("captions", default: .items([])), .title,
      .optional(.int("per_row")), .choice("cmap", default: FigureData.ColourMaps.plain),
      .optional(.argument("zoom")), .bool("scale_each", default: false),
      summary: "Small pictures in rows, each with its caption.",
      details:
        "images: [N, C, H, W], or a list. captions: texts or numbers. per_row: how many must "
        + "stand in a row; as many as fit, at most eight, without. cmap: \"gray\", "
        + "\"gray_r\" or \"coolwarm\", as of imshow. zoom: how many rows a pixel takes. All are "
        + "on one scale, which is told where it is not from 0 to 1; scale_each: each on its own.",
      example: "show gallery(train.images[:32], captions = train.labels[:32])"
    ) { images, captions, title, perRow, colours, zoom, scalesEach in
      let pictures = try FigureData.pictures(images)
      let rows = try zoom.map { try $0.int(in: 1...32) }
      let texts: [String] =
        if case .tensor(let tensor) = captions.value {
          try captions.tensors().map { try FigureData.text($0, tensor.dtype) }
        } else {
          try captions.list().items.map(\.text)
        }
      try FigureData.check(texts, "caption", of: pictures.count, "image")
      if colours == .signed {
        guard perRow == nil else {
          throw Failure("`per_row` does not apply to pictures with signs")
        }
        return FigureObject(
          HeadMaps(
            title: title, try pictures.map { try FigureData.plane($0) }, names: texts,
            isSigned: true, scalesEach: scalesEach, zoom: rows))
      }
      let (bitmaps, key) = try FigureData.bitmaps(pictures, scalesEach: scalesEach)
      return FigureObject(
        Mosaic(
          bitmaps, captions: texts, title: title, perRow: perRow,
          isInverted: colours == .inverted, zoom: rows, key: key))
    }
    Builtin(
      "panel", .values("figures"), .title, .optional(.argument("columns")),
      summary: "Figures side by side, as one figure.",
      details:
        "As many in a line as fit, like the figures of one `show`. columns: at most so many.",
      example: "show panel(plot(losses), imshow(image), title = \"after training\", columns = 2)"
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

  /// Pictures on one scale, or each on its own, and what is to be said of that.
  fileprivate static func bitmaps(
    _ pictures: [Tensor], scalesEach: Bool
  ) throws -> ([Bitmap], key: String) {
    func range(_ pictures: [Tensor]) throws -> ClosedRange<Double>? {
      var (low, high) = (Double.infinity, -Double.infinity)
      for picture in pictures {
        for number in try picture.numbers() where number.isFinite {
          (low, high) = (min(low, number), max(high, number))
        }
      }
      return low <= high ? low...high : nil
    }
    if scalesEach {
      return (
        try pictures.map { try bitmap($0, range: range([$0])) },
        "each from its least number, black, to its greatest"
      )
    }
    guard let all = try range(pictures), all.lowerBound < 0 || all.upperBound > 1 else {
      return (try pictures.map { try bitmap($0) }, "")
    }
    let ends = "\(Digits.general(all.lowerBound, 3)) to \(Digits.general(all.upperBound, 3))"
    return (try pictures.map { try bitmap($0, range: all) }, "scale from black to white: \(ends)")
  }
}
