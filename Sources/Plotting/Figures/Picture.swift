import Text

/// One image, grey or in colour.
package struct Picture: Figure, Equatable {
  /// The pixels.
  package var bitmap: Bitmap
  /// Printed above; empty for none.
  package var title: String
  /// Printed below; empty for none.
  package var caption: String
  /// Side in pixels of patches to separate with lines; 0 for none.
  package var patch: Int
  /// Pixels to leave empty between the patches instead of lines; 0 for lines.
  package var gap: Int
  /// Whether black and white are swapped.
  package var isInverted: Bool
  /// Rows that a pixel takes; as many as fit where `nil`.
  package var zoom: Int?
  /// Printed below: what black and white stand for, where that is not 0 and 1.
  package var key: String

  /// Makes a picture.
  package init(
    _ bitmap: Bitmap, title: String = "", caption: String = "", patch: Int = 0,
    gap: Int = 0, isInverted: Bool = false, zoom: Int? = nil, key: String = ""
  ) {
    self.bitmap = bitmap
    self.title = title
    self.caption = caption
    self.patch = patch
    self.gap = gap
    self.isInverted = isInverted
    self.zoom = zoom
    self.key = key
  }

  /// Two columns per pixel if that fits, half-blocks in colour, otherwise block means.
  package func draw(_ style: Style) -> Canvas {
    let shown = isInverted ? bitmap.inverted : bitmap
    let tile =
      zoom.map { Tile.enlarged(shown, rows: $0, style) }
      ?? Tile.fitting(
        shown, patch: max(patch, 0), gap: space, columns: style.width,
        enlarging: patch <= 0, style)
    let canvas = tile.canvas()
    let room = max(canvas.width, min(style.width, 24))
    return Canvas.stacked(
      [
        Canvas(lines: title.isEmpty ? [] : style.wrapped(title, room), style, ink: .strong),
        canvas,
        Canvas(captions: caption.isEmpty ? [] : style.wrapped(caption, room), canvas.width, style),
        Bitmap.notes([bitmap], room, style), tile.note(zoom, room),
        Canvas(lines: style.wrapped(key, room), style, ink: .muted),
      ], style)
  }

  private var space: Int { min(max(gap, 0), 64) }

  /// A picture can be squeezed a little, and in characters can do with one column per pixel.
  package func sharing(_ style: Style) -> Sharing {
    if bitmap.width <= 12 || zoom != nil { return .fixed }
    if patch <= 0 { return .shrinks(to: max(Tile.leastFitted(bitmap, patch: 0), 1)) }
    if style.hasSquares { return .fixed }
    let tile = Tile(bitmap: bitmap, zoom: .shrunk(1), patch: patch, gap: space, style: style)
    return .shrinks(to: max(tile.width, 1))
  }

  /// Size, kind and mean brightness.
  package var sentence: String {
    let name = [title, caption].filter { !$0.isEmpty }.joined(separator: ", ")
    let ruled = patch > 0 ? ", \(gap > 0 ? "cut" : "ruled") into patches of \(patch)x\(patch)" : ""
    return (name.isEmpty ? "image" : "image \(name)") + ": \(bitmap.facts)" + ruled
      + (key.isEmpty ? "" : "; \(key)")
  }

  /// Size and brightness; the pixels themselves would make no readable table.
  package var numbers: [Table] {
    [Table(title: title, header: Bitmap.factHeader, rows: [bitmap.factRow(caption)])]
  }
}

extension Bitmap {
  static let factHeader = ["image", "width", "height", "min", "mean", "max"]

  /// The bytes of the pixels that are there.
  private var present: [UInt8] {
    guard !missing.isEmpty else { return bytes }
    let channels = isColour ? 3 : 1
    return bytes.indices.filter { !missing[$0 / channels] }.map { bytes[$0] }
  }

  private static func mean(_ bytes: [UInt8]) -> Double {
    bytes.isEmpty ? .nan : Double(bytes.reduce(0) { $0 + Int($1) }) / Double(bytes.count) / 255
  }

  func factRow(_ name: String) -> [Table.Cell] {
    let bytes = present
    return [
      .text(name), .integer(width), .integer(height),
      .number(Double(bytes.min() ?? 0) / 255), .number(Bitmap.mean(bytes)),
      .number(Double(bytes.max() ?? 0) / 255),
    ]
  }

  var facts: String {
    let bytes = present
    return "\(width)x\(height) \(isColour ? "colour" : "grey"), mean brightness "
      + (bytes.isEmpty ? "none" : Digits.visible(Bitmap.mean(bytes), 2))
      + (notFinite > 0 ? ", \(Digits.grouped(notFinite)) non-finite" : "")
  }
}
