/// Something to look at: data that has yet to be drawn.
///
/// Each kind of figure is one file in `Figures` that says how it is drawn, described and tabulated.
package protocol Figure: Sendable {
  /// The picture in at most `style.width` columns.
  func draw(_ style: Style) -> Canvas
  /// What the picture shows, for those who cannot see it: one sentence, in words and numbers.
  var sentence: String { get }
  /// The numbers behind the picture.
  var numbers: [Table] { get }
  /// How it shares a line with other figures.
  func sharing(_ style: Style) -> Sharing
}

/// How a figure shares a line with other figures.
package enum Sharing: Sendable, Equatable {
  /// It has a fixed size.
  case fixed
  /// It can be drawn smaller, down to this many columns, if all then fit on one line.
  case shrinks(to: Int)
  /// It fills the width that it is given, from this many columns.
  case stretches(from: Int)
}

extension Figure {
  /// Most figures have a size of their own.
  package func sharing(_ style: Style) -> Sharing { .fixed }
}

/// The figure as text: lines end with a line feed; none is wider than the style or ends in a space.
package func render(_ figure: some Figure, _ style: Style) -> String {
  switch style.content {
  case .picture: drawn(figure, style)
  case .sentence: TextEncoder.encode(described(figure, style), .none)
  case .numbers:
    TextEncoder.encode(
      Canvas.stacked(figure.numbers.map { $0.draw(style) }, gap: 1, style), .none)
  }
}

/// With pixels where the output has them and all fit; otherwise with characters.
private func drawn(_ figure: some Figure, _ style: Style) -> String {
  let canvas = figure.draw(style)
  guard let pixels = style.pixels else { return TextEncoder.encode(canvas, style.colours) }
  if let text = TextEncoder.encode(canvas, style.colours, pixels) { return text }
  var plain = style
  plain.pixels = nil
  return drawn(figure, plain)
}

/// A figure in words: a sentence for each part of a row; a table already consists of words.
private func described(_ figure: some Figure, _ style: Style) -> Canvas {
  if let row = figure as? FigureRow {
    return Canvas.stacked(
      [Canvas(lines: style.wrapped(row.title, style.width), style)]
        + row.figures.map { described($0, style) }, style)
  }
  if let table = figure as? Table { return table.draw(style) }
  return Canvas(lines: style.wrapped(figure.sentence, style.width), style)
}
