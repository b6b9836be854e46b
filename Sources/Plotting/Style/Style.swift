import Text

/// How a figure is drawn: all that a picture depends on besides its data.
package struct Style: Sendable, Equatable {
  /// The colours that a picture may use.
  package enum Colours: String, Sendable, CaseIterable {
    case none, ansi16, ansi256, trueColour
  }

  /// Which form of a figure is printed.
  package enum Content: String, Sendable, CaseIterable {
    /// The picture.
    case picture
    /// The sentence that says what the picture shows (`--describe`).
    case sentence
    /// The numbers behind the picture (`--table`).
    case numbers
  }

  /// Columns that no line exceeds, 1…1000.
  package let width: Int
  /// Rows that a chart should not exceed, if the caller knows a limit.
  package var rows: Int?
  /// Whether a chart takes all of them.
  package var fillsRows = false
  /// Characters to draw with.
  package var glyphs: Glyphs
  /// Characters of words that others wrote: labels, titles, names.
  package var words: Glyphs
  /// Colours to draw with.
  package var colours: Colours
  /// Whether the terminal is dark on light, so that ink is dark and images are inverted.
  package var lightBackground: Bool
  /// Picture, sentence or numbers.
  package var content: Content
  /// How pictures are shown as pixels; nil where they are made of characters.
  package var pixels: Pixels?

  /// Makes a style; `width` is clamped to 1…1000, and words are as what is drawn unless told.
  package init(
    width: Int = 80, rows: Int? = nil, glyphs: Glyphs = .ascii, words: Glyphs? = nil,
    colours: Colours = .none, lightBackground: Bool = false,
    content: Content = .picture
  ) {
    self.width = min(max(width, 1), 1000)
    self.rows = rows
    self.glyphs = glyphs
    self.words = words ?? glyphs
    self.colours = colours
    self.lightBackground = lightBackground
    self.content = content
  }

  /// The same style in another number of columns.
  package func narrowed(to columns: Int) -> Style {
    var style = Style(
      width: min(columns, width), rows: rows, glyphs: glyphs, words: words, colours: colours,
      lightBackground: lightBackground, content: content)
    style.fillsRows = fillsRows
    style.pixels = pixels
    return style
  }
}

extension Style {
  /// Square pixels: a terminal's own, or two to a cell in half-blocks, which need both the character
  /// and enough colours.
  var hasSquares: Bool { pixels != nil || (glyphs == .unicode && hasShades) }

  /// Whether pictures have colours, and those that they may use.
  var hasColourPictures: Bool { pixels != nil || hasShades }
  var pictureColours: Colours { pixels == nil ? colours : .trueColour }

  /// Enough colours to shade a cell's background.
  var hasShades: Bool { colours == .ansi256 || colours == .trueColour }
}
