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
      .choice("cmap", default: FigureData.Greys.plain),
      summary: "A picture: [H, W], [1, H, W] or [3, H, W], from 0 (black) to 1.",
      details:
        "grid: the side of patches whose borders are drawn. gap: pixels to leave between the "
        + "patches, instead of borders; patches may also be given as such, [N, C, p, p]. "
        + "over: a map of attention, laid over the image; query: its token; scale: of the "
        + "map, \"linear\", \"sqrt\" or \"percentile\". cmap: \"gray\", or \"gray_r\", which "
        + "changes black and white.",
      example: "show imshow(image, grid = 4), imshow(image, grid = 4, gap = 2)"
    ) { image, title, caption, grid, gap, over, query, scale, greys in
      let (side, gap) = (try grid.int(in: 0...4096), try gap.int(in: 0...64))
      let isCut = image.rank == 4
      let bitmap = try isCut ? FigureData.bitmap(ofPatches: image) : FigureData.bitmap(image)
      guard let over else {
        return FigureObject(
          Picture(
            bitmap, title: title, caption: caption, patch: isCut ? image.shape[2] : side, gap: gap,
            isInverted: greys == .inverted))
      }
      let map = try FigureData.matrix(over, "over")
      if let query, !map.values.indices.contains(query) {
        throw Failure("`query` is a token of the map, 0 to \(map.values.count - 1), not \(query)")
      }
      return FigureObject(MapOverImage(bitmap, map, query: query, title: title, scale: scale))
    }
    Builtin(
      "gallery", .lazy("images"), .argument("captions", default: .items([])), .title,
      .optional(.int("per_row")), .choice("cmap", default: FigureData.Greys.plain),
      summary: "Small pictures in rows, each with its caption.",
      details:
        "images: [N, C, H, W], or a list. captions: texts or numbers. per_row: how many must "
        + "stand in a row; as many as fit, at most eight, without. cmap: \"gray\" or "
        + "\"gray_r\".",
      example: "show gallery(train.images[:32], captions = train.labels[:32])"
    ) { images, captions, title, perRow, greys in
      let pictures = try FigureData.pictures(images)
      let texts: [String] =
        if case .tensor(let tensor) = captions.value {
          try captions.tensors().map { try FigureData.text($0, tensor.dtype) }
        } else {
          try captions.list().items.map(\.text)
        }
      try FigureData.check(texts, "caption", of: pictures.count, "image")
      return FigureObject(
        Mosaic(
          try pictures.map { try FigureData.bitmap($0) }, captions: texts, title: title,
          perRow: perRow, isInverted: greys == .inverted))
    }
  }
}

extension FigureData.Greys: ArgumentChoice {}

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
}
