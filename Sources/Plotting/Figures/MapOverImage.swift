import Text

/// What one token looks at, over the image: a map of few cells on a picture of many pixels.
package struct MapOverImage: Figure, Equatable {
  /// Printed above; empty for none.
  package var title: String
  /// The picture.
  package var bitmap: Bitmap
  /// The map, spread over the whole picture.
  package var map: Matrix
  /// The cell that looks, counted in rows from the top left; it is marked `Q`.
  package var query: Int?
  /// How values are spread over the levels.
  package var scale: ShadeScale

  /// Makes a map over an image.
  package init(
    _ bitmap: Bitmap, _ map: Matrix, query: Int? = nil, title: String = "",
    scale: ShadeScale = .linear
  ) {
    self.bitmap = bitmap
    self.map = map
    self.query = query
    self.title = title
    self.scale = scale
  }

  /// The picture, and beside it the map: lit up on the picture in colour, as a ramp without.
  package func draw(_ style: Style) -> Canvas {
    guard style.width >= 24, bitmap.width > 0, !map.values.isEmpty else {
      return Canvas.stacked(numbers.map { $0.draw(style) }, style)
    }
    let gap = 3
    let isBeside = style.width >= 40
    let room = isBeside ? (style.width - gap) / 2 : style.width
    let tile = Tile.fitting(bitmap, columns: room, style)
    let picture = tile.canvas()
    let shade = Shade(map.values, scale)
    var over = style.hasColourPictures ? lit(tile, shade, style) : ramp(picture, shade, style)
    mark(&over)
    let pair =
      isBeside
      ? Canvas.beside([picture, over], gap: gap, style)
      : Canvas.stacked([picture, over], gap: 1, style)
    let head = style.wrapped(title + shade.note, style.width)
    return Canvas.stacked(
      [
        Canvas(lines: head, style, ink: .strong), pair, key(shade, style),
        Bitmap.notes([bitmap], style.width, style),
      ], style)
  }

  /// The value of the map under a cell of a canvas: the mean if several are there.
  private func value(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> Double {
    let rows = MapOverImage.covered(y, of: height, map.rows)
    let columns = MapOverImage.covered(x, of: width, map.columns)
    if rows.count == 1, columns.count == 1 { return map[rows.lowerBound, columns.lowerBound] }
    var mean = 0.0
    var count = 0.0
    for row in rows {
      for column in columns where map[row, column].isFinite {
        count += 1
        mean += (map[row, column] - mean) / count
      }
    }
    return count > 0 ? mean : .nan
  }

  /// The entries of a map of `count` that begin under cell `place` of `length`.
  private static func covered(_ place: Int, of length: Int, _ count: Int) -> Range<Int> {
    let length = max(length, 1)
    let first = min(place * count / length, count - 1)
    return first..<max(min((place + 1) * count / length, count), first + 1)
  }

  private func ramp(_ picture: Canvas, _ shade: Shade, _ style: Style) -> Canvas {
    var canvas = Canvas(width: picture.width, height: picture.height, style)
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        let share = shade.share(value(x, y, canvas.width, canvas.height))
        let glyph = share.map { GreyRamp.glyphs[GreyRamp.level(abs($0))] }
        canvas.put(glyph ?? "!", x, y, glyph == nil ? .warning : .plain)
      }
    }
    return canvas
  }

  private func lit(_ tile: Tile, _ shade: Shade, _ style: Style) -> Canvas {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bitmap.width * bitmap.height * 3)
    var light = Highlight(style.pictureColours)
    for y in 0..<bitmap.height {
      for x in 0..<bitmap.width {
        let share = shade.share(value(x, y, bitmap.width, bitmap.height)) ?? 0
        let colour = light.colour(bitmap[x, y].luminance, abs(share))
        bytes += [colour.red, colour.green, colour.blue]
      }
    }
    let pixels = Bitmap(
      width: bitmap.width, height: bitmap.height, bytes: bytes, isColour: true,
      missing: bitmap.missing)
    return Tile(bitmap: pixels, zoom: tile.zoom, patch: 0, style: style).canvas()
  }

  /// Puts a Q in the middle of the query's cell.
  private func mark(_ canvas: inout Canvas) {
    guard let query, query >= 0, query < map.values.count else { return }
    let (row, column) = (query / map.columns, query % map.columns)
    let x = (2 * column + 1) * canvas.width / (2 * map.columns)
    let y = (2 * row + 1) * canvas.height / (2 * map.rows)
    canvas.put("Q", min(x, canvas.width - 1), min(y, canvas.height - 1), .strong)
  }

  private func key(_ shade: Shade, _ style: Style) -> Canvas {
    let marked = query == nil ? "" : ", Q = the token that looks"
    guard style.hasColourPictures else {
      let canvas = ShadeKey.canvas(shade, .ramp, missing: missing, style)
      guard query != nil else { return canvas }
      return Canvas.stacked(
        [canvas, Canvas(lines: ["Q = the token that looks"], style, ink: .muted)], style)
    }
    let text = "unlit \(Digits.short(shade.isSigned ? 0 : shade.low)), brightest "
    return Canvas(
      lines: style.wrapped(text + Digits.short(shade.high) + marked, style.width), style,
      ink: .muted)
  }

  private var missing: Int { map.values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) } }

  /// The map's size and its three greatest values.
  package var sentence: String {
    let name = title.isEmpty ? "map" : title
    let tops = map.values.indices.filter { map.values[$0].isFinite }
      .sorted { (map.values[$0], $1) > (map.values[$1], $0) }.prefix(3)
    let places = tops.map {
      "\(Digits.short(map.values[$0])) at row \($0 / map.columns), column \($0 % map.columns)"
    }
    let start = query.map { " from token \($0)" } ?? ""
    return "\(name): \(map.rows)x\(map.columns)\(start) over a \(bitmap.width)x\(bitmap.height) "
      + "image; greatest " + (places.isEmpty ? "none" : places.joined(separator: ", "))
  }

  /// The map.
  package var numbers: [Table] { Heatmap(title: title, map).numbers }
}
