import Text

@testable import Plotting

/// The lines of a figure as a reader sees them.
func lines(
  _ figure: some Figure, _ width: Int = 80, _ glyphs: Glyphs = .ascii,
  _ colours: Style.Colours = .none
) -> [String] {
  render(figure, Style(width: width, glyphs: glyphs, colours: colours))
    .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
}

/// A text without colour codes.
func plain(_ text: String) -> String {
  text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}
