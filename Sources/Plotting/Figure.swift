/// Something to look at: data without a picture yet.
///
/// Each kind of figure is one file in `Figures` that says how it is drawn, described and tabulated.
public protocol Figure: Sendable {
  /// The picture in at most `style.width` columns.
  func draw(_ style: Style) -> Canvas
  /// What the picture shows, for those who cannot see it: one sentence, in words and numbers.
  var sentence: String { get }
  /// The numbers behind the picture.
  var numbers: Table { get }
  /// Fewest columns in which it is worth drawing beside others; `nil` if it has a size of its own.
  var leastWidth: Int? { get }
}

extension Figure {
  /// Most figures have a size of their own.
  public var leastWidth: Int? { nil }
}

/// The figure as text: lines ended by a line feed, none wider than the style or ending in a space.
public func render(_ figure: some Figure, _ style: Style) -> String {
  switch style.content {
  case .picture: TextEncoder.encode(figure.draw(style), style.colours)
  case .sentence:
    TextEncoder.encode(Canvas(lines: style.wrapped(figure.sentence, style.width), style), .none)
  case .numbers: TextEncoder.encode(figure.numbers.draw(style), .none)
  }
}
