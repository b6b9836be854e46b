import Text

/// Several images in rows, each with a caption; or the patches of one image, moved apart.
package struct Mosaic: Figure, Equatable {
  /// The images.
  package var images: [Bitmap]
  /// One caption per image; missing ones are empty.
  package var captions: [String]
  /// Printed above; empty for none.
  package var title: String
  /// Images per row that must stay together, as the patches of one image do.
  ///
  /// `nil` allows up to eight, as many as fit the width.
  package var perRow: Int?
  /// Empty columns between images.
  package var gap: Int
  /// Whether black and white are swapped.
  package var isInverted: Bool
  /// Rows that a pixel takes; as many as fit where `nil`.
  package var zoom: Int?
  /// Printed below: what black and white stand for, where that is not 0 and 1.
  package var key: String

  /// Makes a mosaic.
  package init(
    _ images: [Bitmap], captions: [String] = [], title: String = "", perRow: Int? = nil,
    gap: Int = 2, isInverted: Bool = false, zoom: Int? = nil, key: String = ""
  ) {
    self.images = images
    self.captions = captions
    self.title = title
    self.perRow = perRow
    self.gap = gap
    self.isInverted = isInverted
    self.zoom = zoom
    self.key = key
  }

  /// The fewest columns in which a picture of many pixels is still recognisable.
  private static let leastColumns = 16

  /// Rows of images that shrink by block means before a row wraps.
  package func draw(_ style: Style) -> Canvas {
    let gap = min(max(gap, 0), 16)
    guard let widest = images.max(by: { $0.width < $1.width }) else {
      return Canvas(lines: [title, "no images"].filter { !$0.isEmpty }, style)
    }
    let wanted = min(max(perRow ?? 8, 1), max(images.count, 1))
    let room = (style.width + gap) / wanted - gap
    let tile = tile(widest, room: max(room, 1), style)
    let width = max(tile.width, 1)
    let fits = min(max((style.width + gap) / (width + gap), 1), wanted)
    // A last row about as full as the others.
    let lines = (images.count + fits - 1) / fits
    let across = perRow == nil ? (images.count + lines - 1) / lines : fits
    let tall = max(gap / 2, 1)
    var rows =
      title.isEmpty ? [] : [Canvas(lines: style.wrapped(title, style.width), style, ink: .strong)]
    for start in stride(from: 0, to: images.count, by: across) {
      let indices = start..<min(start + across, images.count)
      var pictures = indices.map { drawn($0, tile, style) }
      if perRow == nil { pictures = Canvas.withoutCommonMargins(pictures, style) }
      let parts = zip(indices, pictures).map { index, picture in
        Canvas.stacked([picture, caption(index, width, style)], style).widened(to: width, style)
      }
      if start > 0 { rows.append(Canvas(width: 1, height: gap > 0 ? tall : 0, style)) }
      rows.append(Canvas.beside(parts, gap: gap, style))
    }
    rows.append(Bitmap.notes(images, style.width, style))
    rows.append(tile.note(zoom, style.width))
    rows.append(Canvas(lines: style.wrapped(key, style.width), style, ink: .muted))
    return Canvas.stacked(rows, style)
  }

  /// The size of the images, of which one should be `room` wide.
  private func tile(_ widest: Bitmap, room: Int, _ style: Style) -> Tile {
    if let zoom { return Tile.enlarged(widest, rows: zoom, style) }
    // A filter of a few pixels is a speck in half-blocks.
    if perRow == nil, style.hasSquares, widest.width <= 8 {
      return Tile.enlarged(widest, rows: 1, style)
    }
    let least = perRow == nil ? min(Mosaic.leastColumns, max(widest.width, 1)) : 1
    return Tile.fitting(widest, columns: min(max(room, least), style.width), style)
  }

  private func drawn(_ index: Int, _ like: Tile, _ style: Style) -> Canvas {
    let bitmap = isInverted ? images[index].inverted : images[index]
    return Tile(bitmap: bitmap, zoom: like.zoom, patch: 0, style: style).canvas()
  }

  private func caption(_ index: Int, _ width: Int, _ style: Style) -> Canvas {
    guard captions.indices.contains(index), !captions[index].isEmpty else {
      return Canvas(width: 0, height: 0, style)
    }
    var lines = style.wrapped(captions[index], width)
    if lines.count > 3 { lines = lines.prefix(2) + [cut(lines[2] + "  ~", width)] }
    return Canvas(captions: lines, width, style)
  }

  /// The patches of one image can do with one column per pixel, like the image itself.
  package func sharing(_ style: Style) -> Sharing {
    guard let perRow, zoom == nil, !style.hasSquares, let widest = images.map(\.width).max()
    else {
      return .fixed
    }
    let count = min(max(perRow, 1), max(images.count, 1))
    let gap = min(max(gap, 0), 16)
    return .shrinks(to: min(count, 1000) * (min(widest, 1000) + gap) - gap)
  }

  /// How many images there are, of what size, with which captions.
  package var sentence: String {
    let name = title.isEmpty ? "" : "\(title): "
    let sizes = images.first.map { ", \($0.width)x\($0.height)" } ?? ""
    let named = captions.filter { !$0.isEmpty }
    let list = named.isEmpty ? "" : ": " + named.joined(separator: ", ")
    let others = images.reduce(0) { $0 + $1.notFinite }
    return name + Digits.count(images.count, "image") + sizes + list
      + (key.isEmpty ? "" : "; \(key)")
      + (others > 0 ? "; \(Digits.grouped(others)) non-finite" : "")
  }

  /// One row per image: its caption, size and brightness.
  package var numbers: [Table] {
    let rows = images.enumerated().map { index, bitmap in
      bitmap.factRow(captions.indices.contains(index) ? captions[index] : String(index))
    }
    return [Table(title: title, header: Bitmap.factHeader, rows: rows)]
  }
}

extension Canvas {
  /// The pictures without the rows at the top and bottom that are empty in all of them.
  ///
  /// Characters on an empty background need no frame.
  static func withoutCommonMargins(_ parts: [Canvas], _ style: Style) -> [Canvas] {
    let height = parts.map(\.height).max() ?? 0
    let inked = (0..<height).filter { y in
      parts.contains { part in (0..<part.width).contains { !part[$0, y].isBlank } }
    }
    guard let top = inked.first, let bottom = inked.last else { return parts }
    return parts.map { part in
      var result = Canvas(
        width: part.width, height: max(min(part.height, bottom + 1) - top, 0), style)
      result.paste(part, 0, -top)
      return result
    }
  }

  /// The same, at least `columns` wide.
  func widened(to columns: Int, _ style: Style) -> Canvas {
    guard width < columns else { return self }
    var result = Canvas(width: columns, height: height, style)
    result.paste(self, 0, 0)
    return result
  }
}
